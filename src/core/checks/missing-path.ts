import type { SourceFile } from '../analysis/repository.ts';
import { joinPath } from '../base/path-text.ts';
import type { Check, CheckFacts, CheckResult } from './check.ts';
import { isExample, isStaged } from './check-scope.ts';
import { readCommandReferences } from './command-references.ts';
import { missingCommandTarget } from './missing-command-target.ts';
import { missingDocumentedCommands } from './missing-documented-command.ts';
import { missingManifestEntries } from './missing-manifest-entry.ts';
import { isJudgedDocument, missingMarkdownTargets } from './missing-markdown-target.ts';
import { missingPythonEntries } from './missing-python-entry.ts';
import { missingTsconfigTargets } from './missing-tsconfig-target.ts';
import { packageManifests } from './package-manifest.ts';
import { pathExists } from './repository-path.ts';
import { closestFile, replaceOnLine } from './suggest-fix.ts';
import { type WorkflowRun, type WorkflowUse, workflowFacts } from './workflow-commands.ts';

/** Paths, scripts and targets named in documents, manifests and workflows that do not exist. */
export const missingPath: Check = {
  id: 'missing-path',
  severity: 'warning',
  description:
    'A path, script or make target named in a document, a manifest or a workflow does not exist in the repository.',
  run,
};

function* run(facts: CheckFacts): Generator<CheckResult | undefined> {
  for (const file of facts.repository.files) {
    if (isJudgedDocument(file)) {
      yield* missingMarkdownTargets(facts, file);
      yield* missingDocumentedCommands(facts, file);
    } else if (!isStaged(file.path)) {
      yield* missingTsconfigTargets(facts, file);
      yield* missingPythonEntries(facts, file);
    }
    yield undefined;
  }
  for (const manifest of packageManifests(facts.repository)) {
    yield* missingManifestEntries(facts, manifest);
    if (isExample(manifest.file.path)) continue;
    for (const script of manifest.scripts.values())
      yield* missingInCommand(facts, script.value, {
        file: manifest.file,
        directory: manifest.directory,
        filesAreUncertain: false,
        lineOf: () => script.line,
      });
    yield undefined;
  }
  const { runs, uses } = workflowFacts(facts.repository);
  for (const step of runs) {
    if (step.isPosix && !step.movedCheckout)
      yield* missingInCommand(facts, step.text, {
        file: step.file,
        directory: step.directory,
        filesAreUncertain: step.restoresFiles,
        lineOf: (offset, name) => lineInRun(step, offset, name),
      });
  }
  for (const use of uses) yield missingAction(facts, use);
}

interface CommandSource {
  readonly file: SourceFile;
  readonly directory: string | undefined;
  readonly filesAreUncertain: boolean;
  readonly lineOf: (offset: number, name: string) => number;
}

function* missingInCommand(facts: CheckFacts, text: string, source: CommandSource): Generator<CheckResult> {
  const command = readCommandReferences(text);
  const seen = new Set<string>();
  for (const reference of command.references) {
    const line = source.lineOf(reference.offset, reference.name);
    const key = `${reference.kind}:${reference.name}:${line}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const result = missingCommandTarget(facts, reference, command, {
      file: source.file,
      line,
      directory: source.directory,
      filesAreUncertain: source.filesAreUncertain,
    });
    if (result !== undefined) yield result;
  }
}

function lineInRun(run: WorkflowRun, offset: number, name: string): number {
  const textLine = run.text.slice(0, offset).split('\n').length - 1;
  const guess = run.lineOf(textLine);
  const lines = (run.file.text ?? '').split('\n');
  if (lines[guess - 1]?.includes(name)) return guess;
  // Folded text has lost its line ends: the name is looked for from where the value begins.
  for (let line = run.lineOf(0); line <= run.endLine; line++)
    if (lines[line - 1]?.includes(name)) return line;
  return guess;
}

function missingAction(facts: CheckFacts, { file, target, line }: WorkflowUse): CheckResult | undefined {
  const { repository } = facts;
  const path = joinPath('', target.split('@')[0] ?? '');
  if (path === undefined || facts.isIgnored(path)) return undefined;
  const isThere = repository.directories.has(path)
    ? path === '' ||
      ['action.yml', 'action.yaml', 'Dockerfile'].some((name) => pathExists(repository, `${path}/${name}`))
    : repository.byPath.has(path);
  if (isThere) return undefined;
  const candidate = closestFile(repository, path, (other) => other.startsWith('.github/'));
  const meant = candidate === undefined ? '' : ` Probably \`./${candidate}\` is meant.`;
  return {
    file,
    line,
    subject: target,
    title: `No action or workflow at ${target}`,
    explanation: `\`uses: ${target}\` names something that is not in the repository.${meant}`,
    fix: candidate === undefined ? undefined : replaceOnLine(file, line, target, `./${candidate}`),
  };
}
