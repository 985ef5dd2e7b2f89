import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abortError, isAbort } from '../../../../src/core/base/abort.ts';
import { AppError } from '../../../../src/core/base/app-error.ts';
import { videoTokenCount } from '../../../../src/core/media/video-tokens.ts';
import {
  WholeVideos,
  type WholeVideosInput,
  wholeVideoLimits,
} from '../../../../src/core/media/whole-videos.ts';
import { pictureRulesFor } from '../../../../src/core/models/catalog/picture-rules.ts';
import type { KeyFrameReading } from '../../../../src/core/ports/key-frames.ts';
import { MemoryFacts } from '../../../support/memory-facts.ts';
import { recognizedRows } from '../../../support/recognized-rows.ts';
import { mp4Of, webmOf } from '../../../support/video-files.ts';

const sees = { seesImages: true, maxInputTokens: 1_000_000 };
const { videos: rules } = pictureRulesFor('google:gemini-4-argon', sees);
assert.ok(rules !== undefined);
const secret = `${'gh'}p_aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4`;

interface World extends Partial<WholeVideosInput> {
  readonly files?: Readonly<Record<string, Uint8Array>>;
  /** What is written in each frame; none where the decoder reads none. */
  readonly frames?: readonly string[];
}

/** Takes all files, in their order. */
async function take({ files = { 'demo.mp4': mp4Of() }, frames = ['Settings'], ...more }: World = {}) {
  const decoded: string[] = [];
  const sample = async (path: string, most: number): Promise<KeyFrameReading> => {
    decoded.push(path);
    if (frames.length > most) {
      const message = `The video is listed, not shown: more than ${most} of its frames would be read.`;
      return { frames: [], diagnostics: [{ severity: 'information', code: 'video-unread', message, path }] };
    }
    const message = 'The video is listed, not shown: ffmpeg cannot decode it.';
    return {
      frames: frames.map((text) => new TextEncoder().encode(text)),
      diagnostics:
        frames.length > 0 ? [] : [{ severity: 'information', code: 'video-unread', message, path }],
    };
  };
  const videos = new WholeVideos({
    rules: rules as NonNullable<typeof rules>,
    maxTokens: 50_000,
    maxBytes: 1_000_000,
    isNamed: () => false,
    fileSystem: { read: async (path) => files[path] as Uint8Array },
    keyFrames: { sample },
    ocr: { recognize: async (image) => recognizedRows([new TextDecoder().decode(image)]) },
    index: new MemoryFacts(),
    ...more,
  });
  const taken = [];
  for (const [path, { length: size }] of Object.entries(files)) taken.push(await videos.take({ path, size }));
  const refusals = taken.map((video) => ('refusal' in video ? [video.refusal, video.isSuspect] : undefined));
  return { taken, refusals, decoded, bytes: videos.bytes };
}

async function checkRefusal(world: World, expected: RegExp, isSuspect = false): Promise<void> {
  const { refusals, bytes } = await take(world);
  assert.match(String(refusals[0]?.[0]), expected);
  assert.equal(refusals[0]?.[1], isSuspect);
  assert.equal(bytes, 0);
}

test('Gemini at Google takes videos, the same model elsewhere and others do not', () => {
  const takes = (id: string, seesImages = true) =>
    pictureRulesFor(id, { ...sees, seesImages }).videos !== undefined;
  assert.deepEqual(
    ['google:gemini-4-argon', 'google:gemini-2.5-flash'].map((id) => takes(id)),
    [true, true],
  );
  const others = ['compatible:google/gemini-4-argon', 'vscode:gemini-4', 'anthropic:claude-opus-5-5', ''];
  assert.deepEqual(
    others.map((id) => takes(id)),
    [false, false, false, false],
  );
  assert.equal(takes('google:gemini-4-argon', false), false);
});

test('a video costs 263 tokens for each second that has begun, and 32 more with sound', () => {
  const tokens = (seconds: number, hasAudio: boolean) => videoTokenCount({ seconds, hasAudio }, rules);
  assert.deepEqual([tokens(10, false), tokens(10, true), tokens(0.2, false)], [2630, 2950, 263]);
});

