import type { PackMeasurement } from './measure-commits.ts';
import { median } from './survival.ts';

/** One row for each repository and way of packing. */
export function renderSurvival(measurements: readonly PackMeasurement[]): string {
  const groups = Map.groupBy(measurements, ({ repository, method }) => `${repository} | ${method}`);
  const rows = [...groups].map(([name, group]) => {
    const shares = group.flatMap(({ share }) => share ?? []);
    const mean = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
    const low = shares.filter((share) => share < 0.95).length;
    return `| ${name} | ${shares.length} | ${median(shares).toFixed(3)} | ${mean.toFixed(3)} | ${low} | ${notesOf(group)} |`;
  });
  const head = [
    '| repository | pack | commits | median | mean | under 95 % | |',
    '|---|---|---|---|---|---|---|',
  ];
  return [...head, ...rows].join('\n');
}

/** What continuations did, and what fresh packs say at last. */
function notesOf(group: readonly PackMeasurement[]): string {
  const actions = Map.groupBy(group, ({ note }) => /^(?:first|unchanged|continued|repacked)/.exec(note)?.[0]);
  if (actions.has(undefined)) return group.at(-1)?.note ?? '';
  const superseded = group.map(({ note }) => Number(/([\d.]+) % superseded/.exec(note)?.[1] ?? 0));
  const counts = [...actions].map(([action, members]) => `${members.length} ${action}`);
  return `${counts.join(', ')}; at most ${Math.max(...superseded)} % superseded`;
}
