// How much of a pack survives one commit: the share of the newer text's bytes with which the older one began.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultSettings, type Engine, moduleOrders } from '../../src/core/index.ts';
import { createModelDirectory } from '../../src/node/models/node-model-directory.ts';
import { openEngine } from '../../src/node/open-engine.ts';
import { CommitWalk } from './prefix-survival/commit-walk.ts';
import { code2prompt, installRepomix, type Peer } from './prefix-survival/peers.ts';
import { Series } from './prefix-survival/series.ts';

const { values } = parseArgs({
  options: {
    repo: { type: 'string', multiple: true },
    commits: { type: 'string', default: '30' },
    // Tokens; 'all' holds every repository as a whole.
    budget: { type: 'string', multiple: true, default: ['all', '128000'] },
    order: { type: 'string', multiple: true, default: [] },
    peers: { type: 'boolean', default: false },
    // A built program to compare with as well.
    code2prompt: { type: 'string' },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const repositories = (values.repo ?? [root]).map((path) => resolve(path));
const budgets = values.budget.map((text) => (text === 'all' ? 50_000_000 : Number(text)));
const orders = moduleOrders.filter((order) => values.order.includes(order));
const peers: Peer[] = [
  ...(values.peers ? [installRepomix()] : []),
  ...(values.code2prompt === undefined ? [] : [code2prompt(resolve(values.code2prompt))]),
];

console.log('| repository | commits | what | budget | median | mean | below 95 % | fill, least |');
console.log('|---|---|---|---|---|---|---|---|');
for (const repository of repositories) await measureRepository(repository);
for (const peer of peers) peer.dispose();
console.log(`\nNode ${process.version}, ${execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()}`);

async function measureRepository(repository: string): Promise<void> {
  const walk = new CommitWalk(repository, Number(values.commits));
  const home = mkdtempSync(join(tmpdir(), 'longview-prefix-'));
  process.env['LONGVIEW_HOME'] = home;
  const opened = await openEngine({
    root: walk.folder,
    settings: defaultSettings,
    models: (settings) => createModelDirectory({ settings, environment: {} }),
    assetDirectory: join(root, 'dist/assets'),
  });
  const series = new Map<string, Series>();
  for (const commit of walk.commits) {
    walk.visit(commit);
    await packWithLongview(opened.engine, series);
    for (const peer of peers) seriesOf(series, `${peer.name} | all`).add([peer.pack(walk.folder)]);
  }
  opened.dispose();
  walk.dispose();
  rmSync(home, { recursive: true, force: true });
  for (const [name, one] of series) console.log(one.render(basename(repository), name));
}

async function packWithLongview(engine: Engine, series: Map<string, Series>): Promise<void> {
  for (const [index, budget] of budgets.entries()) {
    const label = values.budget[index] ?? '';
    const fresh = await engine.pack({ budget });
    const parts = fresh.parts.map(({ text }) => text);
    const isWhole = fresh.entries.every(({ resolution }) => resolution === 'full' || resolution === 'path');
    const fill = isWhole ? undefined : fresh.tokenCount / budget;
    seriesOf(series, `Longview, fresh | ${label}`).add(parts, fill);
    seriesOf(series, `unchanged parts of it, the ideal | ${label}`).addIdeal(parts);
    for (const order of orders) {
      const packed = await engine.pack({ budget, order });
      seriesOf(series, `Longview, fresh, ${order} | ${label}`).add([packed.text]);
    }
    const continued = await engine.pack({ budget, continue: true });
    if (continued.tokenCount > budget)
      throw new Error(`${continued.tokenCount} tokens; ${budget} were allowed.`);
    const name = `Longview, --continue | ${label}`;
    seriesOf(series, name).add([continued.text], isWhole ? undefined : continued.tokenCount / budget);
    const { action = '', reason = '' } = continued.continuation ?? {};
    seriesOf(series, name).note(action === 'repacked' ? `${action}: ${reason}` : action);
  }
}

function seriesOf(series: Map<string, Series>, name: string): Series {
  const known = series.get(name) ?? new Series();
  series.set(name, known);
  return known;
}
