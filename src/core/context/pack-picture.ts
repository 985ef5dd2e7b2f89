import { contentHash } from '../base/content-hash.ts';
import type { PictureCandidate } from '../media/choose-pictures.ts';
import type { PictureContent } from '../media/prepare-pictures.ts';
import type { ImageMediaType } from '../media/sniff-image.ts';
import type { VideoMediaType } from '../media/video-facts.ts';
import type { VideoContent } from '../media/whole-videos.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import { attachmentName } from './attachment-name.ts';
import type { PackWriter, ShownPicture } from './pack-format.ts';
import type { PackPart } from './pack-repository.ts';

/** A picture or a video that may enter a pack, ready to be sent. */
export interface PackPicture extends Pick<PictureCandidate, 'path' | 'besides' | 'line'> {
  /** In pictures: 0 to 1 for one, more for a video. */
  readonly worth: number;
  readonly content: PictureContent | VideoContent;
  /** The file that holds it, where it is no file of its own. */
  readonly inside?: string | undefined;
  /** Rules by which secrets were hidden in it. */
  readonly hidden?: readonly string[];
  /** Why it is worth it, and why it is a picture or its text, as a sentence. */
  readonly reason: string;
}

/** A picture or a video that is sent with a pack; the pack's text names it where it belongs. */
export interface PackAttachment {
  /** As the text names it: `001-login.png`. */
  readonly name: string;
  /** Of the file in the repository. */
  readonly path: string;
  readonly mediaType: ImageMediaType | VideoMediaType;
  readonly width: number;
  readonly height: number;
  /** Of a video. */
  readonly seconds?: number;
  readonly hasAudio?: boolean;
  /** Of a video that nobody looked through for secrets. */
  readonly isUnseen?: true;
  /** As the target counts pictures and videos. */
  readonly tokenCount: number;
  readonly bytes: Uint8Array;
}

/** How many pictures and videos go with a pack, and what they cost as the target counts. */
export interface SentPictures {
  readonly count: number;
  /** How many of them are videos. */
  readonly videos?: number;
  /** Paths of the videos that nobody looked through for secrets. */
  readonly unseen?: readonly string[];
  readonly tokenCount: number;
}

export function sentPicturesOf(attachments: readonly PackAttachment[]): SentPictures {
  const tokenCount = attachments.reduce((sum, attachment) => sum + attachment.tokenCount, 0);
  const videos = attachments.filter(({ seconds }) => seconds !== undefined).length;
  const unseen = attachments.flatMap(({ isUnseen, path }) => (isUnseen === true ? [path] : []));
  return {
    ...{ count: attachments.length, tokenCount },
    ...(videos > 0 ? { videos } : {}),
    ...(unseen.length > 0 ? { unseen } : {}),
  };
}

export interface PicturePartOptions {
  /** Counts the attachments from 1. */
  readonly number: number;
  /** Tokens of the target for one o200k token. */
  readonly factor: number;
  /** What it means for an earlier picture of the same path. */
  readonly note?: string;
}

/** A picture's part of the pack, with the o200k tokens of its text and of what is sent, `factor` of which are one of the target's. */
export function picturePart(
  writer: PackWriter,
  picture: PackPicture,
  { number, factor, note }: PicturePartOptions,
): PackPart {
  const { path, content, inside, hidden = [] } = picture;
  const text = writer.picture({ ...shownPicture(picture, number), ...(note === undefined ? {} : { note }) });
  const sent =
    content.kind === 'text'
      ? {}
      : {
          attachment: attachmentName(path, content.mediaType, number),
          width: content.width,
          height: content.height,
        };
  const own = content.kind === 'text' ? 0 : Math.ceil(content.tokenCount / factor);
  return {
    kind: 'picture',
    path,
    resolution: 'full',
    contentHash: contentHash(content.kind === 'text' ? content.text : content.bytes),
    picture: { ...sent, ...(inside === undefined ? {} : { inside }), hidden },
    tokens: countO200kTokens(text) + own,
    text,
  };
}

/** o200k tokens that a picture and its part of the text take. Numbers of three digits are one token, whichever they are. */
export function pictureCost(writer: PackWriter, picture: PackPicture, factor: number): number {
  const text = countO200kTokens(writer.picture(shownPicture(picture, 1)));
  return picture.content.kind === 'text' ? text : text + Math.ceil(picture.content.tokenCount / factor);
}

/** Undefined for a picture of which only the text is sent. */
export function attachmentOf({ path, content }: PackPicture, number: number): PackAttachment | undefined {
  if (content.kind === 'text') return undefined;
  const { kind: _, ...sent } = content;
  return { name: attachmentName(path, content.mediaType, number), path, ...sent };
}

function shownPicture(picture: PackPicture, number: number): ShownPicture {
  const { path, besides, line, content } = picture;
  const place = besides === undefined ? undefined : `${besides}${line === undefined ? '' : `:${line}`}`;
  return content.kind === 'text'
    ? { path, place, text: content.text }
    : {
        path,
        place,
        attachment: attachmentName(path, content.mediaType, number),
        size: `${content.width}x${content.height}`,
        ...(content.kind === 'video' ? { seconds: Math.ceil(content.seconds) } : {}),
      };
}
