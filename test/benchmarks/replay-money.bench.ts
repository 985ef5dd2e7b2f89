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
Repomix's text is cut at the same budget, which keeps its stable beginning and costs it nothing. The tokens of another
family are o200k tokens times its upper factor.
`);
console.log(
  '| repository | model | days | Longview, $ a day | path order, $ a day | Repomix, $ a day | read from cache | policies |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const repository of new Set(measurements.map((one) => one.repository))) {
  for (const { provider, id, displayName } of hostedModels) {
    const { price } = lookUpModel(provider, id, new Date(values.date));
    if (price === undefined) continue;
    const rules = cacheRulesOf(provider, price);
    const { factor } = tokenCounterOf(provider);
    const own = `continue within ${rules.lifetimes[0].seconds} s `;
    const ways = [own, 'path ', 'Repomix'].map((method) => {
      const group = measurements.filter(
        (one) => one.repository === repository && one.method.startsWith(method),
      );
      const calls = group.map((one) => callOf(one, factor, rules.mode === 'explicit'));
      return calls.length === 0 ? undefined : { cost: cheapestReplay({ calls, rules, price }), calls };
    });
    const spans = ways.flatMap((way) => (way === undefined ? [] : [daysOf(way.calls)]));
    const cells = ways.map((way) =>
      way === undefined ? '' : (way.cost.dollars / daysOf(way.calls)).toFixed(3),
    );
    const reads = ways.map((way) => {
      const all = way?.calls.reduce((sum, call) => sum + call.tokens, 0) ?? 0;
      return way === undefined ? '' : `${((100 * way.cost.readTokens) / all).toFixed(0)} %`;
    });
    const policies = ways.map((way) => way?.cost.policy ?? '');
    console.log(
      `| ${repository} | ${displayName} | ${Math.max(...spans).toFixed(1)} | ${cells.join(' | ')} | ${reads.join(' / ')} | ${policies.join(' / ')} |`,
    );
  }
}

function callOf(one: PackMeasurement, factor: number, isMarked: boolean): ReplayedCall {
  const whole = one.tokens ?? Number(/^\d+/.exec(one.note)?.[0]) / bytesPerToken;
  const tokens = Math.min(whole, budget ?? 0);
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
