import { isAbort } from '../base/abort.ts';
import { messageOf } from '../base/app-error.ts';
import { contentHash } from '../base/content-hash.ts';
import type { RunOptions } from '../base/progress.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { KeyFrames } from '../ports/key-frames.ts';
import type { OcrEngine, RecognizedText } from '../ports/ocr-engine.ts';
import type { KnownSecret } from '../workspace/known-secrets.ts';
import { findPictureSecrets } from './find-picture-secrets.ts';
import type { VideoRules } from './fit-picture.ts';
import { pictureBytes } from './picture-file.ts';
import { pictureText } from './picture-text.ts';
import { type VideoFacts, videoFacts } from './video-facts.ts';
import { videoTokenCount } from './video-tokens.ts';

/** A video as it is sent. */
export interface VideoContent extends VideoFacts {
  readonly kind: 'video';
  readonly bytes: Uint8Array;
  /** As the target counts videos. */
  readonly tokenCount: number;
  /** Whether nobody looked through it for secrets. */
  readonly isUnseen?: true;
}

/** A video with why it is sent, or why it is not and whether it may show a secret; both in words. */
export type WholeVideo =
  | { readonly content: VideoContent; readonly reason: string }
  | { readonly refusal: string; readonly isSuspect: boolean };

export interface WholeVideosInput {
  readonly rules: VideoRules;
  /** Tokens that one may cost. */
  readonly maxTokens: number;
  /** Bytes that all may take, after base64. */
  readonly maxBytes: number;
  /** Whether somebody asked for a video by its own path. */
  readonly isNamed: (path: string) => boolean;
  readonly fileSystem: Pick<FileSystem, 'read'>;
  /** Undefined where there is no decoder at all. */
  readonly keyFrames: Pick<KeyFrames, 'sample'> | undefined;
  readonly ocr: OcrEngine;
  /** Secrets of files, which videos may show. */
  readonly knownSecrets?: readonly KnownSecret[];
  readonly index: Pick<IndexStore, 'getFact' | 'putFact'>;
}

/** Videos of a pack that are sent whole, seconds of one, and frames of all that are read for secrets, a second or two each. */
export const wholeVideoLimits = { videos: 2, seconds: 60, frames: 40 } as const;

/** Some kilobytes a frame. */
const rememberedVideos = 10;

const factKind = 'video-text';
const factFormat = '1';

/** What was read in the frames of a video, by the hash of its bytes. */
type RememberedTexts = Readonly<Record<string, readonly RecognizedText[]>>;

/** Takes the videos of one pack that go to the model as they are, one after the other. */
export class WholeVideos {
  readonly #input: WholeVideosInput;
  #remembered: RememberedTexts;
  #count = 0;
  #bytes = 0;
  /** That were read, or were the last time. */
  #frames = 0;

  constructor(input: WholeVideosInput) {
    this.#input = input;
    this.#remembered = recall(input.index);
  }

