import type { Repository, SourceFile } from '../analysis/repository.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import type { ChangeHistory } from '../history/change-history.ts';
import type { Resolution } from '../reduce/resolution.ts';
import type { RiskRegion } from '../risk/rank-risk.ts';
import type { AskedQuestion } from '../search/question-signals.ts';
import { describeFiles, type FeatureName, type FileFeatures, isMeasured } from './value-features.ts';
import { valueReasons } from './value-reasons.ts';
import { blindWeights, questionWeights, type ShareTerm, type ShareWeights } from './value-weights.ts';

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
  readonly risk: readonly RiskRegion[];
  /** Files that are known to be needed, the most first: they get most of what is to be given. */
  readonly wanted?: readonly string[] | undefined;
  /** What speaks for each file as an answer to a question. */
  readonly question?: AskedQuestion | undefined;
}

/**
 * What files that the measure does not count are worth against a source file of the same size and history. Set by hand:
 * code in languages without a parser nearly as much, documents and configuration enough to enter where they are short and
 * changed often, data next to nothing.
 */
const roleShares: Readonly<Record<SourceFile['role'], number>> = {
  code: 0.5,
  test: 0.2,
  docs: 0.15,
  config: 0.15,
  data: 0.02,
  other: 0.05,
};

/** What tells a reader about the whole repository is worth more than other documents. Set by hand. */
const explaining = { path: /(?:^|\/)(?:readme|architecture|contributing)[^/]*$/i, factor: 3 };

/** What a reader has of a resolution beyond what the measure counts: in shares of the full text's worth, or as named. */
const worthOfLess = { skeletonOfChanged: 0.05, outlineOfSkeleton: 0.2, path: 0.01, folder: 0.001 };

/**
 * What a used definition counts against a changed line. Higher values show more skeletons: at 1 the packs lost 4 points of
 * changed lines at 32k and won 6 of definitions.
 */
const worthOfUse = 0.5;

/** How much of all expected change lies in the files that are known to be needed. */
const wantedShare = 0.7;

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
  const change = withWanted(sharesOf(files, features, weights.change), files, wanted);
  const textCount = files.filter(({ text }) => text !== undefined).length;
  /** 0 for no share; 2.4 for that of an average file. */
  const growth = (share: number) => Math.log(1 + 10 * textCount * share);
  const needed = neededShares(files, graph, change);
  const own = { ownShare: change.map(growth), neededShare: needed.map(growth) };
  const use = sharesOf(files, features, weights.use, own);
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
      neededShare: own.neededShare[index] as number,
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

/** The softmax of the weighted sums. Shares of what the measure counts sum to 1; those of other files stand beside them. */
function sharesOf(
  files: readonly SourceFile[],
  features: readonly FileFeatures[],
  weights: ShareWeights,
  extra: Readonly<Record<'ownShare' | 'neededShare', readonly number[]>> | undefined = undefined,
): number[] {
  const sums = new Float64Array(files.length);
  for (const [name, weight] of Object.entries(weights) as [ShareTerm, number][]) {
    const column = name === 'ownShare' || name === 'neededShare' ? extra?.[name] : undefined;
    const valueAt = column
      ? (index: number) => column[index] ?? 0
      : (index: number) => (features[index] as FileFeatures)[name as FeatureName];
    for (let index = 0; index < sums.length; index++)
      sums[index] = (sums[index] as number) + weight * valueAt(index);
  }
  const highest = sums.reduce((most, sum) => Math.max(most, sum), Number.NEGATIVE_INFINITY);
  const isCounted = files.map(isMeasured);
  const hasCounted = isCounted.includes(true);
  let total = 0;
  const odds = files.map((file, index) => {
    const value = Math.exp((sums[index] as number) - highest) * (isCounted[index] ? 1 : uncountedShare(file));
    if (isCounted[index] || !hasCounted) total += value;
    return value;
  });
  return odds.map((value) => value / (total || 1));
}

function uncountedShare({ path, role }: SourceFile): number {
  return roleShares[role] * (role === 'docs' && explaining.path.test(path) ? explaining.factor : 1);
}

/** Gives most of the expected change to the files that are known to be needed, the first ones a little more. */
function withWanted(
  change: readonly number[],
  files: readonly SourceFile[],
  wanted: readonly string[],
): readonly number[] {
  const numbers = new Map(files.map(({ path }, index) => [path, index]));
  const places = new Map<number, number>();
  for (const path of wanted) {
    const index = numbers.get(path);
    if (index !== undefined && !places.has(index)) places.set(index, (1 + places.size) ** -0.5);
  }
  if (places.size === 0) return change;
  const total = [...places.values()].reduce((sum, weight) => sum + weight, 0);
  return change.map(
    (share, index) => (1 - wantedShare) * share + (wantedShare * (places.get(index) ?? 0)) / total,
  );
}

/** For each file the expected change of the files that need it; one that needs many files needs each a little less. */
function neededShares(
  files: readonly SourceFile[],
  { dependencies }: DependencyGraph,
  change: readonly number[],
): number[] {
  const numbers = new Map(files.map(({ path }, index) => [path, index]));
  const needs = new Float64Array(files.length);
  const shares = new Float64Array(files.length);
  /** Calls back for each dependency that counts, by the numbers of its files. */
  const eachNeed = (visit: (source: number, target: number) => void) => {
    for (const { from, to, strength } of dependencies) {
      if (strength === 0) continue;
      const [source, target] = [numbers.get(from), numbers.get(to)];
      if (source !== undefined && target !== undefined) visit(source, target);
    }
  };
  eachNeed((source) => {
    needs[source] = (needs[source] as number) + 1;
  });
  eachNeed((source, target) => {
    const passed = (change[source] as number) / Math.sqrt(needs[source] as number);
    shares[target] = (shares[target] as number) + passed;
  });
  return [...shares];
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
