import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get_encoding } from 'tiktoken';
import { analyzeFile } from '../../../src/core/analysis/analyze-file.ts';
import { isAbort } from '../../../src/core/base/abort.ts';
import { AppError } from '../../../src/core/base/app-error.ts';
import { createEngine } from '../../../src/core/engine.ts';
import type { PackRequest } from '../../../src/core/engine-api.ts';
import type { EnginePorts } from '../../../src/core/engine-ports.ts';
import type { ModelDirectory, ResolvedModel } from '../../../src/core/ports/model-directory.ts';
import { defaultSettings, type Settings } from '../../../src/core/settings/settings-table.ts';
import { SqliteIndexStore } from '../../../src/node/sqlite-index-store.ts';
import { SqliteJournal } from '../../../src/node/sqlite-journal.ts';
import { fakeGit } from '../../support/fake-git.ts';
import { MemoryFileSystem } from '../../support/memory-file-system.ts';
import { recordingModel } from '../../support/recording-model.ts';
import { parsers } from '../../support/repository-of.ts';

const p50k = get_encoding('p50k_base');
const countAsP50k = (text: string) => p50k.encode_ordinary(text).length;
const claude = 'anthropic:claude-opus-5-5';
const host = 'api.anthropic.com';

/** Forty files of thirty functions each, so that a pack has something to choose from. */
const files = Object.fromEntries(
  Array.from({ length: 40 }, (_, file) => [
    `src/file-${file}.ts`,
    Array.from(
      { length: 30 },
      (_, row) =>
        `export function work${file}x${row}(left: number) {\n  return left * ${row} + ${file};\n}\n`,
    ).join('\n'),
  ]),
);

interface World {
  readonly settings?: Partial<Settings>;
  readonly models?: Partial<ModelDirectory>;
  readonly location?: ResolvedModel['location'];
  /** Undefined: the model's provider has no counter. */
  readonly countTokens?: ResolvedModel['countTokens'] | undefined;
}

/** An engine over a folder in memory; `sent` has what the provider's counter was sent. */
function open(world: World = {}) {
  const { location = { kind: 'remote', host }, countTokens = async (text) => countAsP50k(text) } = world;
  const sent: string[] = [];
  const opened: string[] = [];
  const read: string[] = [];
  const fileSystem = new MemoryFileSystem(files);
  const journal = new SqliteJournal(':memory:');
  const models: ModelDirectory = {
    resolve: async (id) => {
      opened.push(id);
      return recordingModel(() => ({}), {
        ...{ id, displayName: 'The model', location, tokenizer: 'anthropic' as const },
        countTokens: (text, options) => {
          sent.push(text);
          return countTokens(text, options);
        },
      });
    },
    list: async () => [],
    ...world.models,
    localTokenizer: async (id, options) => {
      read.push(id);
      return world.models?.localTokenizer?.(id, options);
    },
  };
  const ports: Partial<EnginePorts> = {
    ...{ fileSystem, git: fakeGit(), journal, models, now: () => 1_700_000_000_000 },
    analyze: (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 }),
    index: new SqliteIndexStore(':memory:'),
  };
  const settings = { ...defaultSettings, allowedHosts: [host], ...world.settings };
  const engineWith = (changed: Partial<Settings>) =>
    createEngine(ports as EnginePorts, { ...settings, ...changed });
  const pack = (request: PackRequest = {}, signal?: AbortSignal, changed: Partial<Settings> = {}) =>
    engineWith(changed).pack({ model: claude, budget: 20_000, counterHosts: [], ...request }, { signal });
  return { pack, sent, opened, read, fileSystem, journal };
}

test('with consent the provider counts, and the pack fills its budget by that', async () => {
  const { pack, sent } = open();
  const { text, tokenCount, budget, counting, warnings } = await pack();
  assert.equal(tokenCount, countAsP50k(text));
  assert.ok(tokenCount <= budget && tokenCount >= budget * 0.99, `${tokenCount}`);
  assert.deepEqual([counting.source, counting.exact], ['provider', true]);
  assert.deepEqual([sent.at(-1), sent.length <= 3, warnings], [text, true, []]);
});

test('consent can be given with the request', async () => {
  const { pack, sent } = open({ settings: { allowedHosts: [] } });
  const { counting } = await pack({ counterHosts: [host] });
  assert.deepEqual([counting.source, sent.length > 0], ['provider', true]);
});

function checkEstimated(name: string, world: World, request: PackRequest = {}, warning?: RegExp): void {
  test(`${name}: the estimate stands${warning === undefined ? '' : ', and it is told why'}`, async () => {
    const { pack, sent } = open(world);
    const { counting, tokenCount, budget, warnings } = await pack(request);
    assert.deepEqual([counting.source, counting.exact], ['estimate', false]);
    assert.ok(tokenCount <= budget);
    if (warning === undefined) {
      assert.deepEqual(sent, []);
      assert.deepEqual(
        warnings.filter((text) => !text.includes("Longview's catalogue")),
        [],
      );
    } else assert.match(warnings.join('\n'), warning);
  });
}

