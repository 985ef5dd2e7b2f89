// How full packs are, that none is over its budget as tiktoken counts, and how long they take, cold and warm.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { get_encoding } from 'tiktoken';

const root = fileURLToPath(new URL('../..', import.meta.url));
const budgets = [8_000, 32_000, 128_000, 1_000_000];
const { values } = parseArgs({ options: { repo: { type: 'string', multiple: true } } });
// Without a checkout, installed packages with their sources serve.
const repositories = (
  values.repo ?? ['node_modules/zod', 'node_modules/playwright-core', '.'].map((path) => join(root, path))
).map((path) => resolve(path));
const encoding = get_encoding('o200k_base');
let isOver = false;

console.log(
  '| repository | files | budget | tokens (tiktoken) | fill | full / skeleton / outline / path / folder / omitted | cold s | warm s |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const repository of repositories) {
  for (const budget of budgets) {
    const folder = mkdtempSync(join(tmpdir(), 'longview-bench-'));
    const out = join(folder, 'pack.xml');
    const stats = join(folder, 'stats.json');
    const pack = () => {
      const startedAt = performance.now();
      const { status, stderr } = spawnSync(
        process.execPath,
        [
          join(root, 'bin/longview.mjs'),
          'pack',
          repository,
          '--budget',
          String(budget),
          '--out',
          out,
          '--stats',
          stats,
        ],
        { env: { ...process.env, LONGVIEW_HOME: folder }, encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(stderr);
      return (performance.now() - startedAt) / 1000;
    };
    const cold = pack();
    const first = readFileSync(out);
    const warm = pack();
    if (!first.equals(readFileSync(out)))
      throw new Error(`${repository}: two packs of the same files differ.`);
    const tokens = encoding.encode_ordinary(first.toString('utf8')).length;
    const facts = JSON.parse(readFileSync(stats, 'utf8')) as {
      entries: unknown[];
      byResolution: Record<string, number>;
    };
    const shown = ['full', 'skeleton', 'outline', 'path', 'folder', 'omitted'].map(
      (name) => facts.byResolution[name] ?? 0,
    );
    isOver ||= tokens > budget;
    console.log(
      `| ${basename(repository)} | ${facts.entries.length} | ${budget} | ${tokens}${tokens > budget ? ' OVER' : ''} | ${((100 * tokens) / budget).toFixed(1)} % | ${shown.join(' / ')} | ${cold.toFixed(2)} | ${warm.toFixed(2)} |`,
    );
    rmSync(folder, { recursive: true, force: true });
  }
}
console.log(
  `\nNode ${process.version}, git ${execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()}`,
);
process.exitCode = isOver ? 1 : 0;
