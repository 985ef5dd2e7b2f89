import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbort } from '../../../../src/core/base/abort.ts';
import { loadPictureFacts } from '../../../../src/core/media/load-picture-facts.ts';
import type { PictureFile } from '../../../../src/core/media/picture-file.ts';
import type { PictureBytes, PictureReading } from '../../../../src/core/ports/picture-codec.ts';
import { MemoryFacts } from '../../../support/memory-facts.ts';
import { factsLike } from '../../../support/picture-facts-like.ts';

/** Files of a repository, a codec that counts what it decodes, and what is remembered from one load to the next. */
function createWorld(files: Record<string, string>) {
  const index = new MemoryFacts();
  const decoded: string[] = [];
  const read: string[] = [];
  const fileSystem = {
    read: async (path: string) => {
      read.push(path);
      const text = files[path];
      if (text === undefined) throw new Error('gone');
      return new TextEncoder().encode(text);
    },
  };
  const codec = {
    readFacts: async ({ path, bytes }: PictureBytes): Promise<PictureReading> => {
      decoded.push(path);
      const text = new TextDecoder().decode(bytes);
      if (text === 'slow')
        return {
          facts: undefined,
          diagnostics: [{ severity: 'warning', code: 'picture-unreadable', message: 'Too slow.', path }],
        };
      if (text === 'broken')
        return {
          facts: undefined,
          diagnostics: [{ severity: 'information', code: 'picture-unreadable', message: 'Damaged.', path }],
        };
      return { facts: factsLike({ size: bytes.length }), diagnostics: [] };
    },
  };
  const load = (stamps: Record<string, string>, signal?: AbortSignal) => {
    decoded.length = 0;
    read.length = 0;
    const pictures: PictureFile[] = Object.entries(stamps).map(([path, contentHash]) => ({
      path,
      size: 10,
      contentHash,
    }));
    return loadPictureFacts({ pictures, fileSystem, codec, index }, { signal });
  };
  return { load, decoded, read, index, fileSystem, codec };
}

test('a picture is decoded once for its content, whatever it is called', async () => {
  const { load, decoded, read } = createWorld({ 'a.png': 'one', 'b.png': 'one' });
  await load({ 'a.png': '1' });
  assert.deepEqual(decoded, ['a.png']);
  const { facts } = await load({ 'a.png': '1', 'b.png': '2' });
  assert.deepEqual({ decoded, read }, { decoded: [], read: ['b.png'] });
  assert.equal(facts.get('b.png')?.size, 3);
});

test('a picture whose time changed is read again, and decoded only if its bytes changed', async () => {
  const files = { 'a.png': 'one' };
  const { load, decoded } = createWorld(files);
  await load({ 'a.png': '1' });
  await load({ 'a.png': '2' });
  assert.deepEqual(decoded, []);
  files['a.png'] = 'other';
  const { facts } = await load({ 'a.png': '3' });
  assert.deepEqual(decoded, ['a.png']);
  assert.equal(facts.get('a.png')?.size, 5);
});

test('what is damaged is said each time and tried once; what took too long is tried again', async () => {
  const { load, decoded } = createWorld({ 'a.png': 'broken', 'b.png': 'slow' });
  const stamps = { 'a.png': '1', 'b.png': '1' };
  for (const expected of [['a.png', 'b.png'], ['b.png']]) {
    const { facts, diagnostics } = await load(stamps);
    assert.deepEqual(decoded, expected);
    assert.deepEqual(
      diagnostics.map(({ path, message }) => [path, message]),
      [
        ['a.png', 'Damaged.'],
        ['b.png', 'Too slow.'],
      ],
    );
    assert.equal(facts.get('a.png'), undefined);
  }
});

test('files that are too large, or gone, are no failure', async () => {
  const { index, codec, fileSystem } = createWorld({});
  const pictures = [
    { path: 'huge.png', size: 300_000_000, contentHash: '1' },
    { path: 'gone.png', size: 1, contentHash: '1' },
  ];
  const { diagnostics } = await loadPictureFacts({ pictures, fileSystem, codec, index });
  assert.deepEqual(
    diagnostics.map(({ path, code }) => [path, code]),
    [
      ['gone.png', 'picture-unreadable'],
      ['huge.png', 'picture-oversized'],
    ],
  );
});

test('an SVG is read from its redacted text, not from the disk', async () => {
  const { index, codec, fileSystem, read } = createWorld({});
  const pictures = [{ path: 'a.svg', size: 1, contentHash: '1', text: '<svg/>' }];
  const { facts } = await loadPictureFacts({ pictures, fileSystem, codec, index });
  assert.deepEqual([read, facts.get('a.svg')?.size], [[], 6]);
});

test('a cancelled load rejects, and keeps what it has', async () => {
  const { load, decoded, codec } = createWorld({ 'a.png': 'one', 'b.png': 'two' });
  await load({ 'a.png': '1' });
  const stop = new AbortController();
  const { readFacts } = codec;
  codec.readFacts = async (picture) => {
    stop.abort();
    return readFacts(picture);
  };
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.png`, '1']));
  await assert.rejects(load({ 'b.png': '1', ...many }, stop.signal), isAbort);
  codec.readFacts = readFacts;
  await load({ 'a.png': '1' });
  assert.deepEqual(decoded, []);
});

test('a damaged memory is made again', async () => {
  const { load, index, decoded } = createWorld({ 'a.png': 'one' });
  await load({ 'a.png': '1' });
  index.damage();
  await load({ 'a.png': '1' });
  assert.deepEqual(decoded, ['a.png']);
});