checkEstimated('without consent', { settings: { allowedHosts: [] } });
checkEstimated('with consent for another host', { settings: { allowedHosts: ['somebody.else'] } });
checkEstimated('with the network off', { settings: { network: 'off' } });
checkEstimated('with the network on this machine alone', { settings: { network: 'loopback' } });
checkEstimated('for a host that asks for no counter', {}, { counterHosts: undefined });
const refusing = (code: 'key-missing' | 'model-unavailable') => ({
  resolve: async () => {
    throw new AppError(code, 'The server does not answer.');
  },
});
checkEstimated('without a key', { models: refusing('key-missing') });
checkEstimated('for a server without a counter', {
  models: { resolve: async (id) => recordingModel(() => ({}), { id }) },
});
checkEstimated(
  'a server that is not there',
  { models: refusing('model-unavailable') },
  {},
  /^anthropic:claude-opus-5-5 was not asked .*: The server does not answer\.$/m,
);
checkEstimated(
  'a counter that fails',
  {
    countTokens: async () => {
      throw new AppError('model-failed', 'HTTP 529.', { retryable: true });
    },
  },
  {},
  /^The model did not count the text \(HTTP 529\.\): \d+ tokens are an upper estimate\.$/m,
);

for (const [name, reported] of [
  ['nothing', 0],
  ['a handful of tokens', 7],
  ['more than can be', 200_000],
] as const)
  checkEstimated(
    `a counter that finds ${name} in a whole pack`,
    { countTokens: async () => reported },
    {},
    new RegExp(`^The model did not count the text \\(its counter says ${reported} where`, 'm'),
  );

test('without consent or a key nothing is even opened', async () => {
  for (const settings of [{ allowedHosts: [] }, { network: 'off' as const }]) {
    const { pack, opened, read } = open({ settings });
    await pack();
    assert.deepEqual([opened, read], [[], []]);
  }
});

test('a folder that did not change is not sent again, though its count calibrated the model', async () => {
  const { pack, sent, journal } = open();
  const first = await pack();
  const times = sent.length;
  assert.equal(journal.usageSamples(claude).length, times);
  assert.deepEqual(await pack(), JSON.parse(JSON.stringify(first)));
  // Another request, the same text.
  const { text, counting } = await pack({ keepsPack: false, withMap: true });
  assert.deepEqual([text, counting], [first.text, first.counting]);
  assert.equal(sent.length, times);
});

test('one that changed is', async () => {
  const { pack, sent, fileSystem } = open();
  await pack();
  const times = sent.length;
  await fileSystem.write('src/file-1.ts', new TextEncoder().encode('export const changed = true;\n'));
  const { text, tokenCount } = await pack();
  assert.ok(sent.length > times);
  assert.equal(tokenCount, countAsP50k(text));
});

test('an estimate gives way as soon as there is consent', async () => {
  const { pack, sent } = open({ settings: { allowedHosts: [] } });
  const { counting: before, text } = await pack();
  assert.equal((await pack()).text, text);
  const { counting } = await pack({}, undefined, { allowedHosts: [host] });
  assert.deepEqual([before.source, counting.source], ['estimate', 'provider']);
  assert.ok(sent.length > 0);
});

test('an estimate follows the calibration', async () => {
  const { pack, journal } = open({ settings: { allowedHosts: [] } });
  const { text } = await pack();
  journal.recordUsageSample(claude, { ownTokens: 10_000, reportedTokens: 12_000 });
  const { text: calibrated, counting } = await pack();
  assert.ok(calibrated.length > text.length);
  assert.deepEqual([counting.source, counting.factor], ['estimate', 1.32]);
});

test('a counter that failed is asked again the next time', async () => {
  let fails = true;
  const { pack } = open({
    countTokens: async (text) => {
      if (fails) throw new AppError('model-failed', 'HTTP 529.', { retryable: true });
      return countAsP50k(text);
    },
  });
  assert.equal((await pack()).counting.source, 'estimate');
  fails = false;
  const { counting, warnings } = await pack();
  assert.deepEqual([counting.source, warnings], ['provider', []]);
});

test('a cancelled count is cancelled', async () => {
  const controller = new AbortController();
  const { pack } = open({
    countTokens: async () => {
      controller.abort();
      throw controller.signal.reason;
    },
  });
  await assert.rejects(pack({}, controller.signal), isAbort);
});

test('a pack that is continued is counted, stays as it is while nothing changes, and is not sent again', async () => {
  const { pack, sent, fileSystem } = open();
  const first = await pack({ continue: true });
  assert.equal(sent.at(-1), first.text);
  assert.equal(first.tokenCount, countAsP50k(first.text));
  assert.ok(
    first.tokenCount <= first.budget && first.tokenCount >= first.budget * 0.96,
    `${first.tokenCount}`,
  );
  assert.equal(first.counting.source, 'provider');
  const times = sent.length;
  const again = await pack({ continue: true });
  assert.deepEqual([again.continuation?.action, again.text, sent.length], ['unchanged', first.text, times]);
  const edited = `${files['src/file-0.ts']}export const edited = true;\n`;
  await fileSystem.write('src/file-0.ts', new TextEncoder().encode(edited));
  const continued = await pack({ continue: true });
  assert.equal(continued.continuation?.action, 'continued');
  assert.equal(continued.tokenCount, countAsP50k(continued.text));
  assert.equal(sent.at(-1), continued.text);
});

