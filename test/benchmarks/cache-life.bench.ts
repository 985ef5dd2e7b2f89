// How long Anthropic should keep a pack: a question follows each commit of an author at the commit's own time, over a pack
// that never changes. Costs are in packs of fresh input for each call.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cheapestLife } from '../../src/core/models/call/run-cache-rules.ts';
import { type CacheRules, cacheRulesOf } from '../../src/core/models/catalog/cache-rules.ts';
import { lookUpModel } from '../../src/core/models/catalog/model-catalog.ts';

const { values } = parseArgs({
  options: {
    repo: { type: 'string', multiple: true },
    /** The newest commits of each repository. */
    commits: { type: 'string', default: '3000' },
    /** Authors with fewer tell little. */
    least: { type: 'string', default: '50' },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
/** Earlier pauses that `auto` looks at. */
const remembered = 40;

const authors = (values.repo ?? [root]).flatMap((repository) => pausesOfAuthors(resolve(repository)));
const pauses = authors.flat();
const within = (from: number, to: number) => pauses.filter((pause) => pause > from && pause <= to).length;
const [soon, late, never] = [within(-1, 300), within(300, 3600), within(3600, Number.POSITIVE_INFINITY)];
console.log(
  `${authors.length} authors, ${pauses.length} pauses: ${soon} up to 5 min, ${late} up to 1 h, ${never} longer; ${(late / never).toFixed(2)} late ones for each longer one.\n`,
);
console.log(
  '| model | always 5 min | always 1 h | auto | auto ÷ 5 min: least, tenth, median, ninetieth, most |',
);
console.log('|---|---|---|---|---|');
for (const id of ['claude-sonnet-5-5', 'claude-opus-5-5']) {
  const { price, displayName } = lookUpModel('anthropic', id);
  const rules = cacheRulesOf('anthropic', { price });
  const costs = authors.map((author) => ({
    short: costOf(rules, author, () => 300),
    long: costOf(rules, author, () => 3600),
    auto: costOf(rules, author, (call) =>
      cheapestLife(rules, author.slice(Math.max(0, call + 1 - remembered), call + 1)),
    ),
  }));
  const perCall = (key: 'short' | 'long' | 'auto') =>
    (costs.reduce((sum, cost) => sum + cost[key], 0) / pauses.length).toFixed(3);
  const ratios = costs.map(({ auto, short }) => auto / short).sort((a, b) => a - b);
  const quantiles = [0, 0.1, 0.5, 0.9, 1].map((share) =>
    ratios[Math.round(share * (ratios.length - 1))]?.toFixed(2),
  );
  console.log(
    `| ${displayName} | ${perCall('short')} | ${perCall('long')} | ${perCall('auto')} | ${quantiles.join(' ')} |`,
  );
}

/** @param lifeAt seconds that the call after a pause asks for */
function costOf(
  { readFactor, lifetimes }: CacheRules,
  author: readonly number[],
  lifeAt: (call: number) => number,
) {
  let cost = 0;
  let kept = 0;
  for (const [call, pause] of author.entries()) {
    const life = lifeAt(call);
    const writeFactor = lifetimes.find(({ seconds }) => seconds === life)?.writeFactor ?? 1;
    cost += pause <= kept ? readFactor : writeFactor;
    kept = life;
  }
  return cost;
}

/** Seconds between the commits of each author. */
function pausesOfAuthors(repository: string): number[][] {
  const log = execFileSync(
    'git',
    ['-C', repository, 'log', '-n', values.commits, '--no-merges', '--format=%at %ae'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const commits = log.split('\n').filter((line) => line !== '');
  const byAuthor = Map.groupBy(commits, (line) => line.slice(line.indexOf(' ')));
  return [...byAuthor.values()].flatMap((lines) => {
    const times = lines.map((line) => Number.parseInt(line, 10)).sort((a, b) => a - b);
    if (times.length < Number(values.least)) return [];
    return [times.slice(1).map((time, index) => time - (times[index] ?? time))];
  });
}
