import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abortError, isAbort } from '../../../../src/core/base/abort.ts';
import {
  type PicturesInVideosInput,
  picturesInVideos,
  videoLimits,
} from '../../../../src/core/media/pictures-in-videos.ts';
import type { VideoContent } from '../../../../src/core/media/whole-videos.ts';
import { MemoryFacts } from '../../../support/memory-facts.ts';

const readme = { path: 'README.md', text: '# A\n\n![Demo](docs/demo.mp4)\n' };

interface World extends Partial<PicturesInVideosInput> {
  /** Frames of each video; none where the decoder cannot read it. */
  readonly frames?: Readonly<Record<string, number>>;
  readonly onDecode?: () => void;
}

/** A decoder that gives frames of one byte, their number, and what it was asked for. */
async function find({ frames = { 'docs/demo.mp4': 3 }, onDecode, ...more }: World = {}) {
  const decoded: string[] = [];
  const found = await picturesInVideos({
    videos: Object.keys(frames).map((path) => ({ path, size: 1000, contentHash: `stamp of ${path}` })),
    texts: [readme],
    isTaken: () => false,
    isPinned: () => false,
    index: new MemoryFacts(),
    now: () => 0,
    keyFrames: {
      extract: async (path) => {
        decoded.push(path);
        onDecode?.();
        const count = frames[path] ?? 0;
        const message = 'The video is listed, not shown: ffmpeg cannot decode it.';
        return {
          frames: Array.from({ length: count }, (_, index) => Uint8Array.of(index + 1)),
          diagnostics: count > 0 ? [] : [{ severity: 'information', code: 'video-unread', message, path }],
        };
      },
    },
    ...more,
  });
  return { ...found, decoded };
}

const bytesOf = async ({ pictures }: Awaited<ReturnType<typeof find>>) =>
  Promise.all(pictures.map(async ({ inside }) => [...((await inside?.read({})) ?? [])]));

test('frames of a video stand beside the document that refers to it', async () => {
  const found = await find();
  assert.deepEqual(
    found.pictures.map(({ path, inside }) => [
      path,
      inside?.kind,
      inside?.file,
      inside?.besides,
      inside?.line,
    ]),
    [1, 2, 3].map((number) => [
      ...[`docs/demo.mp4#frame-${number}.png`, 'frame', 'docs/demo.mp4', 'README.md', 3],
    ]),
  );
  assert.deepEqual(await bytesOf(found), [[1], [2], [3]]);
  assert.deepEqual([found.decoded, found.diagnostics], [['docs/demo.mp4'], []]);
  assert.deepEqual(
    found.leftOut.map(({ path, reason }) => [path, reason]),
    [['docs/demo.mp4', 'Video: frames of it are shown as pictures, where they fit.']],
  );
});

test('of many frames some are taken, from the first to the last', async () => {
  const found = await find({ frames: { 'docs/demo.mp4': 8 } });
  assert.deepEqual(await bytesOf(found), [[1], [3], [6], [8]]);
});

test('a video that did not change is decoded only when a frame is read, and then once', async () => {
  const index = new MemoryFacts();
  await find({ index });
  const again = await find({ index });
  assert.equal(again.pictures.length, 3);
  assert.deepEqual(again.decoded, []);
  assert.deepEqual(await bytesOf(again), [[1], [2], [3]]);
  assert.deepEqual(again.decoded, ['docs/demo.mp4']);
  const videos = [{ path: 'docs/demo.mp4', size: 1000, contentHash: 'another stamp' }];
  assert.deepEqual((await find({ index, videos })).decoded, ['docs/demo.mp4']);
  index.damage();
  assert.deepEqual((await find({ index })).decoded, ['docs/demo.mp4']);
});

