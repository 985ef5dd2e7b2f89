// What the input of one question after each commit costs with packs that continue, with packs in path order that are made
// anew, and with Repomix: over measurements of `prefix-survival --results FILE`.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { lookUpModel, tokenCounterOf } from '../../src/core/index.ts';
import { cacheRulesOf } from '../../src/core/models/catalog/cache-rules.ts';
import { hostedModels } from '../../src/core/models/catalog/hosted-models.ts';
import type { PackMeasurement } from './prefix-survival/measure-commits.ts';
import { cheapestReplay, type ReplayedCall } from './replay-money/replay-cost.ts';

const { values } = parseArgs({
  options: {
    results: { type: 'string', multiple: true, default: [] },
    // The day of the prices.
    date: { type: 'string', default: '2026-11-21' },
  },
});
const measurements = values.results.flatMap((path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PackMeasurement),
);
const budget = measurements.find(({ method }) => method.startsWith('path '))?.budget;
if (budget === undefined)
  throw new Error(
    'Measure first: npm run bench -- prefix-survival --repomix --results FILE, then --results FILE here.',
  );
/** Bytes of a token in code, for Repomix's text, which is not counted. */
const bytesPerToken = 3.85;
/** Marks that a caller without a view of parts sets at equal distances. */
const evenMarks = 4;

console.log(`Input of one question after each commit, ${budget} o200k tokens at most; prices of ${values.date}.
Assumed: a question follows each commit at the commit's own time; the reply, which is the same for all, is left out; each
way uses the cheapest of three policies in hindsight: never keep a prefix, always, or only in bursts (the last call was
within the prefix's life). Who re-packs marks ${evenMarks} places at equal distances; a prefix is found at a mark only (Google: anywhere).
Repomix's text is cut at the same budget, which keeps its stable beginning and drops what changes; whole, it would not fit
most windows. The tokens of another family are o200k tokens times its upper factor.
`);
console.log(
  '| repository | model | calls in days | Longview, $ a day | path order | Repomix, cut | Repomix, whole | read from cache | policies |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const repository of new Set(measurements.map((one) => one.repository))) {
  for (const { provider, id, displayName } of hostedModels) {
    const { price } = lookUpModel(provider, id, new Date(values.date));
    if (price === undefined) continue;
    const rules = cacheRulesOf(provider, { modelId: `${provider}:${id}`, price });
    const { factor } = tokenCounterOf(provider);
    const methods = [`continue within ${rules.lifetimes[0].seconds} s `, 'path ', 'Repomix'];
    const groups = methods.map((method) =>
      measurements.filter((one) => one.repository === repository && one.method.startsWith(method)),
    );
    // Commits after which every way was measured, in a row from the first.
    const count = Math.min(...groups.map((group) => group.length));
    if (count < 2) continue;
    const replayed = (group: readonly PackMeasurement[], limit: number) => {
      const calls = group
        .slice(0, count)
        .map((one) => callOf(one, { factor, limit, isMarked: rules.mode === 'explicit' }));
      const all = calls.reduce((sum, call) => sum + call.tokens, 0);
      const { dollars, policy, readTokens } = cheapestReplay({ calls, rules, price });
      return {
        daily: (dollars / daysOf(calls)).toFixed(3),
        policy,
        read: `${((100 * readTokens) / all).toFixed(0)} %`,
        days: daysOf(calls),
      };
    };
    const ways = [
      ...groups.map((group) => replayed(group, budget)),
      replayed(groups[2] ?? [], Number.POSITIVE_INFINITY),
    ];
    const column = (key: 'daily' | 'read' | 'policy') => ways.map((way) => way[key]);
    console.log(
      `| ${repository} | ${displayName} | ${count} in ${ways[0]?.days.toFixed(1)} | ${column('daily').join(' | ')} | ${column('read').join(' / ')} | ${column('policy').join(' / ')} |`,
    );
  }
}

interface CallOptions {
  readonly factor: number;
  /** o200k tokens at which a text is cut. */
  readonly limit: number;
  readonly isMarked: boolean;
}

function callOf(one: PackMeasurement, { factor, limit, isMarked }: CallOptions): ReplayedCall {
  const whole = one.tokens ?? Number(/^\d+/.exec(one.note)?.[0]) / bytesPerToken;
  const tokens = Math.min(whole, limit);
  const same = Math.min(tokens, (one.share ?? 0) * whole);
  return {
    time: one.time,
    tokens: tokens * factor,
    sameTokens: markBefore(one, same, tokens, isMarked) * factor,
  };
}

/** Tokens up to the last mark within what is the same. */
function markBefore({ note }: PackMeasurement, same: number, tokens: number, isMarked: boolean): number {
  // Longview marks the end of each pack before the words that a continuation moves; implicit caches need no mark.
  if (!isMarked || /^(?:continued|unchanged)/.test(note)) return same;
  if (/^repacked/.test(note)) return same >= tokens / 2 ? 2 ** Math.floor(Math.log2(tokens / 2)) : 0;
  return (Math.floor((evenMarks * same) / tokens) * tokens) / evenMarks;
}

function daysOf(calls: readonly ReplayedCall[]): number {
  return Math.max(1, (calls.at(-1)?.time ?? 0) - (calls[0]?.time ?? 0)) / 86_400;
}
