// Needed-context recall: how much of what past commits changed and used is in packs of their parents, blind and with the
// commit's subject as the question; beside it Repomix and simple orders. `--results FILE` keeps what was measured.
import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Measurement, measureRepository, methods } from './needed-context/measure-repository.ts';
import { comparable, renderRecall } from './needed-context/render-recall.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    repo: { type: 'string', multiple: true },
    commits: { type: 'string', default: '60' },
    budgets: { type: 'string', default: '32000,128000,512000' },
    peers: { type: 'string', default: '' },
    // Only some of the methods, by the beginning of their names.
    only: { type: 'string', multiple: true },
    // Only each so many-th commit: peers take long.
    every: { type: 'string', default: '1' },
    results: { type: 'string' },
  },
});
const repositories = (values.repo ?? [root]).map((path) => resolve(path));
const wanted = methods.filter((method) =>
  values.only === undefined
    ? values.peers.includes('repomix') || !method.startsWith('repomix')
    : values.only.some((start) => method.startsWith(start)),
);
const results = values.results ?? join(mkdtempSync(join(tmpdir(), 'longview-needed-')), 'results.jsonl');
const readResults = () =>
  existsSync(results)
    ? readFileSync(results, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Measurement)
    : [];

for (const repository of repositories) {
  const name = basename(repository);
  const before = readResults().filter((one) => one.repository === name);
  await measureRepository({
    repository,
    name,
    commitCount: Number(values.commits),
    budgets: values.budgets.split(',').map(Number),
    methods: wanted,
    every: Number(values.every),
    known: new Set(before.map(({ commit, method }) => `${commit} ${method}`)),
    report: (measurement) => appendFileSync(results, `${JSON.stringify(measurement)}\n`),
  });
}
const all = readResults();
const measured = methods.filter((method) => all.some((one) => one.method === method));
const own = measured.filter((method) => !method.startsWith('repomix'));
if (own.length > 0) console.log(`## Our packs and simple orders\n\n${renderRecall(comparable(all, own))}`);
if (own.length < measured.length)
  console.log(`\n## With Repomix\n\n${renderRecall(comparable(all, measured))}`);
console.log(`\nNode ${process.version}; measurements in ${results}`);