test('a short video in whose frames nothing looks like a secret is taken as it is', async () => {
  const files = { 'demo.mp4': mp4Of({ seconds: 12, hasAudio: true }), 'tour.webm': webmOf() };
  const { taken, bytes } = await take({ files, frames: ['Settings', 'Saved'] });
  assert.deepEqual(
    taken.map(
      (video) => 'content' in video && [video.content.mediaType, video.content.tokenCount, video.reason],
    ),
    [
      [
        ...['video/mp4', 12 * 295],
        'Video: 12 s with sound, sent whole; in the 2 of its frames that show something new no secret was seen.',
      ],
      [
        ...['video/webm', 3 * 263],
        'Video: 3 s without sound, sent whole; in the 2 of its frames that show something new no secret was seen.',
      ],
    ],
  );
  assert.ok(taken[0] !== undefined && 'content' in taken[0]);
  assert.deepEqual(taken[0].content.bytes, files['demo.mp4']);
  assert.equal(
    bytes,
    Object.values(files).reduce((sum, { length }) => sum + Math.ceil(length / 3) * 4, 0),
  );
});

test('one that may show a secret is not taken, pinned or not', async () => {
  for (const isNamed of [() => false, () => true])
    await checkRefusal({ frames: ['Settings', `token = ${secret}`], isNamed }, /may show a secret/, true);
});

test('one that nobody can look through is taken only if its own path is pinned', async () => {
  const unseen: readonly World[] = [
    { keyFrames: undefined },
    { frames: [] },
    { ocr: { recognize: () => Promise.reject(new AppError('internal', 'It took too long.')) } },
  ];
  for (const world of unseen) {
    await checkRefusal(
      world,
      /^nobody could look through it for secrets \((?:there is no|ffmpeg|It took)/,
      true,
    );
    const { taken } = await take({ ...world, isNamed: (path) => path === 'demo.mp4' });
    assert.ok(taken[0] !== undefined && 'content' in taken[0]);
    assert.match(taken[0].reason, /nobody looked through it for secrets/);
    assert.equal(taken[0].content.isUnseen, true);
  }
});

test('one that is too long, dear or large, or of which that is not known, is not taken', async () => {
  const long = mp4Of({ seconds: 1, sampled: wholeVideoLimits.seconds + 1 });
  await checkRefusal({ files: { 'a.mp4': long } }, /^61 seconds/);
  await checkRefusal({ maxTokens: 3 * 263 - 1 }, /^789 tokens/);
  await checkRefusal({ maxBytes: 100 }, /bytes/);
  await checkRefusal({ files: { 'a.mp4': new TextEncoder().encode('version https://git-lfs') } }, /length/);
});

test('only so many are taken', async () => {
  const files = Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.mp4`, mp4Of()]));
  const { refusals } = await take({ files });
  assert.deepEqual(refusals.slice(0, 2), [undefined, undefined]);
  assert.match(String(refusals[2]?.[0]), /others came first/);
});

test('the frames that are read of all together have a limit, which holds for what is remembered, too', async () => {
  const files = { 'a.mp4': mp4Of(), 'b.mp4': mp4Of({ seconds: 4 }) };
  const index = new MemoryFacts();
  const frames = Array.from({ length: wholeVideoLimits.frames - 5 }, (_, index) => `Row ${index}`);
  const expected = [undefined, true];
  for (const round of ['read', 'remembered']) {
    const { refusals } = await take({ files, frames, index });
    assert.deepEqual(
      refusals.map((refusal) => refusal?.[1]),
      expected,
      round,
    );
    assert.match(String(refusals[1]?.[0]), /more than 5 of its frames/);
  }
  const alone = await take({ files: { 'b.mp4': files['b.mp4'] }, frames, index });
  assert.deepEqual(alone.refusals, [undefined]);
  const leak = mp4Of({ seconds: 5 });
  await take({ files: { 'c.mp4': leak }, frames: [...frames, `token = ${secret}`], index });
  const { refusals } = await take({ files: { ...files, 'c.mp4': leak }, index, isNamed: () => true });
  assert.match(String(refusals[2]?.[0]), /others came first/);
  const pair = { 'a.mp4': files['a.mp4'], 'c.mp4': leak };
  const known = await take({ files: pair, index, isNamed: () => true });
  assert.match(
    String(known.refusals[1]?.[0]),
    /may show a secret/,
    'what is known of it counts beyond the limit',
  );
});

test('what was read in the same bytes is remembered', async () => {
  const index = new MemoryFacts();
  assert.deepEqual((await take({ index })).decoded, ['demo.mp4']);
  assert.deepEqual((await take({ index })).decoded, []);
  assert.deepEqual((await take({ index, files: { 'demo.mp4': mp4Of({ seconds: 4 }) } })).decoded, [
    'demo.mp4',
  ]);
  index.damage();
  assert.deepEqual((await take({ index })).decoded, ['demo.mp4']);
});

test('looking through can be cancelled', async () => {
  const aborted = () => Promise.reject(abortError());
  await assert.rejects(take({ keyFrames: { sample: aborted } }), isAbort);
  await assert.rejects(take({ ocr: { recognize: aborted } }), isAbort);
});
