export interface VideoFileOptions {
  /** That the headers tell; the samples tell it, too, unless `sampled` says otherwise. */
  readonly seconds?: number;
  readonly sampled?: number;
  readonly hasAudio?: boolean;
  /** Of an MP4: the brand, and the kinds of its tracks besides the first. */
  readonly brand?: string;
  readonly otherTracks?: readonly string[];
  /** Whether the samples come in fragments, and the headers tell no length. */
  readonly isFragmented?: boolean;
}

/** An MP4 of 320 by 200 pixels that has all headers and no picture. */
export function mp4Of({
  seconds = 3,
  sampled = seconds,
  hasAudio = false,
  brand = 'isom',
  otherTracks = [],
  isFragmented = false,
}: VideoFileOptions = {}): Uint8Array {
  const handlers = ['vide', ...(hasAudio ? ['soun'] : []), ...otherTracks];
  const told = isFragmented ? 0 : seconds;
  const tracks = handlers.map((handler, index) => {
    const samples = isFragmented ? [0] : [0, 1, sampled * 10, 100];
    return box(
      'trak',
      box(
        'tkhd',
        words(0, 0, 0, index + 1, 0, told * 1000),
        words(...Array(13).fill(0)),
        words(320 << 16, 200 << 16),
      ),
      box(
        'mdia',
        box('mdhd', words(0, 0, 0, 1000, told * 1000, 0)),
        box('hdlr', words(0, 0), ascii(handler), words(0, 0, 0)),
        box('minf', box('stbl', box('stts', words(...samples)))),
      ),
    );
  });
  const extends_ = isFragmented ? [box('mvex', box('trex', words(0, 1, 1, 100, 0, 0)))] : [];
  // Each fragment has ten samples of a tenth of a second, one of which says so itself.
  const fragments = Array.from({ length: isFragmented ? seconds : 0 }, (_, index) =>
    box(
      'moof',
      box('mfhd', words(0, index + 1)),
      box(
        'traf',
        box('tfhd', words(0, 1)),
        box('tfdt', words(0, index * 1000)),
        box('trun', words(0, 9)),
        box('trun', words(0x100, 1, 100)),
      ),
    ),
  );
  return joined([
    box('ftyp', ascii(brand), words(0)),
    box('moov', box('mvhd', words(0, 0, 0, 1000, told * 1000)), ...tracks, ...extends_),
    ...fragments,
    box('mdat', words(0)),
  ]);
}

/** A WebM of 320 by 200 pixels whose blocks are empty; a recorder in a browser leaves its length and sizes out. */
export function webmOf({
  seconds = 3,
  hasAudio = false,
  isFragmented = false,
  documentType = 'webm',
}: VideoFileOptions & { readonly documentType?: string } = {}): Uint8Array {
  const master = (id: readonly number[], ...bodies: Uint8Array[]) =>
    isFragmented
      ? joined([Uint8Array.from([...id, 0x01, ...Array(7).fill(0xff)]), ...bodies])
      : element(id, ...bodies);
  const track = (type: number, ...more: Uint8Array[]) =>
    element([0xae], element([0x83], Uint8Array.of(type)), ...more);
  const picture = element(
    [0xe0],
    element([0xb0], Uint8Array.of(0x01, 0x40)),
    element([0xba], Uint8Array.of(200)),
  );
  const duration = new Uint8Array(8);
  new DataView(duration.buffer).setFloat64(0, seconds * 1000);
  const clusters = Array.from({ length: seconds }, (_, second) =>
    master(
      [0x1f, 0x43, 0xb6, 0x75],
      element([0xe7], words(second * 1000)),
      element([0xa3], Uint8Array.of(0x81, 0, 0, 0x80)),
      element([0xa0], element([0xa1], Uint8Array.of(0x81, 0x03, 0xe8, 0))),
    ),
  );
  return joined([
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], ascii(documentType))),
    master(
      [0x18, 0x53, 0x80, 0x67],
      element([0x15, 0x49, 0xa9, 0x66], ...(isFragmented ? [] : [element([0x44, 0x89], duration)])),
      element([0x16, 0x54, 0xae, 0x6b], track(1, picture), ...(hasAudio ? [track(2)] : [])),
      ...clusters,
    ),
  ]);
}

function box(type: string, ...bodies: readonly Uint8Array[]): Uint8Array {
  const body = joined(bodies);
  return joined([words(body.length + 8), ascii(type), body]);
}

function element(id: readonly number[], ...bodies: readonly Uint8Array[]): Uint8Array {
  const body = joined(bodies);
  return joined([
    Uint8Array.from(id),
    Uint8Array.of(0x10 | (body.length >>> 24)),
    words(body.length).subarray(1),
    body,
  ]);
}

function words(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setUint32(index * 4, value);
  return bytes;
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
