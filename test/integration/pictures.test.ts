import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { isAbort } from '../../src/core/base/abort.ts';
import { isAppError } from '../../src/core/base/app-error.ts';
import { sniffImage } from '../../src/core/media/sniff-image.ts';
import type { PictureWish } from '../../src/core/ports/picture-codec.ts';
import { NodeAssetSource } from '../../src/node/node-asset-source.ts';
import { NodePictureCodec } from '../../src/node/node-picture-codec.ts';
import { gifOf } from '../support/draw-gif.ts';
import { drawTextImage } from '../support/draw-text-image.ts';
import { pdfOf, textAt } from '../support/pdf-files.ts';

const codec = new NodePictureCodec({ assetDirectory: new NodeAssetSource().directory, timeoutMs: 60_000 });
after(() => codec.dispose());

const anyType: PictureWish['mediaTypes'] = ['image/png', 'image/jpeg', 'image/webp'];
const svg = (body: string, size = 'width="200" height="100"') =>
  new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${body}</svg>`);

async function factsOf(bytes: Uint8Array) {
  const { facts, diagnostics } = await codec.readFacts({ path: 'a.png', bytes });
  assert.deepEqual(diagnostics, []);
  assert.ok(facts !== undefined);
  return facts;
}

async function encoded(bytes: Uint8Array, wish: Partial<PictureWish>) {
  const { width, height } = sniffImage(bytes) ?? { width: 1, height: 1 };
  const whole = { size: { width, height }, masks: [], mediaTypes: anyType, ...wish };
  const { picture, diagnostics } = await codec.encode({ path: 'a.png', bytes }, whole);
  assert.deepEqual(diagnostics, []);
  assert.ok(picture !== undefined);
  return picture;
}

const pixelsOf = (png: Uint8Array) => PNG.sync.read(Buffer.from(png));

describe('a picture that can be read', () => {
  const screen = drawTextImage(['Settings', 'Save changes']);

  test('has facts from its own bytes', async () => {
    const facts = await factsOf(screen.png);
    assert.deepEqual(
      [facts.mediaType, facts.width, facts.height],
      ['image/png', screen.width, screen.height],
    );
    assert.ok(facts.flatShare > 0.9 && facts.edgeShare > 0.005 && facts.hash !== '', JSON.stringify(facts));
  });

  test('comes back byte for byte where nothing has to be changed', async () => {
    assert.deepEqual((await encoded(screen.png, {})).bytes, screen.png);
  });

  test('is scaled down, and what it shows is still there', async () => {
    const size = { width: Math.round(screen.width / 2), height: Math.round(screen.height / 2) };
    const picture = await encoded(screen.png, { size });
    const { width, height } = pixelsOf(picture.bytes);
    assert.deepEqual({ width, height }, size);
    assert.ok((await factsOf(picture.bytes)).edgeShare > 0.005);
  });

  test('is masked in its own pixels, whatever size it is sent in', async () => {
    const box = screen.boxes[0];
    assert.ok(box !== undefined);
    const size = { width: Math.round(screen.width / 2), height: Math.round(screen.height / 2) };
    const { data, width } = pixelsOf((await encoded(screen.png, { size, masks: [box] })).bytes);
    const at = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];
    for (let x = box.x / 2 + 3; x < (box.x + box.width) / 2 - 3; x++)
      assert.deepEqual(at(Math.round(x), Math.round((box.y + box.height / 2) / 2)), [128, 128, 128]);
  });

  test('is changed into a format that is accepted', async () => {
    const picture = await encoded(screen.png, { mediaTypes: ['image/jpeg'] });
    assert.equal(sniffImage(picture.bytes)?.mediaType, 'image/jpeg');
    assert.equal(
      sniffImage((await encoded(picture.bytes, { mediaTypes: ['image/png'] })).bytes)?.mediaType,
      'image/png',
    );
  });

  test('is given by its first frame if it moves', async () => {
    assert.equal((await factsOf(gifOf(2))).isAnimated, true);
    const picture = await encoded(gifOf(2), {});
    assert.equal(picture.mediaType, 'image/png');
    assert.deepEqual([...pixelsOf(picture.bytes).data.subarray(0, 4)], [255, 0, 0, 255]);
  });

  test('is drawn with its text if it is an SVG, in any size', async () => {
    const drawing = svg(
      '<rect x="20" y="20" width="160" height="60" fill="#88f"/><text x="40" y="60">Parser</text>',
    );
    const facts = await factsOf(drawing);
    assert.deepEqual([facts.mediaType, facts.drawn], ['image/svg+xml', { shapes: 2, texts: 1 }]);
    const picture = await encoded(drawing, { size: { width: 400, height: 200 } });
    const { width, height, data } = pixelsOf(picture.bytes);
    assert.deepEqual([width, height], [400, 200]);
    assert.ok(
      data.some((value, at) => at % 4 === 0 && value < 60),
      'the letters are dark',
    );
  });

  test('gets a ground on which it is seen', async () => {
    const cornerOf = async (colour: string) =>
      pixelsOf((await encoded(svg(`<circle cx="100" cy="50" r="30" fill="${colour}"/>`), {})).bytes).data[0];
    assert.deepEqual([await cornerOf('#000'), await cornerOf('#fff')], [255, 30]);
  });
});

describe('a page of a PDF', () => {
  const frame = '50 700 500 -600 re S';
  const pdf = pdfOf([
    { content: `100 100 m 300 400 l S ${frame}` },
    { content: textAt(60, 700, 40, 'Second') },
  ]);

  test('is drawn on white, its longer edge as long as asked', async () => {
    const { picture, diagnostics } = await codec.drawPage(
      { path: 'a.pdf', bytes: pdf },
      { number: 1, longEdge: 400 },
    );
    assert.deepEqual(diagnostics, []);
    const { width, height, data } = pixelsOf(picture?.bytes ?? new Uint8Array(0));
    assert.deepEqual([width, height, ...data.subarray(0, 4)], [300, 400, 255, 255, 255, 255]);
    assert.ok(
      data.some((value, at) => at % 4 === 0 && value < 100),
      'lines are dark',
    );
    const again = await codec.drawPage({ path: 'a.pdf', bytes: pdf }, { number: 1, longEdge: 400 });
    assert.deepEqual(again.picture?.bytes, picture?.bytes);
  });

  test('that there is not, or of what is no PDF, is reported', async () => {
    for (const [bytes, number] of [
      [pdf, 3],
      [pdf.subarray(0, 200), 1],
      [new Uint8Array(10), 1],
    ] as const) {
      const { picture, diagnostics } = await codec.drawPage(
        { path: 'a.pdf', bytes },
        { number, longEdge: 400 },
      );
      assert.equal(picture, undefined);
      assert.match(diagnostics[0]?.message ?? '', /cannot be drawn/);
    }
  });
});

describe('a hostile picture', () => {
  const check = async (bytes: Uint8Array, expected: RegExp) => {
    const picture = { path: 'img/a.png', bytes };
    const reading = await codec.readFacts(picture);
    assert.equal(reading.facts, undefined);
    assert.match(reading.diagnostics[0]?.message ?? '', expected);
    assert.equal(reading.diagnostics[0]?.path, 'img/a.png');
    const wish = { size: { width: 10, height: 10 }, masks: [], mediaTypes: anyType };
    const encoding = await codec.encode(picture, wish);
    assert.equal(encoding.picture, undefined);
    assert.match(encoding.diagnostics[0]?.message ?? '', expected);
  };

  const png = drawTextImage(['x']).png;
  const chunk = (type: string, data: Uint8Array) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4);
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  /** With a right header and as many pixels as `rows` packs, whatever it says. */
  const claiming = (width: number, height: number, rows: Uint8Array) => {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width);
    header.writeUInt32BE(height, 4);
    header.set([8, 0, 0, 0, 0], 8);
    return Buffer.concat([
      png.subarray(0, 8),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  };

  test('is reported if it is empty, no picture, or another file with its ending', async () => {
    await check(new Uint8Array(0), /empty/);
    await check(new TextEncoder().encode('#!/bin/sh\n'), /no PNG/);
    await check(new Uint8Array(100), /no PNG/);
  });

  test('is reported if it is cut off or damaged, and the next one is read', async () => {
    for (let at = 0; at < 25; at++) await check(png.subarray(0, 40 + at), /damaged/);
    await check(Buffer.concat([png.subarray(0, 60), Buffer.alloc(200, 7)]), /damaged/);
    assert.equal((await factsOf(png)).mediaType, 'image/png');
  });

  test('is not unpacked if it has more pixels than any screen', async () => {
    await check(claiming(50_000, 50_000, Buffer.alloc(1_000_000)), /50000 × 50000 pixels/);
    const long = svg('<rect width="9" height="9"/>', 'width="100000000" height="100000000"');
    assert.equal((await factsOf(long)).width, 100_000_000, 'a drawing has no pixels of its own');
    const { picture } = await codec.encode(
      { path: 'a.svg', bytes: long },
      { size: { width: 50_000, height: 50_000 }, masks: [], mediaTypes: anyType },
    );
    assert.equal(picture, undefined);
  });

  test('is given up if it says that it is small and unpacks to more', async () => {
    await check(claiming(4000, 4000, Buffer.alloc(10)), /damaged/);
    // A stream of a hundred megabytes behind a header of one pixel is read as one pixel, or refused.
    const { facts, diagnostics } = await codec.readFacts({
      path: 'a.png',
      bytes: claiming(1, 1, Buffer.alloc(100_000_000)),
    });
    assert.ok(facts?.width === 1 || diagnostics.length === 1);
  });

  test('is refused if it has too many bytes', async () => {
    await check(new Uint8Array(20_000_001), /too many to decode/);
    await check(svg('<rect/>'.repeat(700_000)), /too many to draw/);
  });

  test('is not drawn if it repeats itself without end, or defines entities', async () => {
    const levels = Array.from(
      { length: 20 },
      (_, at) => `<g id="l${at + 1}">${`<use href="#l${at}"/>`.repeat(8)}</g>`,
    );
    await check(svg(`<rect id="l0"/>${levels.join('')}<use href="#l20"/>`), /more than 50000 shapes/);
    await check(
      new TextEncoder().encode(
        `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>`,
      ),
      /entities/,
    );
  });

  test('has no file and no address in it read', async () => {
    const body =
      '<script>throw 1</script><image href="file:///etc/hostname" width="50" height="50"/><rect width="9" height="9"/>';
    assert.deepEqual((await factsOf(svg(body))).drawn, { shapes: 2, texts: 0 });
  });

  test('with frames without end is read up to its second one', async () => {
    const endless = Buffer.concat([
      gifOf(1).subarray(0, -1),
      ...Array.from({ length: 100_000 }, () => gifOf(1).subarray(19, -1)),
    ]);
    assert.equal((await factsOf(endless)).isAnimated, true);
  });

  test('that takes too long costs its thread alone', async () => {
    const hasty = new NodePictureCodec({ assetDirectory: new NodeAssetSource().directory, timeoutMs: 1 });
    const blurred = svg(
      '<filter id="f"><feGaussianBlur stdDeviation="40"/></filter><rect width="200" height="100" filter="url(#f)"/>',
    );
    const { facts, diagnostics } = await hasty.readFacts({ path: 'a.svg', bytes: blurred });
    assert.equal(facts, undefined);
    assert.match(diagnostics[0]?.message ?? '', /longer than/);
    assert.equal(hasty.threadCount, 0);
    hasty.dispose();
  });
});

describe('the codec', () => {
  test('stops when it is asked to, and works on', async () => {
    const stop = new AbortController();
    const reading = codec.readFacts(
      { path: 'a.png', bytes: drawTextImage(['x']).png },
      { signal: stop.signal },
    );
    stop.abort();
    await assert.rejects(reading, isAbort);
    assert.equal((await factsOf(drawTextImage(['x']).png)).mediaType, 'image/png');
  });

  test('starts no thread before the first picture, and ends them when it has nothing to do', async () => {
    const idle = new NodePictureCodec({
      assetDirectory: new NodeAssetSource().directory,
      idleMs: 1,
      timeoutMs: 60_000,
    });
    assert.equal(idle.threadCount, 0);
    await idle.readFacts({ path: 'a.png', bytes: drawTextImage(['x']).png });
    for (let tries = 0; idle.threadCount > 0 && tries < 500; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(idle.threadCount, 0);
    idle.dispose();
  });

  test('works on one large picture at a time, and on small ones meanwhile', async () => {
    const wide = new NodePictureCodec({
      assetDirectory: new NodeAssetSource().directory,
      size: 3,
      timeoutMs: 60_000,
    });
    const large = new Uint8Array(PNG.sync.write(new PNG({ width: 3000, height: 3000 })));
    const readings = [large, large, large].map((bytes) => wide.readFacts({ path: 'a.png', bytes }));
    assert.equal(wide.threadCount, 1);
    readings.push(wide.readFacts({ path: 'b.png', bytes: drawTextImage(['x']).png }));
    assert.equal(wide.threadCount, 2);
    const widths = (await Promise.all(readings)).map(({ facts }) => facts?.width);
    assert.deepEqual(widths.slice(0, 3), [3000, 3000, 3000]);
    wide.dispose();
  });

  test('says so when the installation lacks its decoders', async () => {
    const lost = new NodePictureCodec({ assetDirectory: '/nowhere', timeoutMs: 60_000 });
    await assert.rejects(
      lost.readFacts({ path: 'a.png', bytes: drawTextImage(['x']).png }),
      (error) => isAppError(error, 'internal') && /lacks/.test(error.message),
    );
    lost.dispose();
  });
});