test('a video that is not decoded is listed with the reason, and tried again', async () => {
  const index = new MemoryFacts();
  const check = async (world: World, expected: RegExp) => {
    const { pictures, leftOut, diagnostics } = await find({ index, ...world });
    assert.deepEqual(pictures, []);
    assert.deepEqual(
      leftOut.map(({ path, file }) => [path, file]),
      [
        ['docs/demo.mp4', 'docs/demo.mp4'],
        ['docs/demo.mp4#frame-1.png', 'docs/demo.mp4'],
      ],
    );
    assert.match(leftOut[0]?.reason ?? '', expected);
    assert.deepEqual(
      diagnostics.map(({ code, path }) => [code, path]),
      [['video-unread', 'docs/demo.mp4']],
    );
  };
  await check({ frames: { 'docs/demo.mp4': 0 } }, /cannot decode/);
  await check({ keyFrames: undefined }, /no decoder/);
  assert.equal((await find({ index })).pictures.length, 3);
});

test('what no document shows, is too large, or comes after the last that is taken is not decoded', async () => {
  const check = async (world: World, expected: RegExp) => {
    const { decoded, leftOut } = await find(world);
    assert.ok(!decoded.includes(leftOut[0]?.path ?? ''));
    assert.match(leftOut[0]?.reason ?? '', expected);
  };
  await check({ texts: [{ path: 'a.ts', text: "play('docs/demo.mp4')" }] }, /no document/);
  await check({ frames: { 'tests/a.mp4': 1 } }, /among tests/);
  const large = [{ path: 'docs/demo.mp4', size: videoLimits.bytes + 1, contentHash: '' }];
  await check({ videos: large }, /bytes/);
  const frames = { 'docs/demo.mp4': 1, 'b.mp4': 1, 'c.webm': 1, 'd.mov': 1 };
  const { decoded, leftOut } = await find({ frames, isPinned: () => true });
  assert.deepEqual(decoded, ['docs/demo.mp4', 'b.mp4', 'c.webm']);
  assert.match(leftOut.at(-1)?.reason ?? '', /^Video: 3 videos are shown/);
});

test('no video is begun when decoding took too long', async () => {
  let time = 0;
  const frames = { 'a.mp4': 1, 'b.mp4': 1 };
  const onDecode = () => {
    time += videoLimits.milliseconds + 1;
  };
  const { decoded, leftOut } = await find({ frames, now: () => time, isPinned: () => true, onDecode });
  assert.deepEqual([decoded, leftOut.at(-1)?.path], [['a.mp4'], 'b.mp4']);
  assert.match(leftOut.at(-1)?.reason ?? '', /others came first/);
});

test('decoding can be cancelled', async () => {
  await assert.rejects(find({ keyFrames: { extract: () => Promise.reject(abortError()) } }), isAbort);
});

const content: VideoContent = {
  ...({ kind: 'video', mediaType: 'video/mp4', seconds: 3, width: 320, height: 200 } as const),
  ...{ hasAudio: false, bytes: Uint8Array.of(1), tokenCount: 789 },
};

test('a video that is sent whole is not decoded for frames and needs no reason for being left out', async () => {
  const whole = { take: async () => ({ content, reason: 'Whole.' }) };
  const found = await find({ whole });
  assert.deepEqual([found.pictures, found.leftOut, found.decoded], [[], [], []]);
  assert.deepEqual(found.videos, [
    ...[{ path: 'docs/demo.mp4', besides: 'README.md', line: 3, frameWorth: 0.7, content, reason: 'Whole.' }],
  ]);
});

test('one that is not gives frames, and both reasons', async () => {
  const whole = { take: async () => ({ refusal: 'it may show a secret (github)', isSuspect: true }) };
  const found = await find({ whole });
  assert.deepEqual([found.videos, found.suspects, found.pictures.length], [[], ['docs/demo.mp4'], 3]);
  assert.deepEqual(
    found.leftOut.map(({ reason }) => reason),
    [
      'Video: frames of it are shown as pictures, where they fit. It is not sent whole: it may show a secret (github).',
    ],
  );
  const undecoded = await find({ whole, keyFrames: undefined });
  assert.match(undecoded.leftOut[0]?.reason ?? '', /no decoder.* not sent whole: it may show a secret/);
});

test('videos that nobody refers to are not even offered to be sent whole', async () => {
  const asked: string[] = [];
  const whole = {
    take: async ({ path }: { readonly path: string }) => {
      asked.push(path);
      return { content, reason: '' };
    },
  };
  await find({ whole, texts: [] });
  assert.deepEqual(asked, []);
});
