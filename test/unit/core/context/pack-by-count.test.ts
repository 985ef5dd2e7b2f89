import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { get_encoding } from 'tiktoken';
import { isAbort } from '../../../../src/core/base/abort.ts';
import { type CountText, packByCount } from '../../../../src/core/context/pack-by-count.ts';
import { type PackedContext, packRepository } from '../../../../src/core/context/pack-repository.ts';
import { valueFiles } from '../../../../src/core/context/value-files.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { summarizeHistory } from '../../../../src/core/history/change-history.ts';
import type { Calibration } from '../../../../src/core/tokens/calibration.ts';
import {
  type TokenCounter,
  type TokenizerFamily,
  tokenCounterOf,
} from '../../../../src/core/tokens/model-token-counter.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

const encodings = { cl100k: get_encoding('cl100k_base'), p50k: get_encoding('p50k_base') };
const names = ['token-counter', 'piece-end', 'rank-table', 'calibration', 'tokenizer-file', 'merge-bytes'];
const repository = await repositoryOf(
  Object.fromEntries(
    names.map((name) => [
      `${name}.ts`,
      readFileSync(new URL(`../../../../src/core/tokens/${name}.ts`, import.meta.url)),
    ]),
  ),
);
const graph = await buildDependencyGraph(repository);
const values = valueFiles({ repository, graph, history: summarizeHistory([]) });
const makeAt = (budget: number) => (counter: TokenCounter) =>
  packRepository({ repository, order: graph.order, values, budget, counter, format: 'xml' });

const countAs =
  (encoding: keyof typeof encodings): CountText =>
  async (text) => ({
    tokenCount: encodings[encoding].encode_ordinary(text).length,
    source: 'provider',
    diagnostics: [],
  });
const failing: CountText = async () => ({
  tokenCount: 1,
  source: 'estimate',
  diagnostics: [{ severity: 'warning', code: 'token-count-estimated', message: 'not now' }],
});
const calibration: Calibration = {
  ...{ format: 1, modelId: 'anthropic:claude-opus-5-5' },
  ...{ sampleCount: 3, highestRatio: 1.3, factor: 1.4 },
};

interface Case {
  readonly family?: TokenizerFamily;
  readonly calibration?: Calibration;
  readonly count?: CountText | undefined;
  readonly budget?: number;
  /** Whether there is a last pack to go on from. */
  readonly continues?: boolean;
  /** What is handed on in place of what was made; `call` from 1. */
  readonly change?: (made: PackedContext, call: number) => PackedContext;
  readonly signal?: AbortSignal;
}

async function pack({
  family = 'anthropic',
  calibration,
  count,
  budget = 3000,
  continues = false,
  change = (made) => made,
  signal,
}: Case) {
  const factors: number[] = [];
  const counted: string[] = [];
  const make = async (counter: TokenCounter) =>
    change(await makeAt(budget)(counter), factors.push(counter.factor));
  const counting: CountText | undefined =
    count &&
    ((text, options) => {
      counted.push(text);
      return count(text, options);
    });
  const counter = tokenCounterOf(family, calibration);
  const continued: number[] = [];
  const kept: string[] = [];
  const continueLast = continues
    ? async (counter: TokenCounter) => {
        continued.push(counter.factor);
        const packed = await makeAt(budget)(counter);
        return { packed, keep: () => kept.push(packed.text) };
      }
    : undefined;
  const result = await packByCount({ counter, count: counting, make, continueLast }, { signal });
  return { ...result, counter, factors, counted, continued, kept };
}

for (const [family, encoding] of [
  ['openai-cl100k', 'cl100k'],
  ['anthropic', 'p50k'],
  // Half of what the bound allows: the first pack leaves half of the budget.
  ['anthropic', 'cl100k'],
] as const)
  for (const budget of [2000, 4000, 6000])
    test(`a pack of ${budget} tokens for ${family} that counts as ${encoding} fills its budget`, async () => {
      const { packed, counting, counted, factors } = await pack({ family, budget, count: countAs(encoding) });
      assert.equal(packed.tokenCount, encodings[encoding].encode_ordinary(packed.text).length);
      assert.ok(
        packed.tokenCount <= budget && packed.tokenCount >= budget * 0.93,
        `${packed.tokenCount} after ${factors.join(', ')}`,
      );
      assert.deepEqual([counting.exact, counting.source], [true, 'provider']);
      assert.ok(counted.length <= 3);
      const ofFiles = packed.entries.reduce((sum, { tokenCount }) => sum + tokenCount, 0);
      assert.ok(ofFiles < packed.tokenCount, 'the frame takes the rest');
    });

