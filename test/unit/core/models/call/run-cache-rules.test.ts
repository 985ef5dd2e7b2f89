import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  affordableRules,
  cheapestLife,
  type RunForecast,
  runCacheRules,
} from '../../../../../src/core/models/call/run-cache-rules.ts';
import { cacheRulesOf, withLife } from '../../../../../src/core/models/catalog/cache-rules.ts';
import type { RunKind, RunRecord } from '../../../../../src/core/ports/journal.ts';
import type { Settings } from '../../../../../src/core/settings/settings-table.ts';
import { recordingModel } from '../../../../support/recording-model.ts';

const repeated = (count: number, minutes: number) => Array.from({ length: count }, () => minutes * 60);

for (const [name, pauses, expected] of [
  ['nothing is known', [], 300],
  ['all follows at once', repeated(9, 1), 300],
  ['all follows after days', repeated(9, 5000), 300],
  ['all follows after a while', repeated(9, 20), 3600],
  ['six in ten come after a while', [...repeated(6, 20), ...repeated(10, 5000)], 300],
  ['seven in ten come after a while', [...repeated(8, 20), ...repeated(10, 5000)], 3600],
] as const)
  test(`where ${name} the cheapest life is ${expected} s`, () => {
    assert.equal(cheapestLife(cacheRulesOf('anthropic'), pauses), expected);
    assert.equal(cheapestLife(cacheRulesOf('openai'), pauses), 1800);
  });

const claude = recordingModel(() => ({}), { id: 'anthropic:claude-opus-5-5', tokenizer: 'anthropic' });

interface Row {
  readonly kind?: RunKind;
  readonly cacheLife?: Settings['cacheLife'];
  /** Minutes at which earlier runs began; each took two. */
  readonly runs?: readonly (readonly [RunKind, number, model?: string])[];
  readonly now?: number;
  /** Numbers of the runs that sent nothing. */
  readonly silent?: readonly number[];
}

function check(
  name: string,
  { kind = 'ask', cacheLife = 'auto', runs = [], now = 90, silent = [] }: Row,
  seconds: number,
): void {
  test(`the life of a pack: ${name}`, () => {
    const records = runs.map(
      ([kind, minute, model = claude.id], index): RunRecord => ({
        ...{ id: String(index), kind, model, key: '', state: 'finished', summary: '' },
        ...{ startedAt: minute * 60_000, endedAt: (minute + 2) * 60_000 },
      }),
    );
    const rules = runCacheRules({
      ...{ model: claude, kind, settings: { cacheLife } },
      journal: { runs: () => records.toReversed(), hasSent: (id) => !silent.includes(Number(id)) },
      now: now * 60_000,
    });
    assert.deepEqual(
      rules.lifetimes.map((life) => life.seconds),
      [seconds],
    );
    assert.equal(rules.marksLatest, kind !== 'review');
  });
}

check('five minutes at first', {}, 300);
check('what the setting says', { cacheLife: '1h' }, 3600);
const often = [0, 20, 40].map((minute) => ['ask', minute] as const);
check('an hour where questions followed after a while', { runs: often, now: 60 }, 3600);
check('what the setting says, whatever was', { runs: often, now: 60, cacheLife: '5m' }, 300);
check('questions say nothing of reviews', { runs: often, now: 60, kind: 'review' }, 300);
check('nor do those to another model', { runs: often.map(([k, m]) => [k, m, 'openai:x']), now: 60 }, 300);
check('the pause before this question counts', { runs: [['ask', 0]], now: 30 }, 3600);
check('a pause is counted from the end of a run', { runs: [['ask', 0]], now: 6 }, 300);
check('runs that sent nothing are no uses', { runs: often, now: 90, silent: [1, 2] }, 300);
const soon = [0, 4, 8, 12, 16].map((minute) => ['ask', minute] as const);
check('a pause goes on over runs that sent nothing', { runs: soon, now: 20, silent: [1, 2, 3, 4] }, 3600);

const dear = { ...claude, price: { input: 4, cachedInput: 0.2, output: 20 } };
const hour = withLife(cacheRulesOf('anthropic', { price: dear.price }), 3600);
const question = { packTokens: 100_000, otherTokens: 0, replyTokens: 0, calls: 1, callsAtOnce: 1 };

function checkAffordable(
  name: string,
  maxCostUsd: number,
  forecast: Partial<RunForecast>,
  expected: number,
  cacheLife: Settings['cacheLife'] = 'auto',
): void {
  test(`${name}: ${expected} s for $${maxCostUsd}`, () => {
    const settings = { cacheLife, maxCostUsd };
    const rules = affordableRules(hour, { model: dear, settings }, { ...question, ...forecast });
    assert.deepEqual(
      rules.lifetimes.map(({ seconds }) => seconds),
      [expected],
    );
  });
}

// Written for an hour 100,000 tokens cost $0.80, read $0.02.
checkAffordable('an hour that one call can pay', 0.8, {}, 3600);
checkAffordable('an hour that one call cannot pay', 0.79, {}, 300);
checkAffordable('no limit', 0, { packTokens: 1e9 }, 3600);
checkAffordable('what the user asked for himself stays', 0.1, {}, 3600, '1h');
checkAffordable('a second call reserves a write, too', 1.6, { calls: 2 }, 3600);
checkAffordable('a second call reserves a write, too', 1.59, { calls: 2 }, 300);
checkAffordable('calls between them read', 1.641, { calls: 4 }, 3600);
checkAffordable('calls between them read', 1.639, { calls: 4 }, 300);
checkAffordable('calls at once reserve a write each', 4, { calls: 9, callsAtOnce: 4 }, 300);
checkAffordable('calls at once reserve a write each', 4.1, { calls: 9, callsAtOnce: 4 }, 3600);
checkAffordable('what was spent before counts', 1, { besidesUsd: 0.3 }, 300);
checkAffordable('what stands behind the pack counts', 0.85, { otherTokens: 10_000 }, 300);
checkAffordable('the reply counts', 0.85, { replyTokens: 4000 }, 300);
