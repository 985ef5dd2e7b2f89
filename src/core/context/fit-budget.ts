import type { Resolution } from '../reduce/resolution.ts';

/** One way to show a file. */
export interface FitOption {
  readonly resolution: Resolution;
  /** Tokens, more than those of the options before it. */
  readonly cost: number;
  /** Worth, more than that of the options before it. */
  readonly value: number;
}

export interface FitItem {
  readonly path: string;
  /** Cheapest first. The first one is what is taken when nothing better fits; its cost counts too. */
  readonly options: readonly [FitOption, ...FitOption[]];
}

interface Upgrade {
  readonly item: number;
  /** Index of the option that the upgrade leads to, in the item's own list. */
  readonly to: number;
  readonly cost: number;
  readonly density: number;
}

/**
 * Chooses one option for each item so that the costs stay within `budget` and the worth is near the highest: the
 * multiple-choice knapsack, by the greedy algorithm on the efficient frontier of each item's options (Sinha and Zoltners
 * 1979), then a second round that fills what is left with any better option that fits. O(n log n), deterministic.
 *
 * @returns for each item the index of its chosen option; undefined if not even the first options fit
 */
export function fitBudget(items: readonly FitItem[], budget: number): number[] | undefined {
  let left = budget - items.reduce((sum, item) => sum + item.options[0].cost, 0);
  if (left < 0) return undefined;
  const chosen = items.map(() => 0);
  const upgrades = items.flatMap((item, index) => frontierUpgrades(item, index));
  // Equal densities go by position, so that the result depends on the input alone.
  upgrades.sort((a, b) => b.density - a.density || a.item - b.item || a.to - b.to);
  const stuck = new Set<number>();
  for (const { item, to, cost } of upgrades) {
    if (stuck.has(item)) continue;
    if (cost > left) {
      stuck.add(item); // a dearer step of the same item builds on this one
      continue;
    }
    left -= cost;
    chosen[item] = to;
  }
  fillRest(items, chosen, left);
  return chosen;
}

/** Steps along the upper convex hull of an item's options: each next one is worth less per token. */
function frontierUpgrades({ options }: FitItem, item: number): Upgrade[] {
  const hull: number[] = [0];
  for (let index = 1; index < options.length; index++) {
    while (hull.length > 1) {
      const last = hull.at(-1) as number;
      const before = hull.at(-2) as number;
      if (density(options, before, last) > density(options, last, index)) break;
      hull.pop();
    }
    hull.push(index);
  }
  return hull.slice(1).map((to, step) => {
    const from = hull[step] as number;
    return {
      item,
      to,
      cost: (options[to] as FitOption).cost - (options[from] as FitOption).cost,
      density: density(options, from, to),
    };
  });
}

function density(options: readonly FitOption[], from: number, to: number): number {
  const a = options[from] as FitOption;
  const b = options[to] as FitOption;
  return (b.value - a.value) / Math.max(1, b.cost - a.cost);
}

/** Takes any better option that still fits, the most worthy first. */
function fillRest(items: readonly FitItem[], chosen: number[], budgetLeft: number): void {
  let left = budgetLeft;
  const candidates = items
    .flatMap(({ options }, item) => options.map((option, to) => ({ item, to, option })))
    .filter(({ item, to }) => to > (chosen[item] as number))
    .sort((a, b) => b.option.value - a.option.value || a.item - b.item || b.to - a.to);
  for (const { item, to, option } of candidates) {
    const now = chosen[item] as number;
    if (to <= now) continue;
    const cost = option.cost - ((items[item] as FitItem).options[now] as FitOption).cost;
    if (cost > left) continue;
    left -= cost;
    chosen[item] = to;
  }
}
