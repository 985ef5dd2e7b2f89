import type { TextEncodingFacts } from './source-file.ts';

export interface DecodedText {
  /** LF inside, without a byte order mark. */
  readonly text: string;
  /** The same with the line ends of the file. */
  readonly raw: string;
  readonly facts: TextEncodingFacts;
}

/** How many bytes are looked at for a NUL, as git does. */
const binarySampleBytes = 8000;

/**
 * Decodes a file's bytes: by byte order mark, else UTF-8, else Windows-1252 (which never fails).
 * Returns 'binary' for bytes that hold a NUL early on and have no UTF-16 mark.
 */
export function decodeText(bytes: Uint8Array): DecodedText | 'binary' {
  const bom = byteOrderMark(bytes);
  if (bom === 'utf-16le' || bom === 'utf-16be') return decoded(new TextDecoder(bom).decode(bytes), bom, true);
  if (bytes.subarray(0, binarySampleBytes).includes(0)) return 'binary';
  try {
    return decoded(new TextDecoder('utf-8', { fatal: true }).decode(bytes), 'utf-8', bom === 'utf-8');
  } catch {
    return decoded(new TextDecoder('windows-1252').decode(bytes), 'windows-1252', false);
  }
}

/**
 * The bytes of text in a file's own encoding, with its byte order mark; line ends are written as they are.
 * @throws RangeError for a character that the encoding does not have
 */
export function encodeText(raw: string, facts: TextEncodingFacts): Uint8Array {
  const withBom = facts.bom ? `\u{feff}${raw}` : raw;
  switch (facts.encoding) {
    case 'utf-8':
      return new TextEncoder().encode(withBom);
    case 'utf-16le':
    case 'utf-16be':
      return encodeUtf16(withBom, facts.encoding === 'utf-16le');
    case 'windows-1252':
      return encodeWindows1252(withBom);
  }
}

function byteOrderMark(bytes: Uint8Array): TextEncodingFacts['encoding'] | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function decoded(raw: string, encoding: TextEncodingFacts['encoding'], bom: boolean): DecodedText {
  const crlfCount = raw.includes('\r\n') ? raw.split('\r\n').length - 1 : 0;
  const lineEndCount = crlfCount === 0 ? 0 : raw.split('\n').length - 1;
  return {
    text: crlfCount === 0 ? raw : raw.replaceAll('\r\n', '\n'),
    raw,
    facts: {
      encoding,
      bom,
      endOfLine: crlfCount * 2 > lineEndCount ? '\r\n' : '\n',
      mixedEndOfLine: crlfCount > 0 && crlfCount < lineEndCount,
    },
  };
}

function encodeUtf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index++) {
    view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  }
  return new Uint8Array(view.buffer);
}

function encodeWindows1252(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const byte = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : windows1252Byte().get(code);
    if (byte === undefined) throw new RangeError(`Character U+${code.toString(16)} is not in windows-1252.`);
    bytes[index] = byte;
  }
  return bytes;
}

let byteByCode: Map<number, number> | undefined;

/** Code unit → byte for 0x80 to 0x9f, read from the decoder itself. */
function windows1252Byte(): Map<number, number> {
  if (byteByCode === undefined) {
    const block = Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index);
    const text = new TextDecoder('windows-1252').decode(block);
    byteByCode = new Map(Array.from(block, (byte, index) => [text.charCodeAt(index), byte]));
  }
  return byteByCode;
}
