import { repositoryOf } from '../analysis/load-repository.ts';
import { knownSecretsOf } from '../analysis/repeated-secrets.ts';
import type { Repository, SourceFile } from '../analysis/repository.ts';
import { contentHash } from '../base/content-hash.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits, textOfLines } from '../base/text-range.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { buildDependencyGraph } from '../graph/build-dependency-graph.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import type { Snapshot } from '../snapshot.ts';
import type { SymbolDefinition } from '../syntax/syntax-summary.ts';
import { classifyPath } from '../workspace/classify-file.ts';
import { decodeText } from '../workspace/decode-text.ts';
import { findSecrets } from '../workspace/find-secrets.ts';
import type { KnownSecret } from '../workspace/known-secrets.ts';
import { reapplyRedactions, redactSecrets } from '../workspace/redact-secrets.ts';
import { applyEdits, type EditedFile } from './apply-edits.ts';
import type { ChangePlan, PlanCheck, PlannedFile, PlanProblem } from './change-plan.ts';

/**
 * Applies a plan in memory and judges the result: every anchor stands exactly once, every touched file still parses, no
 * import breaks, and the dependents of changed definitions that the plan leaves alone are listed.
 */
export async function checkPlan(
  plan: ChangePlan,
  taken: Snapshot,
  ports: EnginePorts,
  options: RunOptions,
): Promise<PlanCheck & { readonly edited: readonly EditedFile[] }> {
  const { files: edited, problems: editProblems } = await applyEdits(plan, ports.fileSystem);
  const problems: PlanProblem[] = [...editProblems];
  const stepOf = (path: string) =>
    plan.steps.find((step) => step.edits.some((edit) => edit.path === path))?.id ?? '';
  const after = await repositoryAfter(taken.repository, edited, ports, options);
  for (const { path } of edited) {
    const before = taken.repository.byPath.get(path)?.syntax;
    const now = after.byPath.get(path)?.syntax;
    if (now !== undefined && now.errorCount > (before?.errorCount ?? 0)) {
      const message = `${path} would no longer parse (line ${now.firstErrorLine}).`;
      problems.push({ code: 'does-not-parse', stepId: stepOf(path), path, message });
    }
  }
  const graph = await buildDependencyGraph(after, { signal: options.signal });
  const touched = new Set(edited.map((file) => file.path));
  problems.push(...brokenImports(taken, { repository: after, graph }, stepOf, touched));
  const untouchedDependents = findUntouchedDependents(taken, after, edited, touched);
  const shown = await withoutSecrets(edited, knownSecretsOf(taken.repository));
  return { applicable: problems.length === 0, problems, untouchedDependents, ...shown, edited };
}

/** What may be shown of the files: a secret is a placeholder, the same one on both sides where it stays. */
async function withoutSecrets(
  edited: readonly EditedFile[],
  knownSecrets: readonly KnownSecret[],
): Promise<Pick<PlanCheck, 'files' | 'redacted'>> {
  const redactedText = async (path: string, text: string | undefined) =>
    text === undefined ? undefined : redactSecrets(text, await findSecrets(path, text, knownSecrets)).text;
  const files: PlannedFile[] = [];
  const redacted: string[] = [];
  for (const { path, before, after } of edited) {
    const [old, now] = [await redactedText(path, before), await redactedText(path, after)];
    files.push({ path, before: old, after: now });
    if (old !== before || now !== after) redacted.push(path);
  }
  return { files, redacted };
}

/** The repository as it would be, touched files analysed anew. */
async function repositoryAfter(
  repository: Repository,
  edited: readonly EditedFile[],
  ports: EnginePorts,
  options: RunOptions,
): Promise<Repository> {
  const knownSecrets = knownSecretsOf(repository);
  const files = new Map(repository.byPath);
  for (const { path, bytesAfter } of edited) {
    if (bytesAfter === undefined) {
      files.delete(path);
      continue;
    }
    const classified = classifyPath(path);
    const analysis = await ports.analyze({ path, ...classified, bytes: bytesAfter, knownSecrets }, options);
    const decoded = decodeText(bytesAfter);
    const file: SourceFile = {
      path,
      size: bytesAfter.length,
      role: classified.role,
      language: classified.language,
      contentHash: contentHash(bytesAfter),
      ...analysis,
      text: decoded === 'binary' ? undefined : reapplyRedactions(decoded.text, analysis.redactions),
      hasText: decoded !== 'binary',
    };
    files.set(path, file);
  }
  return repositoryOf(
    [...files.values()].sort((a, b) => compareCodeUnits(a.path, b.path)),
    [],
    [],
  );
}

interface View {
  readonly repository: Repository;
  readonly graph: DependencyGraph;
}

