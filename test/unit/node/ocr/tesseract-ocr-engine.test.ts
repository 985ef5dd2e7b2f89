import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { buildOcrAssets } from '../../../../scripts/build-ocr-assets.ts';
import { isAbort } from '../../../../src/core/base/abort.ts';
import { isAppError } from '../../../../src/core/base/app-error.ts';
import type { RecognizedText } from '../../../../src/core/ports/ocr-engine.ts';
import { TesseractOcrEngine } from '../../../../src/node/tesseract-ocr-engine.ts';
import { drawTextImage, randomNonce } from '../../../support/draw-text-image.ts';

/** The word `Hello` as `drawTextImage` draws it, as a grey JPEG. */
const HELLO_JPEG = Buffer.from(
  [
    '/9j/2wCEAGRFS1hLP2RYUVhxamR3lvqjloqKlv/b57X6//////////////////////////////////////////////////8B',
    'anFxloOW/6Oj///////////////////////////////////////////////////////////////////////////AAAsIAIQA',
    'yAEBEQD/xADSAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgsQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQci',
    'cRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6',
    'g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5',
    '+v/aAAgBAQAAPwC1RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRR',
    'RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRVe0JO/Jz0/rViq9oSd+Tn',
    'p/WrFFFUnDQy5B6859fr/WrtUnDQy5B6859fr/WrtFFFFFFFFFFFFFFFUIpDG2RznqKla6JUhVxnvmls/wCP8P60nNy5+baB',
    '0H/1qU2u0ZEmMc9P/r1JbyGRSD1Wo7z+D8f6VZqtefwfj/SrNVPmuXIBwo/z+dK1syjcrZI56VLbyGRSD1WpaKKKKKKKKKKK',
    'q2igsxIzjpVllDqQwqvZ/wAf4f1qOKLzGIJ24qT7J/t/p/8AXqaKMRrgc56moLtgWUA5x1qyrB1BU1Wu2BZQDnHWrKsHUFTV',
    'a1YKzK3BPrVlmCKSxqCzHDn6VYoooooooooooqOKIRbsHOakqOKIRbsHOaSW3WQ5B2n6UwWuCDv/ACH/ANerFVza5JO/8x/9',
    'epIYvKBG7OajNrkk7/zH/wBepIYvKBG7OaSW3WQ5B2n6UwWnPL/pU6qEUBRS0UUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUU',
    'UUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUU',
    'UUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUV//Z',
  ].join(''),
  'base64',
);

