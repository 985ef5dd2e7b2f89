import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MeasuredRun, measuredRun, medianRun } from './measured-run.ts';

const repomixVersion = '1.18.1';

export interface SideBySideInput {
  readonly program: string;
  readonly repositories: readonly string[];
  readonly rounds: number;
  /** A built code2prompt, where there is one. */
  readonly code2prompt: string | undefined;
}

type Row = readonly [name: string, run: MeasuredRun];

/** Wall, processor time and memory of whole packs, cold, warm and after one edit, the programs taking turns. */
export function compareWithPeers({ program, repositories, rounds, code2prompt }: SideBySideInput): void {
  const folder = mkdtempSync(join(tmpdir(), 'longview-peers-'));
  try {
    const repomix = installRepomix(folder);
    console.log('| repository | program | wall s | CPU s | peak MB | wall ÷ cold Repomix |');
    console.log('|---|---|---|---|---|---|');
    for (const repository of repositories) {
      const copy = join(folder, 'copy');
      cpSync(repository, copy, { recursive: true, verbatimSymlinks: true });
      waitUntilSettled();
      const runs = new Map<string, MeasuredRun[]>();
      for (let round = 0; round < rounds; round++) {
        for (const [name, run] of [
          ...longviewRuns(program, copy, join(folder, `home-${round}`)),
          parsingRun(copy, folder),
          ...repomixRuns(repomix, copy, join(folder, 'cache')),
          ...code2promptRuns(code2prompt, copy),
        ])
          runs.set(name, [...(runs.get(name) ?? []), run]);
      }
      const base = medianRun(runs.get('Repomix cold') ?? []).wallSeconds;
      for (const [name, measured] of runs) {
        const { wallSeconds, cpuSeconds, peakMb } = medianRun(measured);
        const peak = Number.isNaN(peakMb) ? '-' : peakMb.toFixed(0);
        console.log(
          `| ${basename(repository)} | ${name} | ${wallSeconds.toFixed(2)} | ${cpuSeconds.toFixed(2)} | ${peak} | ${(wallSeconds / base).toFixed(2)} |`,
        );
      }
      rmSync(copy, { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function longviewRuns(program: string, repository: string, home: string): Row[] {
  const out = join(home, 'pack.xml');
  const run = () =>
    measuredRun(
      process.execPath,
      [program, 'pack', repository, '--budget', '50M', '--images', 'off', '--out', out, '--quiet'],
      { LONGVIEW_HOME: home },
    );
  mkdirSync(home, { recursive: true });
  const cold = run();
  const warm = run();
  appendFileSync(editedFile(repository), '\n');
  waitUntilSettled();
  const edited = run();
  return [
    ['Longview cold', cold],
    ['Longview warm', warm],
    ['Longview after one edit', edited],
  ];
}

/**
 * What every first pack takes at least that parses: the code is read, parsed by tree-sitter in as many workers as a pack
 * has, and forgotten. Starting the process and listing the files are not in it. Its memory is not told: without a pack's
 * care for large lexers it takes more than a pack does.
 */
function parsingRun(repository: string, home: string): Row {
  const phase = fileURLToPath(new URL('../graph-speed/run-phase.ts', import.meta.url));
  const printed = execFileSync(process.execPath, [phase, 'bare', repository, home], { encoding: 'utf8' });
  const { ms, cpuMs } = JSON.parse(printed) as { readonly ms: number; readonly cpuMs: number };
  return ['Parsing alone', { wallSeconds: ms / 1000, cpuSeconds: cpuMs / 1000, peakMb: Number.NaN }];
}

function repomixRuns(repomix: string, repository: string, cache: string): Row[] {
  rmSync(cache, { recursive: true, force: true });
  const env = { XDG_CACHE_HOME: cache, HOME: cache };
  mkdirSync(cache, { recursive: true });
  const run = () =>
    measuredRun(process.execPath, [repomix, repository, '-o', join(cache, 'out.xml'), '--quiet'], env);
  return [
    ['Repomix cold', run()],
    ['Repomix warm', run()],
  ];
}

function code2promptRuns(code2prompt: string | undefined, repository: string): Row[] {
  if (code2prompt === undefined) return [];
  const args = [
    repository,
    '--output-file',
    join(tmpdir(), 'longview-code2prompt.txt'),
    '--no-clipboard',
    '--quiet',
  ];
  return [['code2prompt', measuredRun(code2prompt, args)]];
}

/** Some source file in the middle of the repository. */
function editedFile(repository: string): string {
  const listed = execFileSync('git', ['-C', repository, 'ls-files'], {
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  }).split('\n');
  const sources = listed.filter((path) => /\.(?:ts|py|go|rs|java|js)$/.test(path));
  const found = sources[Math.floor(sources.length / 2)];
  if (found === undefined) throw new Error(`${repository} holds no source file.`);
  return join(repository, found);
}

/** Files that were written just now are not trusted to be as they were. */
function waitUntilSettled(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000);
}

function installRepomix(folder: string): string {
  const npm = process.env['npm_execpath'];
  const args = [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefix',
    folder,
    `repomix@${repomixVersion}`,
  ];
  if (npm === undefined) execFileSync('npm', args, { stdio: 'ignore' });
  else execFileSync(process.execPath, [npm, ...args], { stdio: 'ignore' });
  const bin = join(folder, 'node_modules/repomix/bin');
  const entry = existsSync(bin)
    ? readdirSync(bin).find((name) => statSync(join(bin, name)).isFile())
    : undefined;
  if (entry === undefined) throw new Error(`repomix@${repomixVersion} could not be installed.`);
  return join(bin, entry);
}