test('one that fills its budget at once is not made again', async () => {
  const budget = 3000;
  const tokenCount = budget - 20;
  const count: CountText = async () => ({ tokenCount, source: 'provider', diagnostics: [] });
  const { factors, packed } = await pack({ count, budget });
  assert.deepEqual(factors, [1.65]);
  assert.equal(packed.tokenCount, tokenCount);
});

test('a text that has everything is counted once', async () => {
  const { factors, counted, packed } = await pack({ count: countAs('p50k'), budget: 200_000 });
  assert.deepEqual([factors.length, counted.length], [2, 1]);
  assert.ok(packed.entries.every(({ resolution }) => resolution === 'full'));
});

test('one that goes on from another is made once, fitted by what a fresh one came to, and counted', async () => {
  const { packed, factors, continued, counted, counting } = await pack({
    ...{ calibration, continues: true, count: countAs('p50k') },
  });
  const fresh = await pack({ count: countAs('p50k') });
  assert.deepEqual([factors, continued.length], [fresh.factors, 1]);
  assert.deepEqual(counted.slice(0, -1), fresh.counted);
  assert.equal(counted.at(-1), packed.text);
  assert.equal(packed.tokenCount, encodings.p50k.encode_ordinary(packed.text).length);
  assert.ok(packed.tokenCount <= 3000 && packed.tokenCount > 2800, `${packed.tokenCount}`);
  assert.deepEqual([counting.source, counting.calibration], ['provider', undefined]);
});

test('where what was appended counts higher, it goes on again by that, and only what is given is kept', async () => {
  const fresh = await pack({ count: countAs('p50k') });
  const goOn = (ratioOf: (call: number) => number) => {
    let call = 0;
    const count: CountText = async (text, options) => {
      const counted = await countAs('p50k')(text, options);
      const ratio = call++ < fresh.counted.length ? 1 : ratioOf(call - fresh.counted.length);
      return { ...counted, tokenCount: Math.ceil(counted.tokenCount * ratio) };
    };
    return pack({ continues: true, count });
  };
  const { packed, continued, counted, kept, counting } = await goOn(() => 1.2);
  assert.deepEqual([continued.length, kept], [2, [packed.text]]);
  assert.equal(packed.text, counted.at(-1));
  assert.ok(packed.tokenCount <= 3000 && packed.tokenCount > 2700, `${packed.tokenCount}`);
  assert.equal(counting.source, 'provider');
  const never = await goOn((call) => 1 + call / 5);
  assert.deepEqual([never.continued.length, never.kept], [6, [never.packed.text]]);
  assert.ok(never.packed.tokenCount > 3000);
});

test('it is made once where nothing counts, or the counter fails', async () => {
  for (const count of [undefined, failing]) {
    const { continued, kept, packed, counting, counter } = await pack({
      ...{ calibration, continues: true, count },
    });
    assert.deepEqual([continued, kept], [[1.4], [packed.text]]);
    assert.deepEqual([counting.source, counting.factor], ['estimate', counter.factor]);
  }
});

test('where the counter fails on it, it is estimated by what the fresh one came to', async () => {
  const { counted } = await pack({ count: countAs('p50k') });
  let left = counted.length;
  const count: CountText = (text) => (left-- > 0 ? countAs('p50k')(text) : failing(text));
  const { continued, counting, warnings } = await pack({ continues: true, count });
  assert.deepEqual(counting, { family: 'anthropic', exact: false, factor: continued[0], source: 'estimate' });
  assert.deepEqual(warnings, ['not now']);
});

test('what a calibration says changes no pack that is counted', async () => {
  const [plain, calibrated] = [
    await pack({ count: countAs('p50k') }),
    await pack({ calibration, count: countAs('p50k') }),
  ];
  assert.deepEqual(calibrated.packed, plain.packed);
  assert.deepEqual(calibrated.counting, plain.counting);
});

