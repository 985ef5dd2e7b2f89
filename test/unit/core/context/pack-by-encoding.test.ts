import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { get_encoding } from 'tiktoken';
import { packByEncoding } from '../../../../src/core/context/pack-by-encoding.ts';
import { packRepository } from '../../../../src/core/context/pack-repository.ts';
import { valueFiles } from '../../../../src/core/context/value-files.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { summarizeHistory } from '../../../../src/core/history/change-history.ts';
import {
  type TokenCounter,
  type TokenizerFamily,
  tokenCounterOf,
} from '../../../../src/core/tokens/model-token-counter.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

const cl100k = get_encoding('cl100k_base');
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
const make = (budget: number) => (counter: TokenCounter) =>
  packRepository({ repository, order: graph.order, values, budget, counter, format: 'xml' });
const packed = (family: TokenizerFamily, budget: number, refits = true) =>
  packByEncoding(tokenCounterOf(family), make(budget), { refits });

for (const budget of [1000, 3000, 6000]) {
  test(`a pack of ${budget} tokens for GPT-4 is counted exactly, and fills its budget`, async () => {
    const { packed: pack, counting } = await packed('openai-cl100k', budget);
    assert.equal(pack.tokenCount, cl100k.encode_ordinary(pack.text).length);
    assert.ok(pack.tokenCount <= budget && pack.tokenCount > budget * 0.93, `${pack.tokenCount}`);
    assert.equal(counting.exact, true);
    const ofFiles = pack.entries.reduce((sum, { tokenCount }) => sum + tokenCount, 0);
    assert.ok(ofFiles < pack.tokenCount, 'the frame takes the rest');
  });
}

test('one that may be made once only is counted exactly, too', async () => {
  const { packed: pack, counting } = await packed('openai-cl100k', 3000, false);
  assert.equal(pack.text, (await make(3000)(tokenCounterOf('openai-cl100k'))).text);
  assert.equal(pack.tokenCount, cl100k.encode_ordinary(pack.text).length);
  assert.equal(counting.exact, true);
});

test('a pack that is too large when it is fitted again is not taken', async () => {
  const seen: number[] = [];
  const { packed: pack } = await packByEncoding(
    tokenCounterOf('openai-cl100k'),
    async (counter) => {
      seen.push(counter.factor);
      const made = await make(3000)(counter);
      return seen.length === 1 ? made : { ...made, text: made.text.repeat(2) };
    },
    { refits: true },
  );
  assert.equal(seen.length, 2);
  assert.ok(pack.tokenCount <= 3000);
});

test('other families are made once, and counted as before', async () => {
  for (const family of ['openai', 'anthropic', 'open'] as const) {
    const counter = tokenCounterOf(family);
    let calls = 0;
    const { packed: pack, counting } = await packByEncoding(
      counter,
      (given) => {
        calls++;
        return make(3000)(given);
      },
      { refits: true },
    );
    assert.equal(calls, 1);
    assert.deepEqual(pack, await make(3000)(counter));
    assert.deepEqual([counting.exact, counting.factor], [family === 'openai', counter.factor]);
  }
});

test('a calibration stands above the encoding: replies showed that the model counts otherwise', async () => {
  const calibration = {
    format: 1,
    modelId: 'openai:gpt-4',
    sampleCount: 3,
    highestRatio: 1.3,
    factor: 1.4,
  } as const;
  const counter = tokenCounterOf('openai-cl100k', calibration);
  const { counting } = await packByEncoding(counter, make(3000), { refits: true });
  assert.deepEqual(counting, { family: 'openai-cl100k', exact: false, factor: 1.4, calibration });
});
