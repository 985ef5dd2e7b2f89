// How right the edges of the graph are, edge by edge, against compilers, indexers and import machineries; with --speed, how
// fast it is taken and how much memory that needs.
import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compareEdges } from './graph/compare-edges.ts';
import type { Judge } from './graph/judge.ts';
import { allJudges } from './graph/judges.ts';
import { longviewGraph } from './graph/longview-graph.ts';
import { type BenchRow, renderDetails, renderTable } from './graph/render-rows.ts';
import { filesWithExtension, repositoryFiles } from './graph/repository-files.ts';
import { openWorkFolder } from './graph/work-folder.ts';
import { ensureCurrentBuild } from './graph-speed/built-program.ts';
import {
  phases as allPhases,
  measureSpeed,
  type Phase,
  renderSpeed,
  type SpeedTarget,
} from './graph-speed/measure-speed.ts';

const { values } = parseArgs({
  options: {
    repo: { type: 'string', multiple: true },
    judge: { type: 'string', multiple: true },
    include: { type: 'string', multiple: true },
    missing: { type: 'string', default: '0' },
    json: { type: 'string' },
    speed: { type: 'boolean', default: false },
    files: { type: 'string', multiple: true },
    growth: { type: 'boolean', default: false },
    cancel: { type: 'boolean', default: false },
  },
});
if (values.speed || values.growth) {
  await speed();
  process.exit();
}
const judges = allJudges({ includeFolders: values.include ?? [] });
const unknown = (values.judge ?? []).filter((id) => !judges.some((judge) => judge.id === id));
const missing = Number(values.missing);
if (values.repo === undefined || unknown.length > 0 || !Number.isInteger(missing)) {
  if (unknown.length > 0) console.error(`no such judge: ${unknown.join(', ')}`);
  console.error(
    'usage: npm run bench -- graph --repo DIR [--repo DIR]… [--judge ID]… [--missing N] [--include DIR]… [--json FILE]',
  );
  console.error(
    '       npm run bench -- graph --speed [--repo DIR | --files N]… [--growth] [--cancel] [--json FILE]',
  );
  console.error(`judges: ${judges.map(({ id }) => id).join(', ')}`);
  process.exit(2);
}

/** The table of `--speed`, for folders and for repositories that are made; `--growth` takes the standard sizes. */
async function speed(): Promise<void> {
  const withoutEdits: readonly Phase[] = ['bare', 'cold', 'warm'];
  const targets: { readonly target: SpeedTarget; readonly phases?: readonly Phase[] }[] = [
    ...(values.repo ?? []).map((path) => ({ target: { repository: resolve(path) } })),
    ...(values.files ?? []).map((text) => ({ target: { fileCount: Number(text) } })),
    ...(values.growth ? [1_000, 5_000, 50_000].map((fileCount) => ({ target: { fileCount } })) : []),
    ...(values.growth ? [{ target: { fileCount: 100_000 }, phases: withoutEdits }] : []),
  ];
  const isWrong = (values.files ?? []).some((text) => !/^[1-9]\d*$/.test(text));
  if (targets.length === 0 || isWrong) {
    console.error(
      'usage: npm run bench -- graph --speed [--repo DIR | --files N]… [--growth] [--cancel] [--json FILE]',
    );
    process.exit(2);
  }
  await ensureCurrentBuild();
  const load = () => loadavg()[0]?.toFixed(1);
  console.error(`Load before: ${load()} on ${availableParallelism()} cores.`);
  const measured = targets.map(({ target, phases }) => {
    const row = measureSpeed(target, phases ?? (values.cancel ? [...allPhases, 'cancel'] : allPhases));
    console.error(`${row.name}: done, load ${load()}.`);
    return row;
  });
  console.log(renderSpeed(measured));
  for (const line of measured.flatMap(({ failed }) => failed)) console.log(`Not measured: ${line}`);
  console.log(`Load after: ${load()} on ${availableParallelism()} cores.`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`);
}

const workFolder = openWorkFolder();
const rows: BenchRow[] = [];
const silent: string[] = [];

async function judge(repository: string, { id, language, layer, extensions, run }: Judge) {
  const startedAt = performance.now();
  const judgement = await run({ repository, workFolder }).catch((error: unknown) => String(error));
  if (typeof judgement === 'string') {
    silent.push(`${basename(repository)}, ${id}: ${judgement}`);
    return undefined;
  }
  return { id, language, layer, extensions, judgement, seconds: (performance.now() - startedAt) / 1000 };
}

for (const repository of values.repo.map((path) => resolve(path))) {
  const files = await repositoryFiles(repository);
  const wanted = judges.filter(
    ({ id, extensions }) =>
      (values.judge?.includes(id) ?? true) && filesWithExtension(files, extensions).length > 0,
  );
  if (wanted.length === 0) silent.push(`${basename(repository)}: no judge has anything to judge here`);
  const graph = wanted.length > 0 ? await longviewGraph(repository) : undefined;
  for (const one of wanted) {
    const judged = await judge(repository, one);
    if (graph === undefined || judged === undefined) continue;
    const { id, language, layer, extensions, judgement, seconds } = judged;
    rows.push({
      repository: basename(repository),
      language,
      layer,
      judge: judgement.judge,
      judgeId: id,
      filesJudged: filesWithExtension(judgement.files, extensions).length,
      leftOut: judgement.leftOut,
      seconds,
      comparison: compareEdges({ judgement, layer, extensions, graph }),
    });
  }
}

console.log(`${renderTable(rows)}\n`);
for (const row of rows) console.log(`${renderDetails(row, missing)}\n`);
for (const line of silent) console.log(`Not judged: ${line}`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows, silent }, null, 2)}\n`);
