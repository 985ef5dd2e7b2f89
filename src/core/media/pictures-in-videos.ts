import type { Diagnostic } from '../base/diagnostic.ts';
import { extensionOf } from '../base/path-text.ts';
import type { RunOptions } from '../base/progress.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { KeyFrameReading, KeyFrames } from '../ports/key-frames.ts';
import { bestPlace, innerWorth, isDocument } from './choose-pictures.ts';
import { isAmongTests } from './classify-picture.ts';
import { findImageReferences, type ImageReference, type TextFile } from './image-references.ts';
import { type InnerPictures, type InnerPicturesInput, innerPath } from './inner-pictures.ts';
import type { PictureFile } from './picture-file.ts';
import type { VideoContent, WholeVideos } from './whole-videos.ts';

export interface PicturesInVideosInput extends InnerPicturesInput {
  /** Sorted by path; `contentHash` changes when the file does. */
  readonly videos: readonly { readonly path: string; readonly size: number; readonly contentHash: string }[];
  /** In which references are looked for. */
  readonly texts: readonly TextFile[];
  /** Undefined where there is no decoder at all. */
  readonly keyFrames: Pick<KeyFrames, 'extract'> | undefined;
  /** Takes those that are sent whole, for a model that takes videos. */
  readonly whole?: Pick<WholeVideos, 'take'> | undefined;
  readonly index: Pick<IndexStore, 'getFact' | 'putFact'>;
  /** Milliseconds of a clock. */
  readonly now: () => number;
}

export interface PicturesInVideos extends InnerPictures {
  /** Videos that are sent whole, in order of path. */
  readonly videos: readonly ChosenVideo[];
  /** Paths of videos that may show a secret, for all that is known. */
  readonly suspects: readonly string[];
}

/** A video that is sent whole. */
export interface ChosenVideo {
  readonly path: string;
  /** The document that it belongs beside, and the line there (1-based). */
  readonly besides: string | undefined;
  readonly line: number | undefined;
  /** What its first frame would be worth, 0 to 1. */
  readonly frameWorth: number;
  readonly content: VideoContent;
  /** Why it is in, as a sentence. */
  readonly reason: string;
}

/**
 * Videos of a pack that are shown, whole or by their frames, frames of each, and bytes of one; none is begun once decoding took
 * `milliseconds`. A decoder has limits of its own for one video.
 */
export const videoLimits = { videos: 3, frames: 4, bytes: 50_000_000, milliseconds: 30_000 } as const;

const videoExtensions = new Set(['.mp4', '.m4v', '.webm', '.mov']);

/** Whether a file's name is that of a video which may show something to a model. */
export function isVideoPath(path: string): boolean {
  return videoExtensions.has(extensionOf(path));
}

const factKind = 'video-frames';
const factFormat = '1';

/** How many frames a video of a stamp has. */
type RememberedVideos = Readonly<Record<string, { readonly stamp: string; readonly frames: number }>>;

/**
 * The short videos that documents refer to: whole, where the model takes videos, or else frames of them at changes of the
 * scene. A video that did not change since the last time is decoded only when one of its frames is read.
 */
