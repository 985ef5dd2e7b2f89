import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One run of a program from its start to its end. */
export interface MeasuredRun {
  readonly wallSeconds: number;
  /** Of the program and everything that it started. */
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

const timeProgram = '/usr/bin/time';

/** Runs a program under `time`. @throws Error when it fails, or when the machine has no `time` */
export function measuredRun(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): MeasuredRun {
  if (!existsSync(timeProgram)) throw new Error(`${timeProgram} is missing: memory cannot be measured.`);
  const folder = mkdtempSync(join(tmpdir(), 'longview-time-'));
  try {
    const report = join(folder, 'time');
    const { status, stderr } = spawnSync(timeProgram, ['-f', '%e %U %S %M', '-o', report, command, ...args], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    if (status !== 0)
      throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr.slice(-2000)}`);
    const [wall = 0, user = 0, system = 0, kilobytes = 0] = readFileSync(report, 'utf8')
      .trim()
      .split(/\s+/)
      .map(Number);
    return { wallSeconds: wall, cpuSeconds: user + system, peakMb: kilobytes / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The run in the middle by wall time. */
export function medianRun(runs: readonly MeasuredRun[]): MeasuredRun {
  const sorted = runs.toSorted((a, b) => a.wallSeconds - b.wallSeconds);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('There is no run.');
  return middle;
}
