import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isAppError } from '../../../../src/core/index.ts';
import { createModelDirectory } from '../../../../src/node/models/node-model-directory.ts';

const split =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
/** Letters, and one token of two. */
const tokenizer = JSON.stringify({
  normalizer: { type: 'NFC' },
  pre_tokenizer: {
    type: 'Sequence',
    pretokenizers: [
      { type: 'Split', pattern: { Regex: split }, behavior: 'Isolated', invert: false },
      { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false },
    ],
  },
  model: { type: 'BPE', vocab: { a: 0, b: 1, ab: 2 }, merges: ['a b'] },
});

/** A home with a model in Hugging Face's cache, and a file beside it. */
function withHome(work: (home: string, file: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const home = mkdtempSync(join(tmpdir(), 'longview-home-'));
    const folder = join(home, '.cache/huggingface/hub/models--Qwen--Qwen3-8B');
    mkdirSync(join(folder, 'refs'), { recursive: true });
    mkdirSync(join(folder, 'snapshots/abc123'), { recursive: true });
    writeFileSync(join(folder, 'refs/main'), 'abc123\n');
    writeFileSync(join(folder, 'snapshots/abc123/tokenizer.json'), tokenizer);
    const file = join(home, 'mine.json');
    writeFileSync(file, tokenizer);
    try {
      await work(home, file);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };
}

function directory(environment: Record<string, string>, tokenizerFile = '') {
  const settings = { model: '', baseUrl: '', network: 'off' as const, tokenizerFile };
  const { localTokenizer, localTokenizerStamp } = createModelDirectory({ settings, environment });
  assert.ok(localTokenizer && localTokenizerStamp);
  return Object.assign(localTokenizer, { stamp: localTokenizerStamp });
}

test(
  "a model in Hugging Face's cache counts by its own vocabulary, with the network off",
  withHome(async (home) => {
    const local = await directory({ HOME: home })('compatible:Qwen/Qwen3-8B');
    assert.equal(local?.source, 'tokenizer.json of Qwen/Qwen3-8B');
    assert.equal(await local?.count('abba'), 3);
    const hub = join(home, '.cache/huggingface/hub');
    assert.ok(await directory({ HF_HUB_CACHE: hub })('compatible:Qwen/Qwen3-8B'));
    assert.ok(await directory({ HF_HOME: join(home, '.cache/huggingface') })('compatible:Qwen/Qwen3-8B'));
  }),
);

test(
  'a model that is not there, a name that is no path, and a hosted model have no vocabulary',
  withHome(async (home) => {
    const find = directory({ HOME: home });
    for (const id of [
      'compatible:Qwen/other',
      'compatible:qwen3',
      'ollama:qwen3:8b',
      'openai:Qwen/Qwen3-8B',
    ]) {
      assert.equal(await find(id), undefined, id);
    }
    assert.equal(await find('compatible:../../models--Qwen--Qwen3-8B'), undefined);
    assert.equal(await directory({})('compatible:Qwen/Qwen3-8B'), undefined);
  }),
);

test(
  'the file of the settings serves models of Ollama and compatible servers',
  withHome(async (_home, file) => {
    const find = directory({}, file);
    assert.equal(await (await find('ollama:qwen3:8b'))?.count('abab'), 2);
    assert.equal(await (await find('compatible:x'))?.count('ab'), 1);
    assert.equal(await find('anthropic:claude-opus-5-5'), undefined);
  }),
);

function checkUnusable(name: string, content: string | undefined, message: RegExp): void {
  test(
    `a file of the settings that cannot be used is an error: ${name}`,
    withHome(async (_home, file) => {
      rmSync(file);
      if (content !== undefined) writeFileSync(file, content);
      await assert.rejects(directory({}, file)('ollama:qwen3'), (error: Error) => {
        assert.ok(isAppError(error, 'configuration'));
        assert.match(error.message, message);
        return true;
      });
    }),
  );
}

checkUnusable('it is not there', undefined, /cannot be read/);
checkUnusable('it is broken', tokenizer.slice(0, 50), /not JSON/);
checkUnusable('it is something else', '[]', /no byte-level BPE/);

const replaced = tokenizer.replace('"merges":["a b"]', '"merges":[]').replace(',"ab":2', '');

test(
  'a file that is replaced in its place is another vocabulary, and read again',
  withHome(async (_home, file) => {
    const find = directory({}, file);
    const id = 'compatible:x';
    const stamp = await find.stamp(id);
    assert.equal(await (await find(id))?.count('abab'), 2);
    assert.deepEqual([await find.stamp(id), await find(id)], [stamp, await find(id)]);
    writeFileSync(file, replaced);
    assert.notEqual(await find.stamp(id), stamp);
    assert.equal(await (await find(id))?.count('abab'), 4);
    const earlier = await find.stamp(id);
    utimesSync(file, 1, 1);
    assert.notEqual(await find.stamp(id), earlier);
    rmSync(file);
    assert.equal(await find.stamp(id), undefined);
  }),
);

test(
  "so is a new revision in Hugging Face's cache, and a tag of Ollama that is pulled again",
  withHome(async (home) => {
    const find = directory({ HOME: home });
    const hub = join(home, '.cache/huggingface/hub/models--Qwen--Qwen3-8B');
    const id = 'compatible:Qwen/Qwen3-8B';
    const stamp = await find.stamp(id);
    assert.equal(await (await find(id))?.count('abab'), 2);
    mkdirSync(join(hub, 'snapshots/def456'));
    writeFileSync(join(hub, 'snapshots/def456/tokenizer.json'), replaced);
    assert.equal(await find.stamp(id), stamp);
    writeFileSync(join(hub, 'refs/main'), 'def456\n');
    assert.notEqual(await find.stamp(id), stamp);
    assert.equal(await (await find(id))?.count('abab'), 4);

    const ollama = join(home, '.ollama/models');
    mkdirSync(join(ollama, 'manifests/registry.ollama.ai/library/qwen3'), { recursive: true });
    mkdirSync(join(ollama, 'blobs'));
    const pull = (digit: string) => {
      const layer = { mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${digit.repeat(64)}` };
      const manifest = join(ollama, 'manifests/registry.ollama.ai/library/qwen3/8b');
      writeFileSync(manifest, JSON.stringify({ layers: [layer] }));
      const blob = join(ollama, 'blobs', layer.digest.replace(':', '-'));
      writeFileSync(blob, 'GGUF');
      utimesSync(blob, 1, 1);
      return find.stamp('ollama:qwen3:8b');
    };
    assert.equal(await find.stamp('ollama:qwen3:8b'), undefined);
    const first = await pull('1');
    assert.deepEqual([typeof first, (await pull('2')) === first], ['string', false]);
    assert.equal(await find.stamp('anthropic:claude-opus-5-5'), undefined);
  }),
);
