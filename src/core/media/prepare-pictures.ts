import { mapConcurrent } from '../base/concurrency.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { OcrEngine } from '../ports/ocr-engine.ts';
import type { PictureCodec } from '../ports/picture-codec.ts';
import type { KnownSecret } from '../workspace/known-secrets.ts';
import { redactSecrets } from '../workspace/redact-secrets.ts';
import type { LeftOutPicture, PictureCandidate } from './choose-pictures.ts';
import { EncodedPictureCache } from './encoded-picture-cache.ts';
import { findPictureSecrets } from './find-picture-secrets.ts';
import { type PictureRules, shrinkToText } from './fit-picture.ts';
import { imageTokenCount } from './image-tokens.ts';
import type { PictureFacts } from './picture-facts.ts';
import { type PictureFile, pictureBytes } from './picture-file.ts';
import { pictureOrText } from './picture-or-text.ts';
import { pictureText } from './picture-text.ts';
import { PictureTextCache } from './picture-text-cache.ts';
import { isWithoutText, recognizePicture } from './recognize-picture.ts';
import type { ImageMediaType } from './sniff-image.ts';

export interface PreparePicturesInput {
  /** Best first: where the request's bytes run out, the last ones are left out. */
  readonly candidates: readonly PictureCandidate[];
  readonly files: ReadonlyMap<string, PictureFile>;
  readonly facts: ReadonlyMap<string, PictureFacts | undefined>;
  readonly rules: PictureRules;
  /** Of the request, after base64, that something else takes. */
  readonly takenBytes?: number;
  /** Tokens of a text, as the target counts them. */
  readonly countText: (text: string) => number;
  readonly fileSystem: Pick<FileSystem, 'read'>;
  readonly codec: Pick<PictureCodec, 'encode'>;
  readonly ocr: OcrEngine;
  /** Secrets of files, which pictures may show. */
  readonly knownSecrets?: readonly KnownSecret[];
  readonly index: Pick<IndexStore, 'getFact' | 'putFact'>;
}

/** What goes to the model for a picture: the picture, or the text in it. */
export type PictureContent =
  | {
      readonly kind: 'picture';
      readonly mediaType: ImageMediaType;
      readonly bytes: Uint8Array;
      readonly width: number;
      readonly height: number;
      readonly tokenCount: number;
    }
  | { readonly kind: 'text'; readonly text: string; readonly tokenCount: number };

export interface PreparedPicture {
  readonly candidate: PictureCandidate;
  readonly content: PictureContent;
  /** Why it is this and not the other, as a sentence. */
  readonly reason: string;
}

/** A suspected secret that was hidden in a picture, or in the text that stands for it. */
export interface PictureRedaction {
  readonly path: string;
  readonly rule: string;
}