/** Imports that resolved and no longer do, and imported names that are gone from the file they came from. */
function brokenImports(
  before: View,
  after: View,
  stepOf: (path: string) => string,
  touched: ReadonlySet<string>,
): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const keyOf = (from: string, specifier: string) => `${from}\0${specifier}`;
  const known = new Set(before.graph.unresolved.map(({ from, specifier }) => keyOf(from, specifier)));
  for (const { from, specifier, line } of after.graph.unresolved) {
    if (known.has(keyOf(from, specifier))) continue;
    const message = `${from}:${line} would import '${specifier}', which does not exist.`;
    problems.push({ code: 'import-breaks', stepId: stepOf(from), path: from, message });
  }
  for (const { from, to, names, line } of after.graph.edges) {
    if (!touched.has(to)) continue;
    const had = topLevelNames(before.repository.byPath.get(to));
    const has = topLevelNames(after.repository.byPath.get(to));
    // Without a syntax summary, or with a re-export of everything, nothing can be said of names.
    if (after.repository.byPath.get(to)?.syntax?.imports.some((one) => one.kind === 're-export')) continue;
    for (const name of names) {
      const wasExported = had.get(name);
      const isExported = has.get(name);
      // A name that was never marked as exported (CommonJS, Python) only has to be there.
      const isKept = isExported === true || (isExported === false && wasExported === false);
      if (wasExported === undefined || isKept || importsName(after.repository.byPath.get(to), name)) continue;
      const message = `${from}:${line} imports '${name}' from ${to}, which would no longer offer it.`;
      problems.push({ code: 'import-breaks', stepId: stepOf(to), path: from, message });
    }
  }
  return problems;
}

/** Top-level names, and whether they are exported. */
function topLevelNames(file: SourceFile | undefined): ReadonlyMap<string, boolean> {
  const symbols = (file?.syntax?.symbols ?? []).filter((symbol) => symbol.parent === undefined);
  const exported = symbols.filter((symbol) => symbol.exported).map((symbol) => symbol.name);
  return new Map(symbols.map(({ name }) => [name, exported.includes(name)]));
}

function importsName(file: SourceFile | undefined, name: string): boolean {
  return (file?.syntax?.imports ?? []).some((statement) => statement.names.includes(name));
}

function findUntouchedDependents(
  { graph, repository }: Snapshot,
  after: Repository,
  edited: readonly EditedFile[],
  touched: ReadonlySet<string>,
): PlanCheck['untouchedDependents'] {
  const rows: PlanCheck['untouchedDependents'][number][] = [];
  for (const { path } of edited) {
    const changes = changedDefinitions(repository.byPath.get(path), after.byPath.get(path));
    for (const edge of graph.edges) {
      if (edge.to !== path || touched.has(edge.from)) continue;
      for (const [symbol, change] of changes) {
        const takesAll = edge.names.length === 0 || edge.names.includes('*');
        if (!takesAll && !edge.names.includes(symbol)) continue;
        const line = firstUse(repository.byPath.get(edge.from), symbol, edge.line);
        if (line === undefined) continue;
        if (rows.some((row) => row.path === edge.from && row.symbol === symbol)) continue;
        rows.push({ path: edge.from, line, symbol, definedIn: path, change });
      }
    }
  }
  return rows;
}

/** Top-level definitions whose text differs, with how; new ones have no dependents yet. */
function changedDefinitions(
  before: SourceFile | undefined,
  after: SourceFile | undefined,
): Map<string, PlanCheck['untouchedDependents'][number]['change']> {
  const changes = new Map<string, PlanCheck['untouchedDependents'][number]['change']>();
  const newer = new Map(
    (after?.syntax?.symbols ?? []).filter((one) => one.parent === undefined).map((one) => [one.name, one]),
  );
  for (const symbol of before?.syntax?.symbols ?? []) {
    if (symbol.parent !== undefined) continue;
    const now = newer.get(symbol.name);
    if (now === undefined) changes.set(symbol.name, 'removed');
    else if (signatureOf(before, symbol) !== signatureOf(after, now)) changes.set(symbol.name, 'signature');
    else if (textOfLines(before?.text ?? '', symbol) !== textOfLines(after?.text ?? '', now))
      changes.set(symbol.name, 'body');
  }
  return changes;
}

function signatureOf(file: SourceFile | undefined, symbol: SymbolDefinition): string {
  const endLine = symbol.body === undefined ? symbol.endLine : symbol.body.startLine - 1;
  return textOfLines(file?.text ?? '', {
    startLine: symbol.startLine,
    endLine: Math.max(symbol.startLine, endLine),
  });
}

/** The first line behind the import that uses a name; the import itself if nothing else does. */
function firstUse(file: SourceFile | undefined, name: string, importLine: number): number | undefined {
  if (file?.text === undefined) return undefined;
  const pattern = new RegExp(`(?<![\\w$])${name.replaceAll(/\W/g, '\\$&')}(?![\\w$])`);
  const lines = file.text.split('\n');
  const used = lines.findIndex((line, row) => row + 1 > importLine && pattern.test(line));
  if (used >= 0) return used + 1;
  return lines.some((line) => pattern.test(line)) ? importLine : undefined;
}
