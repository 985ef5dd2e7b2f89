// npm start [-- FOLDER]: builds Longview and reviews a folder with it, this repository by default.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder, ...flags] = process.argv.slice(2);
const target = folder === undefined ? root : resolve(process.env['LONGVIEW_INVOKED_FROM'] ?? '.', folder);
const report = `${root}reports/${basename(target)}.md`;

console.error('Building Longview …');
await buildAll();
mkdirSync(`${root}reports`, { recursive: true });
const review = spawnSync(
  process.execPath,
  [`${root}bin/longview.mjs`, 'review', target, '--out', report, ...flags],
  { stdio: 'inherit' },
);
process.exit(review.status ?? 1);
