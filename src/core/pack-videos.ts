import type { PackPicture } from './context/pack-picture.ts';
import type { PackWishes } from './context/pack-wishes.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { PictureRules } from './media/fit-picture.ts';
import { imageTokenCount } from './media/image-tokens.ts';
import type { ChosenVideo } from './media/pictures-in-videos.ts';
import { WholeVideos } from './media/whole-videos.ts';
import type { KnownSecret } from './workspace/known-secrets.ts';

export interface WholeVideosOf {
  readonly ports: EnginePorts;
  readonly rules: PictureRules;
  /** Tokens of the pack as the target counts. */
  readonly budget: number;
  readonly wishes: PackWishes;
  /** Secrets of the repository's files. */
  readonly knownSecrets: readonly KnownSecret[];
}

/** Of a pack's budget what one video may cost: where it would take more, a few frames of it say enough. */
const videoShare = 0.05;

/** Of a request's bytes what all videos may take. */
const videoBytesShare = 0.4;

/** Takes the videos of a pack that are sent whole; undefined for a model that takes none. */
export function wholeVideos({
  ports: { fileSystem, keyFrames, ocr, index },
  rules: { videos: rules, maxRequestBytes },
  budget,
  wishes: { pin = [] },
  knownSecrets,
}: WholeVideosOf): WholeVideos | undefined {
  if (rules === undefined) return undefined;
  const named = new Set(pin.map((pattern) => pattern.replace(/^\.?\//, '')));
  return new WholeVideos({
    rules,
    maxTokens: Math.floor(budget * videoShare),
    maxBytes: maxRequestBytes * videoBytesShare,
    isNamed: (path) => named.has(path),
    ...{ fileSystem, keyFrames, ocr, knownSecrets, index },
  });
}

/** A video is worth as much as pictures that cost the same: it shows what its frames do, and what happens between them. */
export function packVideo({ frameWorth, ...video }: ChosenVideo, { tokenFamily }: PictureRules): PackPicture {
  const { content } = video;
  const pictures = content.tokenCount / imageTokenCount(content, tokenFamily);
  return { ...video, worth: frameWorth * Math.max(1, pictures) };
}
