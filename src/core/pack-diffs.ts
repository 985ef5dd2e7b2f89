import { knownSecretsOf } from './analysis/repeated-secrets.ts';
import type { Repository } from './analysis/repository.ts';
import { mapConcurrent } from './base/concurrency.ts';
import type { RunOptions } from './base/progress.ts';
import { compareCodeUnits } from './base/text-range.ts';
import type { OverviewSection } from './context/describe-repository.ts';
import type { FileDiff } from './context/file-diffs.ts';
import { linePatch } from './context/line-patch.ts';
import type { Git } from './ports/git.ts';
import { decodeText } from './workspace/decode-text.ts';
import { findSecrets } from './workspace/find-secrets.ts';
import { redactSecrets } from './workspace/redact-secrets.ts';

/** Files that are compared at most: each is asked of git by itself. */
const mostDiffs = 300;
const concurrentDiffs = 4;

export interface PackDiffsInput {
  readonly git: Pick<Git, 'fileAt'>;
  readonly repository: Repository;
  /** A git reference. */
  readonly since: string;
  /** Paths that differ from it. */
  readonly changed: readonly string[];
}

export interface PackDiffs {
  /** Every changed path, and whether it is new or gone. */
  readonly overview: OverviewSection;
  /** Of the files that were there before, but for those that were written anew. */
  readonly diffs: readonly FileDiff[];
}

/**
 * How files came from what they were at a git reference to what they are. What stood there goes through the same search for
 * secrets as what stands there now.
 */
export async function packDiffs(
  { git, repository, since, changed }: PackDiffsInput,
  options: RunOptions,
): Promise<PackDiffs> {
  const rows = new Map<string, string>();
  const leftOut = new Set(repository.leftOut.map(({ path }) => path));
  const isThere = (path: string) => repository.byPath.has(path) || leftOut.has(path);
  const diffs: FileDiff[] = [];
  const knownSecrets = knownSecretsOf(repository);
  const compare = async (path: string) => {
    const file = repository.byPath.get(path);
    if (file === undefined) return;
    const bytes = await git.fileAt(since, path, options);
    if (bytes === undefined) rows.set(path, `${path} (new)`);
    if (bytes === undefined || file.kind !== 'text' || file.text === undefined) return;
    const decoded = decodeText(bytes);
    if (decoded === 'binary') return;
    const secrets = await findSecrets(path, decoded.text, knownSecrets);
    const before = redactSecrets(decoded.text, secrets).text;
    const hunks = linePatch(before, file.text)?.hunks ?? '';
    if (hunks !== '') diffs.push({ path, since, hunks });
  };
  const { signal } = options;
  await mapConcurrent(changed.slice(0, mostDiffs), compare, { limit: concurrentDiffs, signal });
  const rowOf = (path: string) => rows.get(path) ?? (isThere(path) ? path : `${path} (gone)`);
  return {
    overview: { title: `changed since ${since}`, rows: changed.map(rowOf) },
    diffs: diffs.sort((a, b) => compareCodeUnits(a.path, b.path)),
  };
}
