import { mp4Facts } from './mp4-facts.ts';
import { webmFacts } from './webm-facts.ts';

/** Kinds of videos that Longview knows; `video/mov` is what the Gemini API calls QuickTime (ai.google.dev, "Video understanding"). */
export type VideoMediaType = 'video/mp4' | 'video/mov' | 'video/webm';

/** What the frame of a video says of it. */
export interface VideoFacts {
  readonly mediaType: VideoMediaType;
  /** The longest that anything in the file says, above 0, rounded up to milliseconds. */
  readonly seconds: number;
  /** Pixels of the first picture track. */
  readonly width: number;
  readonly height: number;
  readonly hasAudio: boolean;
}

/**
 * What a video's bytes say of it, whatever its name is. Nothing is decoded. O(bytes).
 *
 * @returns undefined when they are no MP4, MOV or WebM, do not tell how long they are, or hold anything but one track of
 *   pictures and sound
 */
export function videoFacts(bytes: Uint8Array): VideoFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const facts = mp4Facts(view) ?? webmFacts(view);
  if (facts === undefined || facts.width < 1 || facts.height < 1) return undefined;
  const seconds = Math.ceil(facts.seconds * 1000) / 1000;
  return seconds > 0 && Number.isFinite(seconds) ? { ...facts, seconds } : undefined;
}
