import { countO200kTokens } from '../tokens/token-counter.ts';
import type { OverviewSection } from './describe-repository.ts';
import type { PackWriter } from './pack-format.ts';

/** Share of the budget that the overview may take, and tokens that it may take of any budget. */
const overviewShare = 0.04;
const longestOverview = 1500;

/** As much of the overview as its share of the budget holds, the first rows of each section first. */
export function fitOverview(
  overview: readonly OverviewSection[],
  writer: Pick<PackWriter, 'row'>,
  budget: number,
): OverviewSection[] {
  const limit = Math.min(longestOverview, Math.floor(budget * overviewShare));
  const fitted = overview.map(({ title }) => ({ title, rows: [] as string[] }));
  let left = limit;
  const longest = Math.max(0, ...overview.map(({ rows }) => rows.length));
  for (let row = 0; row < longest; row++) {
    for (const [index, { rows }] of overview.entries()) {
      const text = rows[row];
      if (text === undefined) continue;
      // A title costs a few tokens with its first row.
      left -= countO200kTokens(writer.row(text)) + (row === 0 ? 4 : 0);
      if (left < 0) return fitted.filter((section) => section.rows.length > 0);
      fitted[index]?.rows.push(text);
    }
  }
  return fitted.filter((section) => section.rows.length > 0);
}
