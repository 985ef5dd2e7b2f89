// What Longview costs VS Code on a large workspace: activation, the longest time for which the extension host comes to
// nothing else while the index is made, and how soon the graph is fresh after an edit; beside a run without Longview.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runExtensionTests } from '../support/vscode-host/run-extension-tests.ts';
import {
  gitId,
  type LoopRecord,
  longviewId,
  type Measurement,
  type MeasurementRequest,
  unchanged,
} from './vscode-index/measurement.ts';
import { writeTypescriptWorkspace } from './vscode-index/write-typescript-workspace.ts';

const { values } = parseArgs({
  options: { files: { type: 'string', default: '5000' }, edits: { type: 'string', default: '10' } },
});
const fileCount = Number(values.files);
const edits = Number(values.edits);
if (!Number.isInteger(fileCount) || fileCount < 100 || !Number.isInteger(edits) || edits < 1) {
  console.error('usage: npm run bench -- vscode-index [--files N] [--edits N]');
  process.exit(2);
}

const project = join(import.meta.dirname, '../..');
const temporary = mkdtempSync(join(tmpdir(), 'longview-bench-'));
const workspace = join(temporary, 'workspace');
const load = loadavg()[0]?.toFixed(1);

async function measure(name: string, controlMs?: number): Promise<Measurement> {
  const extensionsFolder = join(temporary, name, 'extensions');
  mkdirSync(extensionsFolder, { recursive: true });
  if (controlMs === undefined) installLongview(extensionsFolder);
  const resultFile = join(temporary, name, 'result.json');
  const request: MeasurementRequest = { resultFile, controlMs, ...editedFiles, edits };
  const code = await runExtensionTests({
    extensionDevelopmentPaths: [join(import.meta.dirname, 'vscode-index/recorder')],
    extensionTestsPath: join(import.meta.dirname, 'vscode-index/measure-in-host.ts'),
    folder: workspace,
    userDataFolder: join(temporary, name, 'user-data'),
    extensionsFolder,
    settings: { 'longview.network': 'off' },
    env: { LONGVIEW_HOME: join(temporary, 'home'), LONGVIEW_BENCH: JSON.stringify(request) },
  });
  if (code !== 0) throw new Error(`The ${name} run failed.`);
  return JSON.parse(readFileSync(resultFile, 'utf8')) as Measurement;
}

/** As an installed extension lies there, unlike one under development. */
function installLongview(extensionsFolder: string): void {
  const { publisher, name, version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const target = join(extensionsFolder, `${publisher}.${name}-${version}`);
  for (const part of ['package.json', 'dist', 'media'])
    cpSync(join(project, part), join(target, part), { recursive: true });
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const longest = ({ slices }: LoopRecord, by: 'ms' | 'cpuMs') =>
  slices.reduce((most, slice) => Math.max(most, slice[by]), 0);

const loopRows: readonly (readonly [string, (record: LoopRecord) => string])[] = [
  ['longest slice until then, by a 5 ms timer', (record) => ms(longest(record, 'ms'))],
  ['… by monitorEventLoopDelay', (record) => ms(record.longestDelayMs)],
  ['… how many above 50 ms', ({ slices }) => String(slices.filter((slice) => slice.ms > 50).length)],
  ['… the most that the thread itself computed in one', (record) => ms(longest(record, 'cpuMs'))],
];

type Cell = (measurement: Measurement) => string;

function activationRow(name: string, id: string): [string, Cell] {
  return [
    name,
    ({ activations }) => {
      const times = activations[id];
      return times === undefined ? '' : `${times.loadMs} + ${times.callMs} + ${times.finishMs} ms`;
    },
  ];
}

function freshRow(kind: string): [string, Cell] {
  return [
    `a place out of the fresh list opened, file ${kind}`,
    ({ freshAfterMs }) => {
      const times = (freshAfterMs[kind] ?? []).toSorted((a, b) => a - b);
      return times.length === 0
        ? ''
        : `${ms(times[times.length >> 1] ?? 0)}, at most ${ms(times.at(-1) ?? 0)}`;
    },
  ];
}

let editedFiles: { imported: string; importer: string };
try {
  console.log(`Writing a workspace of ${fileCount} TypeScript files …`);
  const { stranger, library } = writeTypescriptWorkspace(workspace, fileCount);
  editedFiles = { imported: library, importer: stranger };
  const cold = await measure('cold');
  const warm = await measure('warm');
  const control = await measure('control', cold.indexing.ms);
  const columns = [cold, warm, control];
  const rows: [string, Cell][] = [
    activationRow('activation: code, activate(), rest', longviewId),
    activationRow('the same of VS Code’s own Git extension', gitId),
    ['index complete after the start of the host', ({ indexing, indexed }) => indexed && ms(indexing.ms)],
    ...loopRows.map(([name, cell]): [string, Cell] => [name, ({ indexing }) => cell(indexing)]),
    ['longest stretch of Longview’s own code until then', ({ indexing }) => ms(indexing.longestOwnMs)],
    freshRow(unchanged),
    freshRow('saved in the editor'),
    freshRow('written by another program'),
    freshRow('deleted by another program'),
    ['longest stretch of Longview’s own code during these edits', ({ editing }) => ms(editing.longestOwnMs)],
  ];
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, load before ${load} and after ${loadavg()[0]?.toFixed(1)}`;
  console.log(`\n${machine}; ${cold.indexed}; ${warm.indexed}\n`);
  console.log('| | first index | index kept | without Longview |\n|---|---|---|---|');
  for (const [name, cell] of rows) console.log(`| ${[name, ...columns.map(cell)].join(' | ')} |`);
  for (const [name, { indexing }] of [
    ['first index', cold],
    ['index kept', warm],
    ['without', control],
  ] as const) {
    const slices = indexing.slices
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 8)
      .map(
        ({ atMs, ms: length, cpuMs }) => `${ms(length)} (CPU ${ms(cpuMs)}) at ${(atMs / 1000).toFixed(1)} s`,
      );
    console.log(`\nLongest slices, ${name}: ${slices.join('; ')}`);
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