describe('the tesseract engine', () => {
  let assetsDir: string;
  let engine: TesseractOcrEngine;
  before(async () => {
    assetsDir = await mkdtemp(join(tmpdir(), 'longview-ocr-'));
    await buildOcrAssets({ outDir: assetsDir });
    engine = new TesseractOcrEngine({ assetsDir });
  });
  after(async () => {
    engine.dispose();
    await rm(assetsDir, { recursive: true });
  });

  const textOf = (result: RecognizedText) => result.lines.map(({ text }) => text).join('\n');
  const fails = (image: Uint8Array, message: RegExp) =>
    assert.rejects(
      engine.recognize(image),
      (error) => isAppError(error, 'usage') && message.test(error.message),
    );

  for (const theme of ['light', 'dark'] as const) {
    test(`it reads a nonce, a label and a button of a ${theme} screen`, async () => {
      const nonce = randomNonce();
      const screen = [
        `Error code: ${nonce}`,
        { text: 'Save changes', kind: 'button' },
        'Invoice totals',
      ] as const;
      const text = textOf(await engine.recognize(drawTextImage(screen, { theme }).png));
      for (const expected of [nonce, 'Save changes', 'Invoice totals'])
        assert.ok(text.includes(expected), text);
    });
  }

  test('it reads a JPEG', async () => {
    assert.equal(textOf(await engine.recognize(HELLO_JPEG)), 'Hello');
  });

  test('boxes are in pixels of the picture and confidence is a share', async () => {
    const drawn = drawTextImage(['Hello world']);
    const { width, height, lines } = await engine.recognize(drawn.png);
    assert.deepEqual([width, height], [drawn.width, drawn.height]);
    const [line] = lines;
    const [box] = drawn.boxes;
    assert.ok(line && box && line.confidence > 0.5 && line.confidence <= 1);
    for (const edge of ['x', 'y'] as const) assert.ok(Math.abs(line.box[edge] - box[edge]) <= 4);
    assert.ok(Math.abs(line.box.width - box.width) <= 8);
  });

  test('pictures given at once are each answered with their own text', async () => {
    const nonces = [randomNonce(), randomNonce(), randomNonce()];
    const results = await Promise.all(nonces.map((nonce) => engine.recognize(drawTextImage([nonce]).png)));
    assert.deepEqual(results.map(textOf), nonces);
  });

  test('the bytes given stay usable', async () => {
    const { png } = drawTextImage(['Hello']);
    await engine.recognize(png);
    assert.equal(png[0], 0x89);
  });

  test('an empty picture has no lines', async () => {
    assert.deepEqual((await engine.recognize(drawTextImage([' ']).png)).lines, []);
  });

  test('what is no picture is refused', () => fails(Buffer.from('not a picture at all'), /no picture/));

  test('an SVG is refused by name', () =>
    fails(Buffer.from('<svg width="9" height="9"/>'), /image\/svg\+xml/));

  test('a picture that claims to be huge is refused', () => {
    const { png } = drawTextImage(['Hello']);
    for (const offset of [16, 20]) new DataView(png.buffer, png.byteOffset).setUint32(offset, 100_000);
    return fails(png, /too many/);
  });

  test('a damaged picture is refused and the next one read', async () => {
    const { png } = drawTextImage(['Hello']);
    await fails(png.subarray(0, png.length / 2), /damaged/);
    assert.equal(textOf(await engine.recognize(png)), 'Hello');
  });

  test('an abort stops the thread within 200 ms, and the next picture is read', async () => {
    const { png } = drawTextImage(
      Array.from({ length: 20 }, () => 'the quick brown fox jumps over the lazy dog'),
    );
    const controller = new AbortController();
    const reading = engine.recognize(png, { signal: controller.signal });
    await Promise.all([assert.rejects(reading, isAbort), wait(500).then(() => controller.abort())]);
    const aborted = performance.now();
    while (process.getActiveResourcesInfo().includes('MessagePort')) await wait(5);
    assert.ok(performance.now() - aborted < 200);
    assert.equal(textOf(await engine.recognize(drawTextImage(['Hello']).png)), 'Hello');
  });

  test('an abort while waiting for another picture leaves that one alone', async () => {
    const first = engine.recognize(drawTextImage(['Hello']).png);
    const controller = new AbortController();
    const second = engine.recognize(drawTextImage(['World']).png, { signal: controller.signal });
    controller.abort();
    await assert.rejects(second, isAbort);
    assert.equal(textOf(await first), 'Hello');
  });

  test('a picture that takes too long is given up', async () => {
    const hasty = new TesseractOcrEngine({ assetsDir, timeoutMs: 5 });
    await assert.rejects(hasty.recognize(drawTextImage(['Hello']).png), {
      code: 'internal',
      retryable: true,
    });
    assert.equal(hasty.isRunning, false);
  });

  test('an idle engine gives its thread back and starts another when needed', async () => {
    const brief = new TesseractOcrEngine({ assetsDir, idleMs: 50 });
    assert.equal(brief.isRunning, false);
    for (const word of ['Hello', 'World']) {
      assert.equal(textOf(await brief.recognize(drawTextImage([word]).png)), word);
      assert.equal(brief.isRunning, true);
      await wait(200);
      assert.equal(brief.isRunning, false);
    }
  });

  test('an engine that was disposed of answers nothing more', async () => {
    const disposed = new TesseractOcrEngine({ assetsDir });
    const reading = disposed.recognize(drawTextImage(['Hello']).png);
    disposed.dispose();
    await assert.rejects(reading, isAbort);
    await assert.rejects(disposed.recognize(drawTextImage(['Hello']).png), isAbort);
  });

  test('missing assets are named', async () => {
    const bare = new TesseractOcrEngine({ assetsDir: join(assetsDir, 'missing') });
    await assert.rejects(bare.recognize(drawTextImage(['Hello']).png), /missing/);
  });

  test('nothing is written beside the assets', async () => {
    assert.deepEqual((await readdir(assetsDir)).sort(), [
      'eng.traineddata.gz',
      'tesseract-core.wasm',
      'worker.cjs',
    ]);
  });
});
