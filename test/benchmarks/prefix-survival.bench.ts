// How much of a pack survives one commit: the share of the newer text's bytes with which the older one began. `--results
// FILE` keeps every measurement, for `replay-money`, and lets several repositories be measured at once.
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureCommits, type PackMeasurement } from './prefix-survival/measure-commits.ts';
import { code2prompt, installRepomix, type Peer } from './prefix-survival/peers.ts';
import { renderSurvival } from './prefix-survival/render-survival.ts';

const { values } = parseArgs({
  options: {
    repo: { type: 'string', multiple: true },
    commits: { type: 'string', default: '30' },
    // By the beginnings of their names.
    methods: { type: 'string', default: 'fresh,continue,path,Repomix,code2prompt' },
    // Of the packs that `replay-money` prices, in o200k tokens; the others hold the whole repository.
    budget: { type: 'string', default: '200000' },
    repomix: { type: 'boolean', default: false },
    // A built program (`cargo install code2prompt --version 4.3.0`).
    code2prompt: { type: 'string' },
    results: { type: 'string' },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const peers: Peer[] = [
  ...(values.repomix ? [installRepomix()] : []),
  ...(values.code2prompt === undefined ? [] : [code2prompt(resolve(values.code2prompt))]),
];
const measurements: PackMeasurement[] = [];
for (const repository of values.repo ?? [root]) {
  await measureCommits({
    repository: resolve(repository),
    commits: Number(values.commits),
    methods: values.methods.split(','),
    budget: Number(values.budget),
    peers,
    report: (measurement) => {
      measurements.push(measurement);
      if (values.results !== undefined) appendFileSync(values.results, `${JSON.stringify(measurement)}\n`);
    },
  });
}
for (const peer of peers) peer.dispose();
console.log(renderSurvival(measurements));
console.log(`\nNode ${process.version}, ${execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()}`);
