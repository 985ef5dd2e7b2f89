import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get_encoding } from 'tiktoken';
import { isAbort } from '../../../../../src/core/base/abort.ts';
import { AppError } from '../../../../../src/core/base/app-error.ts';
import {
  type CountWithProviderInput,
  countWithProvider,
} from '../../../../../src/core/models/call/count-with-provider.ts';
import { counterOfModel } from '../../../../../src/core/models/call/counter-of-model.ts';
import { tokenCounterOf } from '../../../../../src/core/tokens/model-token-counter.ts';
import { countO200kTokens } from '../../../../../src/core/tokens/token-counter.ts';
import { SqliteJournal } from '../../../../../src/node/sqlite-journal.ts';

const text = 'const a = 1;\n'.repeat(1000);
const own = countO200kTokens(text);

function open(
  overrides: Partial<CountWithProviderInput> = {},
  answer: () => number | Promise<number> = () => 0,
) {
  let asked = 0;
  const input: CountWithProviderInput = {
    model: {
      id: 'anthropic:claude-opus-5-5',
      displayName: 'Claude Opus 5.5',
      location: { kind: 'remote', host: 'api.anthropic.com' },
      countTokens: async () => {
        asked++;
        return answer();
      },
    },
    counter: tokenCounterOf('anthropic'),
    text,
    settings: { network: 'all', allowedHosts: [] },
    allowedHosts: ['api.anthropic.com'],
    ...overrides,
  };
  return { input, asked: () => asked };
}

test('with consent the provider counts, once, and its count replaces the estimate', async () => {
  const { input, asked } = open({}, () => 8000);
  assert.deepEqual(await countWithProvider(input), { tokenCount: 8000, source: 'provider', diagnostics: [] });
  assert.equal(asked(), 1);
});

function checkUnsent(name: string, overrides: Partial<CountWithProviderInput>): void {
  test(`nothing is sent ${name}: the estimate stands`, async () => {
    const { input, asked } = open(overrides, () => assert.fail('it was asked'));
    const tokenCount = Math.ceil(own * 1.65);
    assert.deepEqual(await countWithProvider(input), { tokenCount, source: 'estimate', diagnostics: [] });
    assert.equal(asked(), 0);
  });
}

checkUnsent('without consent', { allowedHosts: ['somebody.else'] });
checkUnsent("with 'network' off", { settings: { network: 'off', allowedHosts: [] } });
checkUnsent("with 'network' on this machine only", { settings: { network: 'loopback', allowedHosts: [] } });

test('where the encoding is public nobody is asked', async () => {
  const { input, asked } = open({ counter: tokenCounterOf('openai') }, () => 1);
  assert.deepEqual(await countWithProvider(input), { tokenCount: own, source: 'encoding', diagnostics: [] });
  assert.equal(asked(), 0);
});

test('GPT-4 is counted by cl100k_base, here', async () => {
  const { input, asked } = open({ counter: tokenCounterOf('openai-cl100k') });
  const { length } = get_encoding('cl100k_base').encode_ordinary(text);
  assert.deepEqual(await countWithProvider(input), {
    tokenCount: length,
    source: 'encoding',
    diagnostics: [],
  });
  assert.equal(asked(), 0);
});

test("a model's own vocabulary comes before its server", async () => {
  const localTokenizer = { source: 'tokenizer.json', count: async () => 77 };
  const { input, asked } = open({ localTokenizer });
  assert.deepEqual(await countWithProvider(input), { tokenCount: 77, source: 'encoding', diagnostics: [] });
  assert.equal(asked(), 0);
});

test('a counter that fails is told of, and the estimate stands', async () => {
  const { input } = open({}, () => {
    throw new AppError('model-failed', 'The token counter answered with HTTP 529.', { retryable: true });
  });
  const { tokenCount, source, diagnostics } = await countWithProvider(input);
  assert.deepEqual([tokenCount, source], [Math.ceil(own * 1.65), 'estimate']);
  assert.deepEqual(
    diagnostics.map(({ severity, code }) => [severity, code]),
    [['warning', 'token-count-estimated']],
  );
  assert.match(diagnostics[0]?.message ?? '', /Claude Opus 5\.5 did not count the text .*HTTP 529/);
});

function checkImplausible(reported: number): void {
  test(`a count of ${reported} for ${own} tokens of o200k_base is a failed one, and calibrates nothing`, async () => {
    const journal = new SqliteJournal(':memory:');
    const { input } = open({ journal }, () => reported);
    const { tokenCount, source, diagnostics } = await countWithProvider(input);
    assert.deepEqual([tokenCount, source], [Math.ceil(own * 1.65), 'estimate']);
    const [warning] = diagnostics.map(({ message }) => message);
    assert.match(warning ?? '', new RegExp(`did not count the text .*says ${reported} where .* ${own}`));
    assert.deepEqual(journal.usageSamples(input.model?.id ?? ''), []);
  });
}

for (const reported of [0, 7, Math.floor(own * 0.29), own * 6]) checkImplausible(reported);

test('a short text may come to many times its own tokens with the frame of a message', async () => {
  for (const reported of [2, 60]) {
    const { input } = open({ text: 'one two' }, () => reported);
    assert.deepEqual(await countWithProvider(input), {
      ...{ tokenCount: reported, source: 'provider', diagnostics: [] },
    });
  }
});

test('a cancelled count is cancelled, not estimated', async () => {
  const controller = new AbortController();
  const { input } = open({}, () => {
    controller.abort();
    throw controller.signal.reason;
  });
  await assert.rejects(countWithProvider(input, { signal: controller.signal }), isAbort);
});

test('what a provider counted calibrates its model', async () => {
  const journal = new SqliteJournal(':memory:');
  const { input } = open({ journal }, () => Math.round(own * 1.3));
  await countWithProvider(input);
  const id = input.model?.id ?? '';
  assert.deepEqual(journal.usageSamples(id), [{ ownTokens: own, reportedTokens: Math.round(own * 1.3) }]);
  assert.equal(counterOfModel({ id, tokenizer: 'anthropic' }, journal).factor, 1.44);
});
