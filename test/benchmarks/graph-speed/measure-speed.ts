import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateRepository } from './generate-repository.ts';

export const phases = ['bare', 'cold', 'warm', 'edit'] as const;
/** Cancelling takes the graph forty times: it is measured where that is asked for. */
export type Phase = (typeof phases)[number] | 'cancel';

/** What one phase printed; what it did not measure is missing. */
interface Measured {
  readonly files?: number;
  readonly bytes?: number;
  readonly ms?: number;
  readonly editMs?: number;
  readonly slowestEditMs?: number;
  /** Until a cancelled graph ended, the slowest of all. */
  readonly slowestCancelMs?: number;
  readonly peakMb: number;
}

/** A folder that is there, or a number of files that are made for it. */
export type SpeedTarget = { readonly repository: string } | { readonly fileCount: number };

export interface SpeedRow {
  readonly name: string;
  readonly measured: Partial<Record<Phase, Measured>>;
  /** Why a phase gave nothing. */
  readonly failed: readonly string[];
}

/**
 * Measures a folder in phases, each in a process of its own: parsing alone, the first look, the second one, and edits. What
 * edits write is taken back, so a folder that is there must be one that nobody else uses meanwhile.
 */
export function measureSpeed(target: SpeedTarget, wanted: readonly Phase[] = phases): SpeedRow {
  const work = mkdtempSync(join(tmpdir(), 'longview-speed-'));
  try {
    const home = join(work, 'home');
    mkdirSync(home);
    const directory = 'repository' in target ? target.repository : join(work, 'generated');
    if ('fileCount' in target) generateRepository(directory, target.fileCount);
    const name = 'repository' in target ? basename(directory) : `generated-${target.fileCount}`;
    const measured: Partial<Record<Phase, Measured>> = {};
    const failed: string[] = [];
    for (const phase of wanted) {
      const run = fileURLToPath(new URL('./run-phase.ts', import.meta.url));
      const { status, stdout, stderr } = spawnSync(process.execPath, [run, phase, directory, home], {
        encoding: 'utf8',
      });
      const line = stdout.trim().split('\n').at(-1) ?? '';
      if (status === 0 && line.startsWith('{')) measured[phase] = JSON.parse(line) as Measured;
      else failed.push(`${name}, ${phase}: ${stderr.trim().split('\n').at(-1) ?? `exit ${status}`}`);
    }
    return { name, measured, failed };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const columns: readonly (readonly [title: string, cell: (row: SpeedRow) => string])[] = [
  ['repository', ({ name }) => name],
  ['files', ({ measured: { cold, edit } }) => rounded((cold ?? edit)?.files)],
  ['MB', ({ measured: { bare } }) => (bare?.bytes === undefined ? '-' : (bare.bytes / 1e6).toFixed(1))],
  ['bare ms', ({ measured: { bare } }) => rounded(bare?.ms)],
  ['cold ms', ({ measured: { cold } }) => rounded(cold?.ms)],
  ['cold/bare', ({ measured: { bare, cold } }) => ratio(cold?.ms, bare?.ms)],
  ['warm ms', ({ measured: { warm } }) => rounded(warm?.ms)],
  ['warm/cold', ({ measured: { cold, warm } }) => ratio(warm?.ms, cold?.ms)],
  ['edit ms', ({ measured: { edit } }) => rounded(edit?.editMs)],
  ['slowest', ({ measured: { edit } }) => rounded(edit?.slowestEditMs)],
  ['cancel ms', ({ measured: { cancel } }) => rounded(cancel?.slowestCancelMs)],
  ...phases.map(
    (phase) => [`${phase} MB`, ({ measured }: SpeedRow) => rounded(measured[phase]?.peakMb)] as const,
  ),
];

/** One line for each repository; MB behind the phases are the peak of its process, workers included. */
export function renderSpeed(rows: readonly SpeedRow[]): string {
  const cells = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => (line[at] ?? '').length)));
  return cells
    .map((line) =>
      line
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

function rounded(value: number | undefined): string {
  return value === undefined ? '-' : Math.round(value).toLocaleString('en');
}

function ratio(over: number | undefined, under: number | undefined): string {
  return over === undefined || under === undefined ? '-' : (over / under).toFixed(2);
}