export async function picturesInVideos(
  input: PicturesInVideosInput,
  options: RunOptions = {},
): Promise<PicturesInVideos> {
  const { videos, texts, keyFrames, index, now } = input;
  const pictures: PictureFile[] = [];
  const leftOut: InnerPictures['leftOut'][number][] = [];
  const diagnostics: Diagnostic[] = [];
  const sent: ChosenVideo[] = [];
  const suspects: string[] = [];
  const leaveOut = (path: string, reason: string) =>
    leftOut.push({ path, file: path, role: 'unknown', reason });
  const places = videos.length === 0 ? new Map() : placesOf(videos, texts);
  const remembered = recall(index);
  const known: Record<string, { stamp: string; frames: number }> = {};
  let spent = 0;
  let taken = 0;
  for (const { path, size, contentHash: stamp } of videos) {
    const place: ImageReference | undefined = places.get(path);
    const isPinned = input.isPinned(path);
    const problem = refusal({ path, size, isPlaced: place !== undefined, isPinned });
    if (problem !== undefined) {
      leaveOut(path, problem);
      continue;
    }
    if (taken >= videoLimits.videos || spent > videoLimits.milliseconds) {
      leaveOut(path, `Video: ${videoLimits.videos} videos are shown; others came first.`);
      continue;
    }
    const whole = await input.whole?.take({ path, size }, options);
    if (whole !== undefined && 'content' in whole) {
      taken++;
      const besides = place?.path;
      const frameWorth = innerWorth({ kind: 'frame', index: 0, besides: besides ?? path });
      sent.push({ path, besides, line: place?.line, frameWorth, ...whole });
      continue;
    }
    if (whole?.isSuspect === true) suspects.push(path);
    const notWhole = whole === undefined ? '' : ` It is not sent whole: ${whole.refusal}.`;
    let reading: Promise<KeyFrameReading> | undefined;
    const read = () => (reading ??= readVideo(path, keyFrames, options));
    let frames = remembered[path]?.stamp === stamp ? remembered[path]?.frames : undefined;
    if (frames === undefined) {
      const startedAt = now();
      const found = await read();
      spent += now() - startedAt;
      diagnostics.push(...found.diagnostics);
      frames = found.frames.length;
      if (frames === 0) {
        // A decoder may be there the next time: it is not remembered, and the pack is not either (it has such a picture).
        const reason = `${found.diagnostics[0]?.message ?? 'The video is listed, not shown.'}${notWhole}`;
        leaveOut(path, reason);
        leftOut.push({ path: innerPath(path, 'frame-1.png', input), file: path, role: 'frame', reason });
        continue;
      }
    }
    taken++;
    leaveOut(path, `Video: frames of it are shown as pictures, where they fit.${notWhole}`);
    known[path] = { stamp, frames };
    for (const [order, frame] of spreadFrames(frames).entries())
      pictures.push({
        path: innerPath(path, `frame-${frame + 1}.png`, input),
        size: 0, // known when it is decoded
        contentHash: `${stamp} frame ${frame + 1}`,
        inside: {
          ...{ kind: 'frame', index: order, file: path, besides: place?.path ?? path, line: place?.line },
          read: async () => (await read()).frames[frame],
        },
      });
  }
  if (JSON.stringify(known) !== JSON.stringify(remembered))
    index.putFact(factKind, factFormat, JSON.stringify(known));
  return { pictures, leftOut, diagnostics, videos: sent, suspects };
}

async function readVideo(
  path: string,
  keyFrames: Pick<KeyFrames, 'extract'> | undefined,
  options: RunOptions,
): Promise<KeyFrameReading> {
  if (keyFrames !== undefined) return keyFrames.extract(path, options);
  const message = 'The video is listed, not shown: there is no decoder for videos.';
  return { frames: [], diagnostics: [{ severity: 'information', code: 'video-unread', message, path }] };
}

/** The document beside which each video belongs; code that plays one tells less of it. */
function placesOf(
  videos: PicturesInVideosInput['videos'],
  texts: readonly TextFile[],
): Map<string, ImageReference> {
  const references = findImageReferences(
    texts.filter(({ path }) => isDocument(path)),
    videos.map(({ path }) => path),
  );
  return new Map(
    [...references].flatMap(([path, all]) => {
      const place = bestPlace(path, all);
      return place === undefined ? [] : [[path, place] as const];
    }),
  );
}

function refusal(video: {
  readonly path: string;
  readonly size: number;
  readonly isPlaced: boolean;
  readonly isPinned: boolean;
}): string | undefined {
  if (video.size > videoLimits.bytes)
    return `Video: ${video.size} bytes are more than ${videoLimits.bytes}, which a short one has.`;
  if (video.isPinned || video.isPlaced) return undefined;
  return isAmongTests(video.path) ? 'Video: it lies among tests.' : 'Video: no document refers to it.';
}

/** Some frames of all, the first and the last among them. */
function spreadFrames(count: number): number[] {
  const shown = Math.min(count, videoLimits.frames);
  return Array.from({ length: shown }, (_, at) =>
    shown === 1 ? 0 : Math.round((at * (count - 1)) / (shown - 1)),
  );
}

function recall(index: Pick<IndexStore, 'getFact'>): RememberedVideos {
  try {
    return JSON.parse(index.getFact(factKind, factFormat) ?? '{}') as RememberedVideos;
  } catch {
    return {}; // a damaged index is made again
  }
}
