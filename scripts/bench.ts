// npm run bench -- NAME [--repo DIR]…: runs one of the benchmarks in test/benchmarks over real repositories.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const names = globSync('test/benchmarks/*.bench.ts', { cwd: root })
  .map((path) => basename(path, '.bench.ts'))
  .sort();
const [name, ...rest] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  console.error(`usage: npm run bench -- ${names.join('|')} [--repo DIR]…`);
  process.exit(2);
}
await buildAll();
const run = spawnSync(process.execPath, [`${root}test/benchmarks/${name}.bench.ts`, ...rest], {
  stdio: 'inherit',
  cwd: process.env['LONGVIEW_INVOKED_FROM'] ?? root,
});
process.exit(run.status ?? 1);