test('where what is appended counts higher than thought, a pack that fits is given, and gone on from', async () => {
  const { pack, fileSystem } = open();
  const first = await pack({ continue: true });
  // p50k_base has 3.5 times as many tokens for these as o200k_base.
  const lines = Array.from(
    { length: 16 },
    (_, row) => `${row} 这个函数返回所有文件的大小，并检查结果是否正确。`,
  );
  await fileSystem.write('src/notes.md', new TextEncoder().encode(`${lines.join('\n')}\n`));
  const repacked = await pack({ continue: true });
  assert.ok(
    repacked.tokenCount <= 20_000 && repacked.tokenCount > 18_500,
    `${repacked.tokenCount} after ${first.tokenCount}`,
  );
  assert.equal(repacked.tokenCount, countAsP50k(repacked.text));
  assert.deepEqual(
    [repacked.continuation?.action, repacked.continuation?.reason, repacked.warnings],
    ['repacked', 'what changed does not fit behind what is there', []],
  );
  assert.match(repacked.text, /notes\.md/);
  const again = await pack({ continue: true });
  assert.deepEqual([again.continuation?.action, again.text], ['unchanged', repacked.text]);
});

test('a continued pack that comes to more than its budget says so', async () => {
  let calls = 0;
  const { pack } = open({ countTokens: async () => (++calls === 1 ? 19_900 : 21_000) });
  const { warnings } = await pack({ continue: true });
  assert.match(warnings.join('\n'), /^The pack has 1000 tokens more than its budget, as the model counts/m);
});

const installed = { source: 'tokenizer.json', count: async (text: string) => countAsP50k(text) };
const openModel = { model: 'compatible:Qwen/Qwen3-8B' };

test('an installed vocabulary counts, whatever the network, and nothing is sent or opened', async () => {
  const { pack, opened, journal } = open({
    settings: { network: 'off', allowedHosts: [] },
    models: { localTokenizer: async () => installed },
  });
  const { text, tokenCount, budget, counting } = await pack({ ...openModel, counterHosts: undefined });
  assert.equal(tokenCount, countAsP50k(text));
  assert.ok(tokenCount <= budget && tokenCount >= budget * 0.99, `${tokenCount}`);
  assert.deepEqual([counting.source, counting.exact], ['encoding', true]);
  assert.deepEqual([opened, journal.usageSamples(openModel.model)], [[], []]);
});

test('it is read when such a model is the target, and not while nothing changed', async () => {
  const { pack, read } = open({ models: { localTokenizer: async () => installed } });
  for (const model of [claude, 'openai:gpt-4', 'google:gemini-4-argon']) await pack({ model });
  assert.deepEqual(read, []);
  await pack(openModel);
  assert.deepEqual(read, [openModel.model]);
  await pack(openModel);
  await pack({ ...openModel, continue: true });
  assert.equal(read.length, 2, 'another text had to be counted');
});

test('a vocabulary that is replaced in its place counts anew; before, a folder that is as it was needs none', async () => {
  let stamp = 'one';
  let times = 1;
  const localTokenizer = async () => ({
    ...installed,
    count: async (text: string) => countAsP50k(text) * times,
  });
  const { pack, read } = open({ models: { localTokenizer, localTokenizerStamp: async () => stamp } });
  for (const continues of [false, true]) {
    const ask = () => pack({ ...openModel, continue: continues, budget: 500_000 });
    const { text, tokenCount } = await ask();
    const reads = read.length;
    assert.deepEqual([(await ask()).tokenCount, read.length > reads], [tokenCount, continues]);
    stamp += ' two';
    times++;
    const again = await ask();
    assert.equal(again.text, text);
    assert.deepEqual([again.counting.source, again.tokenCount], ['encoding', countAsP50k(text) * times]);
  }
});

test('a server on this machine that runs the model itself needs no consent', async () => {
  const { pack, sent, opened } = open({
    settings: { allowedHosts: [], baseUrl: 'http://127.0.0.1:8080/v1' },
    location: { kind: 'local', host: '127.0.0.1:8080' },
  });
  const { counting } = await pack(openModel);
  assert.deepEqual([counting.source, opened], ['provider', [openModel.model]]);
  assert.ok(sent.length > 0);
});

test('Ollama has no counter and is not asked', async () => {
  const { pack, opened } = open();
  const { counting } = await pack({ model: 'ollama:qwen3:8b' });
  assert.deepEqual([counting.source, opened], ['estimate', []]);
});

test('the map says what its count rests on', async () => {
  const { pack } = open();
  assert.equal((await pack({ withMap: true })).map?.counted, 'counted by the provider');
  assert.equal((await pack({ model: undefined, withMap: true })).map?.counted, 'exact');
  assert.equal((await pack({ counterHosts: undefined, withMap: true })).map?.counted, 'estimated');
});
