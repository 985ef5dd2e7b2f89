// Packs: how full they are for twelve budgets, counted by tiktoken, and what they take beside other packers.
//   npm run bench -- pack [--repo DIR]… [--only fill|peers] [--rounds N] [--code2prompt FILE]
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureFill } from './pack/fill.ts';
import { compareWithPeers } from './pack/side-by-side.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    repo: { type: 'string', multiple: true },
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    code2prompt: { type: 'string' },
  },
});
// Without a checkout, this repository serves.
const repositories = (values.repo ?? [root]).map((path) => resolve(path));
const program = join(root, 'bin/longview.mjs');

if (values.only !== 'peers' && measureFill(program, repositories)) process.exitCode = 1;
if (values.only !== 'fill') {
  const rounds = Number(values.rounds);
  compareWithPeers({ program, repositories, rounds, code2prompt: values.code2prompt });
}
console.log(`\nNode ${process.version}, ${execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()}`);
