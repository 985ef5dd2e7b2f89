import type { SourceFile } from '../analysis/repository.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import { type FeatureName, type FileFeatures, isMeasured } from './value-features.ts';
import type { ShareTerm, ShareWeights, ValueWeights } from './value-weights.ts';

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

/** How much of all expected change lies in the files that are known to be needed. */
const wantedShare = 0.7;

export interface ExpectedSharesInput {
  readonly files: readonly SourceFile[];
  /** Of each file, in the same order. */
  readonly features: readonly FileFeatures[];
  readonly graph: Pick<DependencyGraph, 'dependencies'>;
  readonly weights: ValueWeights;
  /** Files that are known to be needed, the most first. */
  readonly wanted?: readonly string[];
}

/** What is expected of the next change, for each file in the order of `files`. */
export interface ExpectedShares {
  /** Share of the changed lines. */
  readonly change: readonly number[];
  /** Share of the used definitions. */
  readonly use: readonly number[];
  /** Log of how much change is expected in the files that need it: 0 for none, 2.4 for that of an average file. */
  readonly needed: readonly number[];
}

/**
 * The change that is expected in each file, and the use that this change makes of each: of files that change themselves, and
 * of those that they need. Shares of the files that the measure counts sum to 1. O(files + dependencies).
 */
export function expectedShares({
  files,
  features,
  graph,
  weights,
  wanted = [],
}: ExpectedSharesInput): ExpectedShares {
  const change = withWanted(sharesOf(files, features, weights.change), files, wanted);
  const terms = useTerms(files, graph, change);
  return { change, use: sharesOf(files, features, weights.use, terms), needed: terms.neededShare };
}

/** What the expected change of each file and of those that need it says of its use. */
export function useTerms(
  files: readonly SourceFile[],
  graph: Pick<DependencyGraph, 'dependencies'>,
  change: readonly number[],
): Readonly<Record<'ownShare' | 'neededShare', readonly number[]>> {
  const textCount = files.filter(({ hasText }) => hasText).length;
  const growth = (share: number) => Math.log(1 + 10 * textCount * share);
  return { ownShare: change.map(growth), neededShare: neededShares(files, graph, change).map(growth) };
}

/** The softmax of the weighted sums. Shares of what the measure counts sum to 1; those of other files stand beside them. */
export function sharesOf(
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
  { dependencies }: Pick<DependencyGraph, 'dependencies'>,
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
