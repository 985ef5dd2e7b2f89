// How right the edges of the graph are, edge by edge, against compilers, indexers and import machineries.
import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compareEdges } from './graph/compare-edges.ts';
import type { Judge } from './graph/judge.ts';
import { allJudges } from './graph/judges.ts';
import { longviewGraph } from './graph/longview-graph.ts';
import { type BenchRow, renderDetails, renderTable } from './graph/render-rows.ts';
import { filesWithExtension, repositoryFiles } from './graph/repository-files.ts';
import { openWorkFolder } from './graph/work-folder.ts';

const { values } = parseArgs({
  options: {
    repo: { type: 'string', multiple: true },
    judge: { type: 'string', multiple: true },
    include: { type: 'string', multiple: true },
    missing: { type: 'string', default: '0' },
    json: { type: 'string' },
  },
});
const judges = allJudges({ includeFolders: values.include ?? [] });
const unknown = (values.judge ?? []).filter((id) => !judges.some((judge) => judge.id === id));
const missing = Number(values.missing);
if (values.repo === undefined || unknown.length > 0 || !Number.isInteger(missing)) {
  if (unknown.length > 0) console.error(`no such judge: ${unknown.join(', ')}`);
  console.error(
    'usage: npm run bench -- graph --repo DIR [--repo DIR]… [--judge ID]… [--missing N] [--include DIR]… [--json FILE]',
  );
  console.error(`judges: ${judges.map(({ id }) => id).join(', ')}`);
  process.exit(2);
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
