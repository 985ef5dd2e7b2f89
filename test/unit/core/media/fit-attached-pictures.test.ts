import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitAttachedPictures, weighAttached } from '../../../../src/core/media/fit-attached-pictures.ts';
import { pictureRulesFor } from '../../../../src/core/models/catalog/picture-rules.ts';
import { drawTextImage } from '../../../support/draw-text-image.ts';

/** The beginning of a PNG of that size, and as many bytes as are wanted. */
function pngOf(width: number, height: number, length = 100): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(drawTextImage(['x']).png.subarray(0, 33));
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

async function fitted(
  model: string,
  bytes: Uint8Array,
  { pictureCount, canEncode = true }: { readonly pictureCount: number; readonly canEncode?: boolean },
): Promise<string> {
  const rules = pictureRulesFor(model, { seesImages: true, maxInputTokens: 1_000_000 });
  const [picture] = await fitAttachedPictures(
    {
      pictures: [{ name: 'shot.png', mediaType: 'image/png', bytes }],
      ...{ rules, pictureCount },
      codec: {
        encode: async (_, { size, mediaTypes: [mediaType = 'image/png'] }) => ({
          picture: canEncode ? { mediaType, bytes: pngOf(size.width, size.height), ...size } : undefined,
          diagnostics: [],
        }),
      },
    },
    {},
  );
  assert.ok(picture !== undefined);
  const view = new DataView(picture.bytes.buffer, picture.bytes.byteOffset);
  return `${picture.mediaType} ${view.getUint32(16)}x${view.getUint32(20)}`;
}

test('a picture of the user stays as it is, as long as the provider takes it', async () => {
  for (const model of ['claude-opus-5-5', 'gpt-6.2-sol', 'any-vl'])
    assert.equal(await fitted(model, pngOf(4000, 2000), { pictureCount: 1 }), 'image/png 4000x2000');
  assert.equal(await fitted('gpt-6.2-sol', pngOf(4000, 2000), { pictureCount: 90 }), 'image/png 4000x2000');
  assert.equal(await fitted('claude-opus-5-5', pngOf(1900, 900), { pictureCount: 90 }), 'image/png 1900x900');
});

test('beside more than 20 others Anthropic is sent 2000 pixels at most', async () => {
  assert.equal(
    await fitted('claude-opus-5-5', pngOf(4000, 2000), { pictureCount: 21 }),
    'image/png 2000x1000',
  );
});

test('a picture of too many bytes is sent as JPEG', async () => {
  const heavy = pngOf(4000, 2000, 6_000_000);
  assert.equal(await fitted('claude-opus-5-5', heavy, { pictureCount: 1 }), 'image/jpeg 4000x2000');
});

test('what cannot be encoded, or is no picture, stays as it is', async () => {
  const how = { pictureCount: 21, canEncode: false };
  assert.equal(await fitted('claude-opus-5-5', pngOf(4000, 2000), how), 'image/png 4000x2000');
  assert.equal(await fitted('claude-opus-5-5', new Uint8Array(100), { pictureCount: 21 }), 'image/png 0x0');
});

test('what pictures of the user take is known before they are sent', () => {
  const of = (bytes: Uint8Array) => ({ name: 'a.png', mediaType: 'image/png', bytes });
  assert.deepEqual(weighAttached([of(pngOf(280, 28)), of(new Uint8Array(50))], 'anthropic'), {
    count: 2,
    bytes: 150,
    tokenCount: 10 + 5200,
  });
});