  /** Of those taken so far, after base64. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Takes a video if it is short and small enough and nothing in it looks like a secret. Nothing can be hidden in a video, so
   * that one which nobody could look through is taken only if it was asked for by its own path.
   */
  async take(
    { path, size }: { readonly path: string; readonly size: number },
    options: RunOptions = {},
  ): Promise<WholeVideo> {
    const { rules, maxTokens, maxBytes, fileSystem } = this.#input;
    const refuse = (refusal: string, isSuspect = false) => ({ refusal, isSuspect });
    const sent = Math.ceil(size / 3) * 4;
    if (this.#count >= wholeVideoLimits.videos)
      return refuse(`${wholeVideoLimits.videos} videos are, and others came first`);
    if (this.#bytes + sent > maxBytes) return refuse('a request has no room for its bytes');
    const bytes = await pictureBytes({ path }, fileSystem, options);
    const facts = bytes && videoFacts(bytes);
    if (bytes === undefined || facts === undefined) return refuse('its length cannot be read');
    const { seconds } = facts;
    if (seconds > wholeVideoLimits.seconds)
      return refuse(`${Math.ceil(seconds)} seconds are more than ${wholeVideoLimits.seconds}`);
    const tokenCount = videoTokenCount(facts, rules);
    if (tokenCount > maxTokens) return refuse(`${tokenCount} tokens are too many for this pack`);
    const look = await this.#look(path, bytes, options);
    if (look.rule !== undefined) return refuse(`it may show a secret (${look.rule})`, true);
    if (look.problem !== undefined && !this.#input.isNamed(path))
      return refuse(
        `nobody could look through it for secrets (${look.problem}); a pin that is its path sends it as it is`,
        true,
      );
    this.#count++;
    this.#bytes += sent;
    const length = `${Math.ceil(seconds)} s ${facts.hasAudio ? 'with' : 'without'} sound`;
    const looked =
      look.problem === undefined
        ? `in the ${look.frames} of its frames that show something new no secret was seen.`
        : 'nobody looked through it for secrets, but its path is pinned.';
    return {
      content: {
        ...{ kind: 'video', ...facts, bytes, tokenCount },
        ...(look.problem === undefined ? {} : { isUnseen: true }),
      },
      reason: `Video: ${length}, sent whole; ${looked}`,
    };
  }

  async #look(path: string, bytes: Uint8Array, options: RunOptions): Promise<Look> {
    const key = contentHash(bytes);
    const most = wholeVideoLimits.frames - this.#frames;
    let texts = this.#remembered[key];
    if (texts === undefined) {
      const read = await this.#read(path, most, options);
      if ('problem' in read) return { ...read, frames: 0 };
      texts = read.texts;
      this.#remember(key, texts);
    }
    for (const recognized of texts) {
      const { ranges } = await findPictureSecrets(path, pictureText(recognized), this.#input.knownSecrets);
      if (ranges[0] !== undefined) return { frames: texts.length, rule: ranges[0].rule };
    }
    // The pack is the same whether it was read now or before.
    if (texts.length > most) return { problem: `more than ${most} of its frames would be read`, frames: 0 };
    this.#frames += texts.length;
    return { frames: texts.length };
  }

  /** At once, because the next video may take long and be cancelled. */
  #remember(key: string, texts: readonly RecognizedText[]): void {
    const latest = Object.entries({ ...this.#remembered, [key]: texts }).slice(-rememberedVideos);
    this.#remembered = Object.fromEntries(latest);
    this.#input.index.putFact(factKind, factFormat, JSON.stringify(this.#remembered));
  }

  async #read(
    path: string,
    most: number,
    options: RunOptions,
  ): Promise<{ readonly texts: RecognizedText[] } | { readonly problem: string }> {
    const { keyFrames, ocr } = this.#input;
    if (keyFrames === undefined) return { problem: 'there is no decoder for videos' };
    if (most === 0) return { problem: 'the frames of others were read' };
    const { frames, diagnostics } = await keyFrames.sample(path, most, options);
    if (frames.length === 0) return { problem: problemOf(diagnostics[0]?.message) };
    const { signal, onProgress } = options;
    const stage = 'read-image';
    onProgress?.({ type: 'stage-start', stage, total: frames.length });
    const texts: RecognizedText[] = [];
    try {
      for (const frame of frames) {
        texts.push(await ocr.recognize(frame, { signal }));
        onProgress?.({ type: 'stage-progress', stage, done: texts.length, total: frames.length });
      }
    } catch (error) {
      if (isAbort(error)) throw error;
      return { problem: messageOf(error) };
    } finally {
      onProgress?.({ type: 'stage-end', stage });
    }
    return { texts };
  }
}

interface Look {
  /** That were read. */
  readonly frames: number;
  /** By which something in it looks like a secret. */
  readonly rule?: string;
  /** Why it could not be looked through. */
  readonly problem?: string;
}

/** A decoder's sentence without the words that are said already. */
function problemOf(message = 'it has no frames'): string {
  return message.replace(/^The video is listed, not shown: /, '').replace(/\.$/, '');
}

function recall(index: Pick<IndexStore, 'getFact'>): RememberedTexts {
  try {
    return JSON.parse(index.getFact(factKind, factFormat) ?? '{}') as RememberedTexts;
  } catch {
    return {}; // a damaged index is made again
  }
}
