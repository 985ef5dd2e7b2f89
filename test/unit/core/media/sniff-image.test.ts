import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sniffImage } from '../../../../src/core/media/sniff-image.ts';

function check(bytes: Uint8Array | string, expected: string | undefined): void {
  const info = sniffImage(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  assert.equal(info && `${info.mediaType} ${info.width}x${info.height}`, expected);
}

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const PNG_HEADER = '89504e470d0a1a0a 0000000d 49484452 00000500 00000320';

test('a PNG has the size of its first chunk', () => check(hex(PNG_HEADER), 'image/png 1280x800'));

test('a PNG that ends before its size is unknown', () => check(hex(PNG_HEADER).subarray(0, 20), undefined));

test('a PNG without width is unknown', () =>
  check(hex(PNG_HEADER.replace('00000500', '00000000')), undefined));

test('bytes inside a larger buffer are read at their place', () => {
  check(Buffer.concat([Buffer.from('xx'), hex(PNG_HEADER)]).subarray(2), 'image/png 1280x800');
});

test('a JPEG has the size of its frame header, behind other segments and fill bytes', () => {
  check(hex('ffd8 ffe0 0004 0000 ffc4 0003 00 ffff c2 0011 08 0258 0320 03'), 'image/jpeg 800x600');
});

test('a JPEG without frame header is unknown', () =>
  check(hex('ffd8 ffe0 0004 0000 ffd9 0000 0000 0000'), undefined));

test('a JPEG with garbage between segments is unknown', () =>
  check(hex('ffd8 0102030405060708090a0b'), undefined));

test('a GIF of either version has a size', () => {
  check(hex('474946383961 4001 c800'), 'image/gif 320x200');
  check(hex('474946383761 4001 c800'), 'image/gif 320x200');
});

const RIFF = '52494646 00000000 57454250';

test('a lossy WebP has a size', () => {
  check(hex(`${RIFF} 56503820 00000000 000000 9d012a 2003 5802`), 'image/webp 800x600');
});

test('a lossless WebP has a size', () => {
  check(hex(`${RIFF} 5650384c 00000000 2f 1f c3 95 00 00000000 00`), 'image/webp 800x600');
});

test('an extended WebP has a size', () => {
  check(hex(`${RIFF} 56503858 00000000 00000000 1f0300 570200`), 'image/webp 800x600');
});

test('an SVG has the size of its attributes', () => {
  check('<?xml version="1.0"?>\n<svg width="24px" height="16.5" viewBox="0 0 9 9"/>', 'image/svg+xml 24x17');
});

test('an SVG with relative lengths has the size of its view box', () => {
  check(
    '<!-- <svg width="1"> -->\n<svg width="100%" height="1em" viewBox="0, 0, 640, 480">',
    'image/svg+xml 640x480',
  );
});

test('an SVG without any size has that of CSS', () => check('<svg xmlns="x">', 'image/svg+xml 300x150'));

test('HTML, plain text and nothing are no pictures', () => {
  check('<html><body>', undefined);
  check('an <svg> in prose', undefined);
  check('', undefined);
});
