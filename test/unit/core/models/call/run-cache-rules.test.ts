import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cheapestLife, runCacheRules } from '../../../../../src/core/models/call/run-cache-rules.ts';
import { cacheRulesOf } from '../../../../../src/core/models/catalog/cache-rules.ts';
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
}

function check(
  name: string,
  { kind = 'ask', cacheLife = 'auto', runs = [], now = 90 }: Row,
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
      journal: { runs: () => records.toReversed() },
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
