import type { Comparison } from './compare-edges.ts';
import type { Judge, Judgement } from './judge.ts';

/** One judge's word on one repository, next to ours. */
export interface BenchRow {
  readonly repository: string;
  readonly language: string;
  readonly layer: Judge['layer'];
  readonly judge: string;
  readonly judgeId: string;
  readonly filesJudged: number;
  readonly leftOut: Judgement['leftOut'];
  /** How long the judge took. */
  readonly seconds: number;
  readonly comparison: Comparison;
}

const columns = [
  ...['repository', 'language', 'layer', 'judge', 'files judged', "judge's edges", 'ours'],
  ...['precision', 'recall', 'left out', 'judge took'],
];

/** A Markdown table, one row for each judge and repository. */
export function renderTable(rows: readonly BenchRow[]): string {
  const lines = rows.map(({ comparison, leftOut, seconds, ...row }) => [
    row.repository,
    row.language,
    row.layer,
    row.judge,
    String(row.filesJudged),
    String(comparison.judgedCount),
    String(comparison.oursCount) + (comparison.isStandIn ? ' (import edges)' : ''),
    share(comparison.precision),
    share(comparison.recall),
    leftOutText(leftOut, comparison.undecidedCount),
    `${seconds.toFixed(1)} s`,
  ]);
  return [columns, columns.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What became of the missed edges, and the first `count` of the missed and of the wrong ones. */
export function renderDetails(row: BenchRow, count: number): string {
  const { missed, wrong, unprovenCount, isStandIn } = row.comparison;
  const lines = [`${row.repository}, ${row.judge}: ${missed.length} missed, ${wrong.length} wrong.`];
  if (isStandIn) lines.push('The graph has no use edges: its import edges were compared.');
  const byReason = new Map<string, number>();
  for (const { reason } of missed) byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  const told = Object.entries(reasonTexts).flatMap(([reason, text]) => {
    const times = byReason.get(reason);
    return times === undefined ? [] : [`${times} ${text}`];
  });
  if (told.length > 0) lines.push(`Of the missed: ${told.join(', ')}.`);
  const members = missed.filter(({ isMemberOnly }) => isMemberOnly === true).length;
  if (members > 0)
    lines.push(`Of the missed: ${members} only by members of types, which the type of an expression tells.`);
  if (unprovenCount > 0)
    lines.push(`Of the wrong: ${unprovenCount} only by names whose meaning the judge does not know either.`);
  for (const { from, to, specifier, symbol, reason } of missed.slice(0, count))
    lines.push(`- missed ${from} → ${to}${via(specifier ?? symbol)} (${reason})`);
  for (const { from, to, kind, specifier, symbol, line } of wrong.slice(0, count))
    lines.push(`- wrong ${from}:${line} → ${to}${via(specifier ?? symbol)} (${kind ?? 'use'})`);
  return lines.join('\n');
}

const reasonTexts = {
  external: 'called external',
  unresolved: 'called unresolved',
  elsewhere: 'whose statement leads to another file of ours',
  'not read': 'from or to files that ours did not read',
  'not seen': 'of which ours says nothing',
};

function share(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(3);
}

function leftOutText(leftOut: Judgement['leftOut'], undecidedCount: number): string {
  const parts = Object.entries(leftOut)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${reason} ${count}`);
  if (undecidedCount > 0) parts.push(`ours that it cannot decide ${undecidedCount}`);
  return parts.join(', ') || 'nothing';
}

function via(text: string | undefined): string {
  return text === undefined ? '' : ` by ${JSON.stringify(text)}`;
}
