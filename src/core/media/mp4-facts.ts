import type { VideoFacts } from './video-facts.ts';

/** A box of an MP4 file: four letters, and where its body begins and ends. */
interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface Track {
  readonly id: number;
  readonly handler: string;
  readonly width: number;
  readonly height: number;
  /** Units of a second. */
  readonly timescale: number;
  /** In those units, as the header says and as the samples add up. */
  readonly duration: number;
}

/** Boxes with which a QuickTime file begins that is older than the box of its brand. */
const olderBeginnings = new Set(['moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);

/** What a video may hold besides one track of pictures: sound, times, and what players make of them. */
const silentTracks = new Set(['vide', 'soun', 'tmcd', 'hint', 'meta']);

/** Of a MP4 or QuickTime file (ISO/IEC 14496-12), also of one in fragments; undefined for anything else. O(bytes). */
export function mp4Facts(view: DataView): VideoFacts | undefined {
  const whole = { start: 0, end: view.byteLength };
  const [first] = boxes(view, whole);
  if (first === undefined || !(first.type === 'ftyp' || olderBeginnings.has(first.type))) return undefined;
  const isQuickTime = first.type !== 'ftyp' || letters(view, first.start) === 'qt  ';
  const moov = child(view, whole, 'moov');
  if (moov === undefined) return undefined;
  const tracks = Array.from(boxes(view, moov)).flatMap((box) =>
    box.type === 'trak' ? (trackOf(view, box) ?? []) : [],
  );
  const [picture, ...others] = tracks.filter(({ handler }) => handler === 'vide');
  // Who looks at the video sees one of its tracks.
  const isPlain = others.length === 0 && tracks.every(({ handler }) => silentTracks.has(handler));
  if (picture === undefined || !isPlain) return undefined;
  const fragments = fragmentDurations(view, whole, moov);
  const seconds = Math.max(
    movieSeconds(view, moov),
    ...tracks.map(({ id, duration, timescale }) => Math.max(duration, fragments.get(id) ?? 0) / timescale),
  );
  return {
    mediaType: isQuickTime ? 'video/mov' : 'video/mp4',
    seconds,
    width: picture.width,
    height: picture.height,
    hasAudio: tracks.some(({ handler }) => handler === 'soun'),
  };
}

/** What the header of all tracks says, with that of the fragments. */
function movieSeconds(view: DataView, moov: Box): number {
  const header = child(view, moov, 'mvhd');
  if (header === undefined) return 0;
  const isLong = byte(view, header.start) === 1;
  const timescale = number32(view, header, isLong ? 20 : 12);
  if (timescale === 0) return 0;
  const mvex = child(view, moov, 'mvex');
  const mehd = mvex && child(view, mvex, 'mehd');
  const inFragments = mehd === undefined ? 0 : duration(view, mehd, 4, byte(view, mehd.start) === 1);
  return Math.max(duration(view, header, isLong ? 24 : 16, isLong), inFragments) / timescale;
}

function trackOf(view: DataView, trak: Box): Track | undefined {
  const header = child(view, trak, 'tkhd');
  const media = child(view, trak, 'mdia');
  const mediaHeader = media && child(view, media, 'mdhd');
  const handler = media && child(view, media, 'hdlr');
  if (header === undefined || mediaHeader === undefined || handler === undefined) return undefined;
  const isLong = byte(view, mediaHeader.start) === 1;
  const timescale = number32(view, mediaHeader, isLong ? 20 : 12);
  if (timescale === 0) return undefined;
  const size = header.end - header.start - 8; // the last two numbers, 16 bits before the point
  return {
    id: number32(view, header, byte(view, header.start) === 1 ? 20 : 12),
    handler: letters(view, handler.start + 8),
    width: number32(view, header, size) >>> 16,
    height: number32(view, header, size + 4) >>> 16,
    timescale,
    duration: Math.max(
      duration(view, mediaHeader, isLong ? 24 : 16, isLong),
      sampledDuration(view, media as Box),
    ),
  };
}

/** What all samples of a track last: headers may say less. */
function sampledDuration(view: DataView, media: Box): number {
  let box: Box | undefined = media;
  for (const type of ['minf', 'stbl', 'stts']) box = box && child(view, box, type);
  if (box === undefined) return 0;
  let sum = 0;
  const count = number32(view, box, 4);
  for (let entry = 0, at = 8; entry < count && box.start + at + 8 <= box.end; entry++, at += 8)
    sum += number32(view, box, at) * number32(view, box, at + 4);
  return sum;
}

/** By track, how far its fragments go, in the track's units. */
function fragmentDurations(
  view: DataView,
  whole: Pick<Box, 'start' | 'end'>,
  moov: Box,
): Map<number, number> {
  const usual = new Map<number, number>();
  const mvex = child(view, moov, 'mvex');
  for (const box of mvex === undefined ? [] : boxes(view, mvex))
    if (box.type === 'trex') usual.set(number32(view, box, 4), number32(view, box, 12));
  const ends = new Map<number, number>();
  for (const moof of boxes(view, whole)) {
    if (moof.type !== 'moof') continue;
    for (const traf of boxes(view, moof)) {
      const header = traf.type === 'traf' ? child(view, traf, 'tfhd') : undefined;
      if (header === undefined) continue;
      const id = number32(view, header, 4);
      const begin = child(view, traf, 'tfdt');
      const isLong = begin !== undefined && byte(view, begin.start) === 1;
      let end = begin === undefined ? (ends.get(id) ?? 0) : duration(view, begin, 4, isLong);
      const each = usualDuration(view, header) ?? usual.get(id) ?? 0;
      for (const run of boxes(view, traf)) if (run.type === 'trun') end += runDuration(view, run, each);
      ends.set(id, Math.max(end, ends.get(id) ?? 0));
    }
  }
  return ends;
}

/** What a sample of a fragment lasts, where its header says so. */
function usualDuration(view: DataView, header: Box): number | undefined {
  const flags = number32(view, header, 0) & 0xffffff;
  if ((flags & 0x8) === 0) return undefined;
  return number32(view, header, 8 + ((flags & 0x1) === 0 ? 0 : 8) + ((flags & 0x2) === 0 ? 0 : 4));
}

/** @param each what a sample lasts where the run does not say */
function runDuration(view: DataView, run: Box, each: number): number {
  const flags = number32(view, run, 0) & 0xffffff;
  const count = number32(view, run, 4);
  if ((flags & 0x100) === 0) return count * each;
  const width = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => (flags & flag) !== 0).length;
  let sum = 0;
  let at = 8 + ((flags & 0x1) === 0 ? 0 : 4) + ((flags & 0x4) === 0 ? 0 : 4);
  for (let sample = 0; sample < count && run.start + at + width <= run.end; sample++, at += width)
    sum += number32(view, run, at);
  return sum;
}

/** The boxes inside another one, as far as they are whole. Each has eight bytes at least, so that this ends. */
function* boxes(view: DataView, { start, end }: Pick<Box, 'start' | 'end'>): Generator<Box> {
  let at = start;
  while (at + 8 <= end) {
    const short = view.getUint32(at);
    if (short === 1 && at + 16 > end) return;
    const header = short === 1 ? 16 : 8;
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? end - at : short;
    if (size < header || at + size > end) return;
    yield { type: letters(view, at + 4), start: at + header, end: at + size };
    at += size;
  }
}

function child(view: DataView, parent: Pick<Box, 'start' | 'end'>, type: string): Box | undefined {
  for (const box of boxes(view, parent)) if (box.type === type) return box;
  return undefined;
}

/** 32 or 64 bits at an offset of a body; all bits set mean that nobody knows, which counts as 0. */
function duration(view: DataView, box: Box, offset: number, isLong: boolean): number {
  if (!isLong) {
    const value = number32(view, box, offset);
    return value === 0xffffffff ? 0 : value;
  }
  if (box.start + offset + 8 > box.end) return 0;
  const value = view.getBigUint64(box.start + offset);
  return value === 0xffffffffffffffffn ? 0 : Number(value);
}

/** 0 where the box ends before. */
function number32(view: DataView, box: Box, offset: number): number {
  const at = box.start + offset;
  return offset >= 0 && at + 4 <= box.end ? view.getUint32(at) : 0;
}

function byte(view: DataView, at: number): number {
  return at < view.byteLength ? view.getUint8(at) : 0;
}

function letters(view: DataView, at: number): string {
  if (at + 4 > view.byteLength) return '';
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}
