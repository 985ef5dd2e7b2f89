import type { AnalyzeFile } from '../../../src/core/analysis/load-repository.ts';
import type { Repository } from '../../../src/core/analysis/repository.ts';
import type { DependencyGraph } from '../../../src/core/graph/dependency-graph.ts';
import { classifyPath } from '../../../src/core/workspace/classify-file.ts';
import { gitBytes, gitText } from './git-text.ts';
import { type FileDiff, readDiff } from './read-diff.ts';
import { isSourcePath, limits, type SampledCommit } from './sample-commits.ts';

/** What one had to see of the parent to make the commit. */
export interface CommitTruth {
  /** Path → lines that the commit changes. */
  readonly changedLines: ReadonlyMap<string, readonly number[]>;
  /** Definitions of the parent that the added lines use, each once. */
  readonly usedDefinitions: readonly UsedDefinition[];
}

export interface UsedDefinition {
  readonly path: string;
  /** Dotted from the outside. */
  readonly name: string;
  /** Its first line. */
  readonly line: number;
}

export interface CommitTruthInput {
  /** Where git is asked. */
  readonly folder: string;
  readonly commit: SampledCommit;
  /** The parent's state. */
  readonly repository: Repository;
  readonly graph: DependencyGraph;
  readonly analyze: AnalyzeFile;
}

/** Reads from git what a commit changed and used; undefined where nothing that counts is in the parent. */
export async function commitTruth({
  folder,
  commit,
  repository,
  graph,
  analyze,
}: CommitTruthInput): Promise<CommitTruth | undefined> {
  const diff = gitText(folder, [
    ...['diff', '-U0', '-M', '--diff-filter=AMR', '--no-ext-diff', '--no-textconv', '--no-color'],
    ...['--src-prefix=a/', '--dst-prefix=b/', commit.parent, commit.hash],
  ]);
  const files = readDiff(diff).filter(({ path }) => isSourcePath(path));
  const changedLines = new Map<string, readonly number[]>();
  for (const { parentPath, changedLines: lines } of files) {
    const file = repository.byPath.get(parentPath);
    if (file?.kind !== 'text' || !isSourcePath(parentPath)) continue;
    const known = lines.filter((line) => line <= file.lineCount);
    if (known.length > 0) changedLines.set(parentPath, known);
  }
  if (changedLines.size === 0 || changedLines.size > limits.sourceFiles) return undefined;
  const definitions = new DefinitionTable(repository, graph);
  const used = new Map<string, UsedDefinition>();
  for (const { path, parentPath, addedLines } of files) {
    if (addedLines.length === 0) continue;
    const names = await namesUsed(folder, commit, { path, addedLines }, analyze);
    for (const name of names) {
      const definition = definitions.find(name, parentPath === '' ? path : parentPath);
      if (definition !== undefined) used.set(`${definition.path}\0${definition.name}`, definition);
    }
  }
  return { changedLines, usedDefinitions: [...used.values()] };
}

/** Names on the added lines that the file's own scopes do not explain, as our parser finds them in the new version. */
async function namesUsed(
  folder: string,
  { hash }: SampledCommit,
  { path, addedLines }: Pick<FileDiff, 'path' | 'addedLines'>,
  analyze: AnalyzeFile,
): Promise<Set<string>> {
  const bytes = gitBytes(folder, ['show', `${hash}:${path}`]);
  const { syntax } = await analyze({ path, ...classifyPath(path), bytes, counts: false }, {});
  const added = new Set(addedLines);
  const names = new Set<string>();
  for (const { chain, line, lines = [line] } of syntax?.references ?? []) {
    const name = /([\p{L}_$][\p{L}\p{N}_$]*)\W*$/u.exec(chain)?.[1];
    if (name !== undefined && lines.some((one) => added.has(one))) names.add(name);
  }
  return names;
}

/**
 * Finds the definition that a name means: in the file itself, else the only one in what the file depends on, else the only
 * one in the repository's code. Anything less certain is left out of the measure.
 */
export class DefinitionTable {
  readonly #byName = new Map<string, UsedDefinition[]>();
  readonly #needs = new Map<string, Set<string>>();
  readonly #repository: Repository;

  constructor(repository: Repository, graph: Pick<DependencyGraph, 'dependencies'>) {
    this.#repository = repository;
    for (const { path, kind, syntax } of repository.files) {
      if (kind !== 'text' || !isSourcePath(path)) continue;
      for (const { name, parent, startLine } of syntax?.symbols ?? []) {
        const full = parent === undefined ? name : `${parent}.${name}`;
        const known = this.#byName.get(name) ?? [];
        // Overloads and builds for several systems are one definition.
        if (known.some((one) => one.path === path && one.name === full)) continue;
        known.push({ path, name: full, line: startLine });
        this.#byName.set(name, known);
      }
    }
    for (const { from, to } of graph.dependencies)
      this.#needs.set(from, (this.#needs.get(from) ?? new Set()).add(to));
  }

  find(name: string, path: string): UsedDefinition | undefined {
    const all = this.#byName.get(name) ?? [];
    const own = all.filter((definition) => definition.path === path);
    if (own.length > 0) return own[0];
    const needed = all.filter((definition) => this.#needs.get(path)?.has(definition.path));
    if (needed.length > 0) return needed.length === 1 ? needed[0] : undefined;
    const inCode = all.filter((definition) => this.#repository.byPath.get(definition.path)?.role === 'code');
    return inCode.length === 1 ? inCode[0] : undefined;
  }
}
