import type { Repository } from '../analysis/repository.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import type { ChangeHistory } from '../history/change-history.ts';
import type { Resolution } from '../reduce/resolution.ts';
import type { AskedQuestion } from '../search/question-signals.ts';
import { describeFiles, type FileFeatures } from './value-features.ts';
import { valueReasons } from './value-reasons.ts';
import { expectedShares } from './value-shares.ts';
import { blindWeights, questionWeights } from './value-weights.ts';

export interface FileValue {
  /** What each resolution of the file is worth, `full` the most; only comparisons mean anything. */
  readonly byResolution: Readonly<Record<Resolution, number>>;
  /** What raised or lowered it, in words. */
  readonly reasons: readonly string[];
}

export interface ValueFilesInput {
  readonly repository: Repository;
  readonly graph: DependencyGraph;
  readonly history: ChangeHistory;
  /** Files that are known to be needed, the most first: they get most of what is to be given. */
  readonly wanted?: readonly string[] | undefined;
  /** What speaks for each file as an answer to a question. */
  readonly question?: AskedQuestion | undefined;
}

/** What a reader has of a resolution beyond what the measure counts: in shares of the full text's worth, or as named. */
const worthOfLess = { skeletonOfChanged: 0.05, outlineOfSkeleton: 0.2, path: 0.01, folder: 0.001 };

/**
 * What a used definition counts against a changed line. Higher values show more skeletons: at 1 packs of 32k lost 2 points of
 * changed lines with a question and 4 without, and won 3 and 5 of definitions.
 */
const worthOfUse = 0.5;

/**
 * What each file is worth, as the measure of needed context has it: at full resolution the share of the next change that is
 * expected in it plus the share of the definitions which that change is expected to use, as a skeleton the latter alone. Both
 * are log-linear in a few features ({@link ValueWeights}). O(files + edges + changes).
 */
export function valueFiles({
  repository,
  graph,
  history,
  wanted = [],
  question,
}: ValueFilesInput): Map<string, FileValue> {
  const { files } = repository;
  const isAnswered = [...(question?.byPath.values() ?? [])].some(({ bestChunk }) => bestChunk > 0);
  const weights = isAnswered ? questionWeights : blindWeights;
  const features = describeFiles({ files, graph, commits: history.commits, question });
  const { change, use, needed } = expectedShares({ files, features, graph, weights, wanted });
  const dependents = dependentCounts(graph);
  const places = isAnswered ? placesOf(change) : undefined;
  const known = new Set(wanted);
  const values = new Map<string, FileValue>();
  for (const [index, file] of files.entries()) {
    const facts = {
      file,
      features: features[index] as FileFeatures,
      dependentCount: dependents.get(file.path) ?? 0,
      place: places?.[index],
      isWanted: known.has(file.path),
      needed: needed[index] as number,
    };
    const byResolution = worthOf(change[index] as number, use[index] as number);
    values.set(file.path, { byResolution, reasons: valueReasons(facts) });
  }
  return values;
}

function worthOf(change: number, use: number): FileValue['byResolution'] {
  const full = change + worthOfUse * use;
  const skeleton = worthOfUse * use + worthOfLess.skeletonOfChanged * change;
  return {
    full,
    skeleton,
    outline: worthOfLess.outlineOfSkeleton * skeleton,
    path: worthOfLess.path * full,
    folder: worthOfLess.folder * full,
    omitted: 0,
  };
}

function dependentCounts({ dependencies }: DependencyGraph): Map<string, number> {
  const counts = new Map<string, number>(); // each pair of files stands once in `dependencies`
  for (const { to } of dependencies) counts.set(to, (counts.get(to) ?? 0) + 1);
  return counts;
}

/** Place of each file by its share, from 1. */
function placesOf(shares: readonly number[]): number[] {
  const order = shares.map((_, index) => index).sort((a, b) => (shares[b] as number) - (shares[a] as number));
  const places = shares.map(() => 0);
  for (const [place, index] of order.entries()) places[index] = place + 1;
  return places;
}
