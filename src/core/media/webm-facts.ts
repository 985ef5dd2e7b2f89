import type { VideoFacts } from './video-facts.ts';

/** Elements of Matroska (RFC 9559) that are read, by their numbers. */
const element = {
  header: 0x1a45dfa3,
  documentType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  track: 0xae,
  trackType: 0x83,
  picture: 0xe0,
  width: 0xb0,
  height: 0xba,
  cluster: 0x1f43b675,
  clusterTime: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
} as const;

/** Those whose contents are read; all others are skipped by their size. */
const opened: ReadonlySet<number> = new Set([
  ...[element.header, element.segment, element.info, element.tracks, element.track, element.picture],
  ...[element.cluster, element.blockGroup],
]);

/** Nanoseconds of a unit where the file does not say. */
const usualScale = 1_000_000;

/**
 * Of a WebM file; undefined for anything else. Recorders in browsers write no duration and no sizes: then the last block
 * tells how long it is, and elements are read one behind the other, whichever holds them. O(bytes).
 */
export function webmFacts(view: DataView): VideoFacts | undefined {
  if (view.byteLength < 4 || view.getUint32(0) !== element.header) return undefined;
  let documentType = '';
  let [scale, said, clusterTime, last, width, height] = [usualScale, 0, 0, 0, 0, 0];
  let [pictureTracks, hasAudio, hasOthers] = [0, false, false];
  let at = 0;
  while (at < view.byteLength) {
    const id = variable(view, at, { keepsMark: true });
    const size = id && variable(view, id.next, { keepsMark: false });
    if (id === undefined || size === undefined) break;
    at = size.next;
    if (opened.has(id.value)) continue;
    // Cut off, or of a size that only its end would tell.
    if (at + size.value > view.byteLength) break;
    const body = { start: at, length: size.value };
    at += size.value;
    switch (id.value) {
      case element.documentType:
        documentType = String.fromCharCode(
          ...new Uint8Array(view.buffer, view.byteOffset + body.start, Math.min(16, body.length)),
        );
        break;
      case element.timestampScale:
        scale = unsigned(view, body) || usualScale;
        break;
      case element.duration:
        said = floating(view, body);
        break;
      case element.trackType:
        if (unsigned(view, body) === 1) pictureTracks++;
        else if (unsigned(view, body) === 2) hasAudio = true;
        else hasOthers = true;
        break;
      case element.width:
        width ||= unsigned(view, body);
        break;
      case element.height:
        height ||= unsigned(view, body);
        break;
      case element.clusterTime:
        clusterTime = unsigned(view, body);
        break;
      case element.simpleBlock:
      case element.block:
        last = Math.max(last, clusterTime + blockTime(view, body));
        break;
    }
  }
  // Who looks at the video sees one of its tracks.
  if (pictureTracks !== 1 || hasOthers || documentType.replace(/\0+$/, '') !== 'webm') return undefined;
  const seconds = (Math.max(said, last) * scale) / 1e9;
  return { mediaType: 'video/webm', seconds, width, height, hasAudio };
}

interface Body {
  readonly start: number;
  readonly length: number;
}

/** A number of one to eight bytes, whose first set bit tells how many; a size of ones alone, which is unknown, is infinite. */
function variable(
  view: DataView,
  at: number,
  { keepsMark }: { readonly keepsMark: boolean },
): { readonly value: number; readonly next: number } | undefined {
  if (at >= view.byteLength) return undefined;
  const first = view.getUint8(at);
  const length = Math.clz32(first) - 23;
  if (length > 8 || at + length > view.byteLength) return undefined;
  let value = keepsMark ? first : first & (0xff >> length);
  let isUnknown = !keepsMark && value === 0xff >> length;
  for (let offset = 1; offset < length; offset++) {
    const next = view.getUint8(at + offset);
    isUnknown &&= next === 0xff;
    value = value * 256 + next;
  }
  return { value: isUnknown ? Number.POSITIVE_INFINITY : value, next: at + length };
}

function unsigned(view: DataView, { start, length }: Body): number {
  let value = 0;
  for (let offset = 0; offset < Math.min(8, length); offset++)
    value = value * 256 + view.getUint8(start + offset);
  return value;
}

function floating(view: DataView, { start, length }: Body): number {
  const value = length === 8 ? view.getFloat64(start) : length === 4 ? view.getFloat32(start) : 0;
  return value > 0 ? value : 0;
}

/** When a block is shown, counted from its cluster: two bytes behind the number of its track. */
function blockTime(view: DataView, { start, length }: Body): number {
  const track = variable(view, start, { keepsMark: false });
  return track !== undefined && track.next + 2 <= start + length ? view.getInt16(track.next) : 0;
}