test('a pack that is too large when it is fitted again is not taken', async () => {
  const { packed, counted } = await pack({
    count: countAs('p50k'),
    change: (made, call) => (call === 1 ? made : { ...made, text: made.text.repeat(call) }),
  });
  assert.equal(counted.length, 3);
  assert.equal(packed.text, counted[0]);
  assert.ok(packed.tokenCount <= 3000);
});

test('one that is too large at first is made smaller', async () => {
  const twice: CountText = async (text) => ({
    tokenCount: 2 * encodings.cl100k.encode_ordinary(text).length,
    source: 'provider',
    diagnostics: [],
  });
  const { packed, factors } = await pack({ count: twice });
  assert.ok((factors[1] ?? 0) > 1.65);
  assert.ok(packed.tokenCount <= 3000 && packed.tokenCount > 2900, `${packed.tokenCount}`);
});

test('one that stays too large is made smaller until it fits, and the smallest is taken if none does', async () => {
  const growing = (calls: number) => {
    let call = 0;
    const count: CountText = async (text) => ({
      tokenCount: Math.ceil(
        encodings.cl100k.encode_ordinary(text).length * (++call <= calls ? 2 + call / 10 : 1),
      ),
      source: 'provider',
      diagnostics: [],
    });
    return pack({ count });
  };
  const { packed, counted } = await growing(4);
  assert.deepEqual([packed.text, packed.tokenCount <= 3000], [counted[4], true]);
  const never = await growing(100);
  assert.equal(never.counted.length, 6);
  assert.ok(never.packed.tokenCount > 3000);
});

test('where nothing counts better, a pack is made once, by the calibration if there is one', async () => {
  for (const family of ['openai', 'anthropic', 'open'] as const) {
    const { packed, counting, factors, counter } = await pack({ family });
    assert.equal(factors.length, 1);
    assert.deepEqual(packed, await makeAt(3000)(counter));
    const source = family === 'openai' ? 'encoding' : 'estimate';
    assert.deepEqual(counting, { family, exact: counter.exact, factor: counter.factor, source });
  }
  const { counting } = await pack({ calibration });
  assert.deepEqual(counting, {
    family: 'anthropic',
    exact: false,
    factor: 1.4,
    source: 'estimate',
    calibration,
  });
});

test('where the counter fails the estimate stands, by the calibration, and it is told why', async () => {
  for (const known of [undefined, calibration]) {
    const { packed, counting, warnings, counter, counted, factors } = await pack({
      ...(known && { calibration: known }),
      count: failing,
    });
    assert.deepEqual(packed, await makeAt(3000)(counter));
    assert.deepEqual([counting.source, counting.factor], ['estimate', counter.factor]);
    assert.deepEqual(warnings, ['not now']);
    assert.deepEqual([counted.length, factors], [1, known === undefined ? [1.65] : [1.65, 1.4]]);
  }
});

test('where it fails later, what it counted before holds', async () => {
  let calls = 0;
  const once: CountText = (text) => (++calls === 1 ? countAs('cl100k')(text) : failing(text));
  const { packed, counting, warnings, counted } = await pack({ count: once });
  assert.equal(packed.text, counted[0]);
  assert.deepEqual([counting.source, warnings], ['provider', ['not now']]);
});

test('where that was over the budget, the smaller pack is taken, estimated by what was counted', async () => {
  let calls = 0;
  const once: CountText = async (text) =>
    ++calls === 1 ? { tokenCount: 4500, source: 'provider', diagnostics: [] } : failing(text);
  const { packed, counting, warnings, counted, factors } = await pack({ count: once });
  assert.deepEqual([packed.text, packed.tokenCount <= 3000], [counted[1], true]);
  assert.deepEqual([counting.source, counting.factor, warnings], ['estimate', factors[1], ['not now']]);
});

test('a cancelled count cancels', async () => {
  const controller = new AbortController();
  const count: CountText = async (_, { signal } = {}) => {
    controller.abort();
    signal?.throwIfAborted();
    return assert.fail('it has a signal');
  };
  await assert.rejects(pack({ count, signal: controller.signal }), isAbort);
});
