import type { Resolution } from '../reduce/resolution.ts';

/** One way to show a file. */
export interface FitOption {
  readonly resolution: Resolution;
  /** Tokens, more than those of the options before it. */
  readonly cost: number;
  /** Worth, more than that of the options before it. */
  readonly value: number;
  /** Whether the file is shown as a picture. */
  readonly isPicture?: boolean;
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
  left = fillRest(items, chosen, left);
  exchange(items, chosen, left);
  return chosen;
}

/** Exchanges tried, by the number of items: among many the greedy choice leaves next to nothing to win. */
const exchangeRounds = [
  { upTo: 500, rounds: 40 },
  { upTo: 3000, rounds: 8 },
];
/** Steps up, and steps down, that one round looks at. */
const exchangeCandidates = 150;

interface Step {
  readonly item: number;
  readonly to: number;
  /** More tokens, or fewer; never less than 0. */
  readonly cost: number;
  readonly value: number;
}

/**
 * Takes less of one item where that makes room for more of another that is worth more: what is left over is smaller than
 * any single step by then, and in a small budget that may be some hundredths of it.
 */
function exchange(items: readonly FitItem[], chosen: number[], budgetLeft: number): void {
  const rounds = exchangeRounds.find(({ upTo }) => items.length <= upTo)?.rounds ?? 0;
  let left = budgetLeft;
  for (let round = 0; round < rounds; round++) {
    const best = bestExchange(steps(items, chosen, 1), steps(items, chosen, -1), left);
    if (best === undefined) return;
    const { up, down } = best;
    chosen[up.item] = up.to;
    chosen[down.item] = down.to;
    left += down.cost - up.cost;
  }
}

function bestExchange(
  ups: readonly Step[],
  downs: readonly Step[],
  left: number,
): { readonly up: Step; readonly down: Step } | undefined {
  let best: { up: Step; down: Step } | undefined;
  let bestGain = 1e-9;
  for (const up of ups) {
    for (const down of downs) {
      const gain = up.value - down.value;
      if (gain > bestGain && down.item !== up.item && up.cost <= left + down.cost) {
        best = { up, down };
        bestGain = gain;
      }
    }
  }
  return best;
}

/** The steps from the chosen options to dearer (1) or cheaper (-1) ones that are worth the most, or the least, a token. */
function steps(items: readonly FitItem[], chosen: readonly number[], direction: 1 | -1): Step[] {
  const found: Step[] = [];
  for (const [item, { options }] of items.entries()) {
    const now = chosen[item] as number;
    const from = options[now] as FitOption;
    for (let to = now + direction; to >= 0 && to < options.length; to += direction) {
      const option = options[to] as FitOption;
      found.push({
        item,
        to,
        cost: (option.cost - from.cost) * direction,
        value: (option.value - from.value) * direction,
      });
    }
  }
  const densityOf = ({ value, cost }: Step) => value / Math.max(1, cost);
  return found
    .sort((a, b) => (densityOf(b) - densityOf(a)) * direction || a.item - b.item || a.to - b.to)
    .slice(0, exchangeCandidates);
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

/** Takes any better option that still fits, the most worthy first. Gives what is left then. */
function fillRest(items: readonly FitItem[], chosen: number[], budgetLeft: number): number {
  let left = budgetLeft;
  const candidates = items
    .flatMap(({ options }, item) => {
      const now = chosen[item] as number;
      const limit = (options[now] as FitOption).cost + budgetLeft;
      // What is too dear now only gets dearer.
      return options.flatMap((option, to) =>
        to > now && option.cost <= limit ? [{ item, to, option }] : [],
      );
    })
    .sort((a, b) => b.option.value - a.option.value || a.item - b.item || b.to - a.to);
  for (const { item, to, option } of candidates) {
    const now = chosen[item] as number;
    if (to <= now) continue;
    const cost = option.cost - ((items[item] as FitItem).options[now] as FitOption).cost;
    if (cost > left) continue;
    left -= cost;
    chosen[item] = to;
  }
  return left;
}