export interface PreparedPictures {
  /** In the order of the candidates. */
  readonly prepared: readonly PreparedPicture[];
  readonly leftOut: readonly LeftOutPicture[];
  readonly redactions: readonly PictureRedaction[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Outcome {
  readonly prepared?: PreparedPicture;
  readonly leftOut?: string;
  readonly isSuspect?: boolean;
  readonly redactions: readonly PictureRedaction[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Share of a request's bytes that pictures may take, with what else goes along; the rest is text. */
const PICTURE_SHARE = 0.75;

/** Recognition works on one picture at a time; the next one is read and encoded meanwhile. */
const concurrentPictures = 2;

/**
 * Makes chosen pictures ready to be sent: reads the text in each (about a second a picture, remembered by content), hides
 * suspected secrets, and scales and encodes it, or gives its text where that is the better trade.
 */
export async function preparePictures(
  input: PreparePicturesInput,
  options: RunOptions = {},
): Promise<PreparedPictures> {
  const { candidates, rules, index } = input;
  const cache = new PictureTextCache(index);
  const encoded = new EncodedPictureCache(index);
  const total = candidates.length;
  let done = 0;
  options.onProgress?.({ type: 'stage-start', stage: 'read-image', total });
  let outcomes: Outcome[];
  try {
    outcomes = await mapConcurrent(
      candidates,
      async (candidate) => {
        const outcome = await prepare(candidate, { ...input, cache, encoded }, options);
        options.onProgress?.({ type: 'stage-progress', stage: 'read-image', done: ++done, total });
        return outcome;
      },
      { limit: concurrentPictures, signal: options.signal },
    );
  } finally {
    cache.save();
    encoded.save();
  }
  options.onProgress?.({ type: 'stage-end', stage: 'read-image' });
  const prepared: PreparedPicture[] = [];
  const leftOut: LeftOutPicture[] = [];
  const redactions: PictureRedaction[] = [];
  let bytes = input.takenBytes ?? 0;
  for (const [at, outcome] of outcomes.entries()) {
    const { path, role } = candidates[at] as PictureCandidate;
    const own = outcome.prepared === undefined ? 0 : base64Bytes(outcome.prepared.content);
    let reason = outcome.leftOut;
    if (bytes + own > rules.maxRequestBytes * PICTURE_SHARE) reason = 'The bytes of a request are used up.';
    if (reason !== undefined || outcome.prepared === undefined) {
      const isSuspect = outcome.isSuspect === true;
      leftOut.push({
        path,
        role,
        reason: reason ?? 'It could not be prepared.',
        ...(isSuspect && { isSuspect }),
      });
      continue;
    }
    bytes += own;
    prepared.push(outcome.prepared);
    redactions.push(...outcome.redactions);
  }
  return {
    prepared,
    leftOut: leftOut.sort((a, b) => compareCodeUnits(a.path, b.path)),
    redactions,
    diagnostics: outcomes.flatMap(({ diagnostics }) => diagnostics),
  };
}

type PrepareInput = PreparePicturesInput & {
  readonly cache: PictureTextCache;
  readonly encoded: EncodedPictureCache;
};

async function prepare(
  candidate: PictureCandidate,
  input: PrepareInput,
  options: RunOptions,
): Promise<Outcome> {
  const { path } = candidate;
  const leaveOut = (leftOut: string, diagnostics: readonly Diagnostic[] = []): Outcome => ({
    leftOut,
    redactions: [],
    diagnostics,
  });
  const file = input.files.get(path);
  const facts = input.facts.get(path);
  const bytes = file === undefined ? undefined : await pictureBytes(file, input.fileSystem, options);
  if (bytes === undefined || facts === undefined) return leaveOut('It cannot be read.');
  if (facts.drawn !== undefined || file?.inside?.isWrittenOut === true) {
    if (!input.rules.seesPictures)
      return leaveOut('The model sees no pictures; its text is in the pack as text.');
    // Its text was redacted as text before it was drawn, or held nothing to redact.
    return encode(
      { candidate, bytes, masks: [], reason: 'The model sees pictures.', redactions: [] },
      input,
      options,
    );
  }
  const read = await recognizePicture({ path, bytes, facts }, input, options);
  if ('problem' in read)
    return {
      ...leaveOut('Its text could not be read, so that nobody knows whether it holds secrets.', [
        read.problem,
      ]),
      isSuspect: true,
    };
  const text = pictureText(read.recognized);
  if (candidate.isGuess && isWithoutText(text))
    return leaveOut('Its pixels look like a screen or a diagram, but there is no text in it.');
  const secrets = await findPictureSecrets(path, text, input.knownSecrets);
  const redacted = redactSecrets(text.text, secrets.ranges).text;
  const redactions = secrets.ranges.map(({ rule }) => ({ path, rule }));
  const textTokens = input.countText(redacted);
  const { seesPictures } = input.rules;
  const trade = pictureOrText({ seesPictures, pictureTokens: candidate.tokenCount, text, textTokens });
  if (trade.choice === 'nothing') return leaveOut(trade.reason);
  if (trade.choice === 'text') {
    const content = { kind: 'text', text: redacted, tokenCount: textTokens } as const;
    return { prepared: { candidate, content, reason: trade.reason }, redactions, diagnostics: [] };
  }
  const { reason } = trade;
  const { size } = candidate;
  // The height of lines is in the picture's own pixels.
  const lineHeight = ((text.lineHeight ?? 0) * size.width) / facts.width;
  const isAsIs = lineHeight === 0 || candidate.isSized === true;
  const fitted = isAsIs ? candidate : shrinkToText(size, lineHeight, input.rules);
  const fittedCandidate = { ...candidate, size: fitted.size, tokenCount: fitted.tokenCount };
  return encode(
    { candidate: fittedCandidate, bytes, masks: secrets.masks, reason, redactions },
    input,
    options,
  );
}

interface ToEncode {
  readonly candidate: PictureCandidate;
  readonly bytes: Uint8Array;
  readonly masks: PictureMasks;
  readonly reason: string;
  readonly redactions: readonly PictureRedaction[];
}

type PictureMasks = Parameters<PictureCodec['encode']>[1]['masks'];

async function encode(
  { candidate, bytes, masks, reason, redactions }: ToEncode,
  { rules, codec, encoded }: PrepareInput,
  options: RunOptions,
): Promise<Outcome> {
  const { path, size } = candidate;
  const wish = { size, masks, mediaTypes: rules.mediaTypes };
  const { maxPictureBytes: maxBytes } = rules;
  const known = encoded.get(bytes, { ...wish, maxBytes });
  let { picture, diagnostics } =
    known === undefined
      ? await codec.encode({ path, bytes }, wish, options)
      : { picture: known, diagnostics: [] };
  // A picture of many colours may be too large as PNG.
  if (picture !== undefined && picture.bytes.length > rules.maxPictureBytes)
    ({ picture, diagnostics } = await codec.encode(
      { path, bytes },
      { ...wish, mediaTypes: ['image/jpeg'] },
      options,
    ));
  if (picture === undefined) return { leftOut: 'It cannot be encoded.', redactions: [], diagnostics };
  if (picture.bytes.length > rules.maxPictureBytes)
    return {
      leftOut: `It has more bytes than the ${rules.maxPictureBytes} that the model takes.`,
      redactions: [],
      diagnostics,
    };
  if (known === undefined) encoded.put(bytes, { ...wish, maxBytes }, picture);
  return {
    prepared: {
      candidate,
      content: { kind: 'picture', ...picture, tokenCount: imageTokenCount(picture, rules.tokenFamily) },
      reason,
    },
    redactions,
    diagnostics,
  };
}

function base64Bytes(content: PictureContent): number {
  return content.kind === 'picture' ? Math.ceil(content.bytes.length / 3) * 4 : 0;
}
