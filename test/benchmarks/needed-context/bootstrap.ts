import { randomFrom } from '../../support/random-from.ts';

/** A mean with the interval in which it lies with 95 %. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Mean of the groups' means, so that each repository counts the same, with the percentile interval of the bootstrap
 * (Efron 1979): repositories are drawn with replacement if there are several, then the commits of each.
 * @param groups values of each repository's commits; empty groups are left out
 */
export function bootstrap(groups: readonly (readonly number[])[], rounds = 1000, seed = 5): Interval {
  const filled = groups.filter((group) => group.length > 0);
  if (filled.length === 0) return { mean: Number.NaN, low: Number.NaN, high: Number.NaN };
  const random = randomFrom(seed);
  const draw = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const means = Array.from({ length: rounds }, () =>
    meanOf(
      filled.map(() => {
        const group = draw(filled);
        return meanOf(group.map(() => draw(group)));
      }),
    ),
  ).sort((a, b) => a - b);
  const at = (share: number) => means[Math.min(rounds - 1, Math.floor(share * rounds))] as number;
  return { mean: meanOf(filled.map(meanOf)), low: at(0.025), high: at(0.975) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
