import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readGgufTokenizer } from '../../../../src/node/models/gguf-tokenizer.ts';
import { createModelDirectory } from '../../../../src/node/models/node-model-directory.ts';

type Value = string | { readonly float: number } | readonly string[] | readonly number[];

const length = (value: number) => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
};
const uint32 = (value: number) => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
};
const text = (value: string) => Buffer.concat([length(Buffer.byteLength(value)), Buffer.from(value)]);

function valueBytes(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([uint32(8), text(value)]);
  if ('float' in value) return Buffer.concat([uint32(6), uint32(0)]);
  const isText = typeof value[0] === 'string';
  const elements = value.map((element) => (typeof element === 'string' ? text(element) : uint32(element)));
  return Buffer.concat([uint32(9), uint32(isText ? 8 : 5), length(value.length), ...elements]);
}

function gguf(entries: Readonly<Record<string, Value>>, version = 3): Buffer {
  const pairs = Object.entries(entries).flatMap(([key, value]) => [text(key), valueBytes(value)]);
  const count = length(Object.keys(entries).length);
  return Buffer.concat([Buffer.from('GGUF'), uint32(version), length(0), count, ...pairs]);
}

/** Single letters, a pair, a pair that the text may not use, and the blank as byte-level vocabularies write it. */
const qwen: Readonly<Record<string, Value>> = {
  'general.architecture': 'qwen3',
  'qwen3.rope.freq_base': { float: 1 },
  'tokenizer.ggml.model': 'gpt2',
  'tokenizer.ggml.pre': 'qwen2',
  'tokenizer.ggml.tokens': ['a', 'b', 'ab', 'Ġ', 'Ġa', 'aa'],
  'tokenizer.ggml.token_type': [1, 1, 1, 1, 1, 3],
  'tokenizer.ggml.merges': ['a b', 'Ġ a'],
};

async function withFile<Result>(content: Buffer, work: (path: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'longview-gguf-'));
  try {
    const path = join(folder, 'model.gguf');
    writeFileSync(path, content);
    return await work(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function check(input: string, expected: number): void {
  test(`'${input}' counts ${expected}`, async () => {
    const read = await withFile(gguf(qwen), readGgufTokenizer);
    assert.ok('encoding' in read);
    assert.equal(read.encoding.count(read.normalize(input)), expected);
  });
}

check('ab', 1);
check('abab', 2);
check('ab ab', 3);
check('aa', 2); // a control token is no text
check('', 0);

function checkRefused(name: string, content: Buffer, reason: RegExp): void {
  test(`refused with a reason: ${name}`, async () => {
    const read = await withFile(content, readGgufTokenizer);
    assert.match('reason' in read ? read.reason : 'it was read', reason);
  });
}

const whole = gguf(qwen);
checkRefused('an empty file', Buffer.alloc(0), /no GGUF file/);
checkRefused('another kind of file', Buffer.from('{"a": 1}'.repeat(10)), /no GGUF file/);
checkRefused('half a vocabulary', whole.subarray(0, 180), /no GGUF file, or a broken one/);
checkRefused('version 1', gguf(qwen, 1), /no GGUF file/);
checkRefused('a length that lies', Buffer.concat([whole.subarray(0, 24), length(2 ** 52)]), /no GGUF file/);
checkRefused('SentencePiece', gguf({ ...qwen, 'tokenizer.ggml.model': 'llama' }), /no byte-level BPE/);
checkRefused(
  'an unknown split',
  gguf({ ...qwen, 'tokenizer.ggml.pre': 'toString' }),
  /splitting is not known/,
);
checkRefused(
  'characters that are no bytes',
  gguf({ ...qwen, 'tokenizer.ggml.tokens': ['▁a'] }),
  /not byte-level/,
);

test('a model that Ollama has pulled counts by the vocabulary in its weights', async () => {
  const home = mkdtempSync(join(tmpdir(), 'longview-ollama-'));
  try {
    const models = join(home, '.ollama/models');
    const digest = 'ab'.repeat(32);
    mkdirSync(join(models, 'manifests/registry.ollama.ai/library/qwen3'), { recursive: true });
    mkdirSync(join(models, 'blobs'), { recursive: true });
    const layers = [{ mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${digest}`, size: 1 }];
    for (const tag of ['8b', 'latest']) {
      const path = join(models, 'manifests/registry.ollama.ai/library/qwen3', tag);
      writeFileSync(path, JSON.stringify({ schemaVersion: 2, layers }));
    }
    writeFileSync(join(models, 'blobs', `sha256-${digest}`), whole);
    const settings = { model: '', baseUrl: '', network: 'off' as const };
    const find = (id: string, environment = { HOME: home } as Record<string, string>) =>
      createModelDirectory({ settings, environment }).localTokenizer?.(id);
    const local = await find('ollama:qwen3:8b');
    assert.deepEqual([local?.source, await local?.count('ab ab')], ['GGUF file of qwen3:8b', 3]);
    assert.ok(await find('ollama:qwen3'));
    assert.ok(await find('ollama:qwen3', { OLLAMA_MODELS: models }));
    for (const id of ['ollama:qwen3:4b', 'ollama:../qwen3', 'ollama:somebody/qwen3', 'compatible:qwen3']) {
      assert.equal(await find(id), undefined, id);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
