import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '../../../../../src/core/base/app-error.ts';
import { callCostUsd } from '../../../../../src/core/models/call/call-cost.ts';
import { RunBudget, type RunLimits } from '../../../../../src/core/models/call/run-budget.ts';
import type { CallRecord, CallUsage } from '../../../../../src/core/ports/journal.ts';
import type { ModelPrice } from '../../../../../src/core/ports/model-directory.ts';

const unlimited: RunLimits = { maxTokens: 0, maxCostUsd: 0, maxMinutes: 0 };

function usage(inputTokens: number, outputTokens = 0, costUsd = 0): CallUsage {
  return { inputTokens, outputTokens, cachedInputTokens: 0, costUsd, reported: true };
}

function earlier(state: CallRecord['state'], inputTokens: number): CallRecord {
  return {
    id: 'c',
    runId: 'r',
    requestHash: 'h',
    purpose: 'p',
    state,
    usage: usage(inputTokens),
    reply: undefined,
  };
}

const isExhausted = (error: unknown) => isAppError(error, 'budget-exhausted');

test('a call that fits exactly is let through, one token more is not', () => {
  const budget = new RunBudget({ ...unlimited, maxTokens: 100 }, [], () => 0);
  budget.reserve(usage(60, 40));
  assert.throws(() => budget.reserve(usage(1)), isExhausted);
});

test('what is refused reserves nothing', () => {
  const budget = new RunBudget({ ...unlimited, maxTokens: 100 }, [], () => 0);
  assert.throws(() => budget.reserve(usage(101)), isExhausted);
  budget.reserve(usage(100));
});

test('what a call did not use is given back', () => {
  const budget = new RunBudget({ ...unlimited, maxTokens: 100 }, [], () => 0);
  budget.reserve(usage(50, 50));
  budget.settle(usage(50, 50), usage(20, 5));
  budget.reserve(usage(75));
  assert.throws(() => budget.reserve(usage(1)), isExhausted);
});

for (const state of ['pending', 'complete', 'failed'] as const) {
  test(`a ${state} call of a process that ended counts with what the ledger says`, () => {
    const budget = new RunBudget({ ...unlimited, maxTokens: 100 }, [earlier(state, 80)], () => 0);
    assert.throws(() => budget.reserve(usage(21)), isExhausted);
    budget.reserve(usage(20));
  });
}

test('money is a limit of its own', () => {
  const budget = new RunBudget({ ...unlimited, maxCostUsd: 1 }, [], () => 0);
  budget.reserve(usage(1, 0, 0.6));
  assert.throws(() => budget.reserve(usage(1, 0, 0.5)), /\$1\.10; \$1\.00 are allowed/);
});

test('no limit means no limit', () => {
  const budget = new RunBudget(unlimited, [], () => 1e12);
  budget.reserve(usage(1e12, 1e12, 1e9));
  assert.equal(budget.remainingMs, Number.POSITIVE_INFINITY);
});

test('time is a limit too', () => {
  let now = 1000;
  const budget = new RunBudget({ ...unlimited, maxMinutes: 2 }, [], () => now);
  assert.equal(budget.remainingMs, 120_000);
  now += 120_000;
  assert.throws(() => budget.reserve(usage(0)), isExhausted);
});

for (let seed = 1; seed <= 20; seed++) {
  test(`whatever calls take, the sum never passes the limit (${seed})`, () => {
    let state = seed;
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state % below;
    };
    const limit = 1000;
    const budget = new RunBudget({ ...unlimited, maxTokens: limit }, [], () => 0);
    const open: CallUsage[] = [];
    let real = 0;
    for (let step = 0; step < 200; step++) {
      const worst = usage(random(200), random(100));
      try {
        budget.reserve(worst);
        open.push(worst);
      } catch (error) {
        assert.ok(isExhausted(error));
      }
      if (open.length > 0 && random(2) === 0) {
        const settled = open.shift()!;
        const took = usage(
          Math.floor(settled.inputTokens / (1 + random(3))),
          Math.floor(settled.outputTokens / 2),
        );
        budget.settle(settled, took);
        real += took.inputTokens + took.outputTokens;
      }
    }
    const worstCase = open.reduce((sum, one) => sum + one.inputTokens + one.outputTokens, real);
    assert.ok(worstCase <= limit, `${worstCase}`);
    assert.ok(real > 0);
  });
}

const price = { input: 2, cachedInput: 0.5, output: 10 };
interface CostRow {
  readonly name: string;
  /** Tokens in, of them read from the cache, tokens out, and of those in what was written to the cache. */
  readonly usage: readonly [number, number, number, number?];
  readonly price: ModelPrice | undefined;
  readonly writeFactor?: number;
  readonly cost: number;
}

const costRows: readonly CostRow[] = [
  { name: 'tokens in and out', usage: [1_000_000, 0, 100_000], price, cost: 3 },
  { name: 'cached tokens cost less', usage: [1_000_000, 500_000, 0], price, cost: 1.25 },
  { name: 'no price known', usage: [1_000_000, 0, 1_000_000], price: undefined, cost: 0 },
  {
    name: 'a long prompt costs more',
    usage: [300_000, 0, 100_000],
    price: { ...price, longInputAbove: 200_000, longInputFactor: 2, longOutputFactor: 1.5 },
    cost: 2.7,
  },
  {
    name: 'a prompt at the boundary does not',
    usage: [200_000, 0, 0],
    price: { ...price, longInputAbove: 200_000, longInputFactor: 2 },
    cost: 0.4,
  },
  {
    name: 'what is written to the cache costs more',
    usage: [100_000, 40_000, 0, 50_000],
    ...{ price, writeFactor: 1.25 },
    cost: (10_000 * 2 + 50_000 * 2.5 + 40_000 * 0.5) / 1e6,
  },
  {
    name: 'of a long prompt, too',
    usage: [100_000, 0, 0, 100_000],
    price: { ...price, longInputAbove: 50_000, longInputFactor: 2 },
    ...{ writeFactor: 1.25, cost: 0.5 },
  },
  {
    name: 'no more can be written than was sent',
    usage: [100_000, 100_000, 0, 50_000],
    ...{ price, writeFactor: 2, cost: 0.05 },
  },
  {
    name: 'where a write has no price of its own it costs what fresh input costs',
    usage: [100_000, 0, 0, 100_000],
    ...{ price, cost: 0.2 },
  },
];
for (const row of costRows) {
  test(`the cost of a call: ${row.name}`, () => {
    const [inputTokens, cachedInputTokens, outputTokens, cacheWriteTokens] = row.usage;
    const tokens = { inputTokens, cachedInputTokens, outputTokens, cacheWriteTokens };
    const cost = callCostUsd(tokens, row.price, row.writeFactor);
    assert.ok(Math.abs(cost - row.cost) < 1e-9, String(cost));
  });
}
