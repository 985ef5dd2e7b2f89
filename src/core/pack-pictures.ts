import { knownSecretsOf } from './analysis/repeated-secrets.ts';
import type { Repository, SourceFile } from './analysis/repository.ts';
import { contentHash } from './base/content-hash.ts';
import type { Diagnostic } from './base/diagnostic.ts';
import { extensionOf } from './base/path-text.ts';
import type { RunOptions } from './base/progress.ts';
import type { PictureMaker } from './context/continue-stored-pack.ts';
import type { PackPicture } from './context/pack-picture.ts';
import { type FileWish, type PackWishes, wishReader } from './context/pack-wishes.ts';
import type { EnginePorts } from './engine-ports.ts';
import { choosePictures, type PictureCandidate } from './media/choose-pictures.ts';
import { longEdgeFor, type PictureRules } from './media/fit-picture.ts';
import { imageTokenCount, type PixelSize } from './media/image-tokens.ts';
import type { InnerPictures } from './media/inner-pictures.ts';
import { loadPictureFacts } from './media/load-picture-facts.ts';
import type { PictureFacts } from './media/picture-facts.ts';
import { isPicturePath, type PictureFile } from './media/picture-file.ts';
import { isMarkdownPath, picturesInMarkdown } from './media/pictures-in-markdown.ts';
import { picturesInNotebooks } from './media/pictures-in-notebooks.ts';
import { picturesInOffice } from './media/pictures-in-office.ts';
import { picturesInPdfs } from './media/pictures-in-pdfs.ts';
import { isVideoPath, type PicturesInVideos, picturesInVideos } from './media/pictures-in-videos.ts';
import { type PictureRedaction, preparePictures } from './media/prepare-pictures.ts';
import type { WholeVideos } from './media/whole-videos.ts';
import { packVideo, wholeVideos } from './pack-videos.ts';
import type { PictureCodec } from './ports/picture-codec.ts';
import type { TokenCounter } from './tokens/model-token-counter.ts';
import type { KnownSecret } from './workspace/known-secrets.ts';

export interface PackPicturesInput {
  readonly ports: EnginePorts;
  readonly repository: Repository;
  readonly rules: PictureRules;
  readonly counter: TokenCounter;
  /** Tokens of the pack as the target counts. */
  readonly budget: number;
  readonly wishes: PackWishes;
  /** Pictures that the pack before had, with the size in which they were sent: they stay in that. */
  readonly kept?: ReadonlyMap<string, PixelSize>;
}

export interface PackPictures {
  /** Best first. */
  readonly pictures: readonly PackPicture[];
  /** Why others are not among them, by path. */
  readonly picturesLeftOut: ReadonlyMap<string, string>;
  /** The file that holds a picture, by the path of each that is no file of its own. */
  readonly picturesInside: ReadonlyMap<string, string>;
  /** Those of which the text could not be read. */
  readonly suspectPictures: ReadonlySet<string>;
  readonly pictureRedactions: readonly PictureRedaction[];
  readonly diagnostics: readonly Diagnostic[];
}

const none: PackPictures = {
  pictures: [],
  picturesLeftOut: new Map(),
  picturesInside: new Map(),
  suspectPictures: new Set(),
  pictureRedactions: [],
  diagnostics: [],
};

/** Share of a pack that its pictures may take; code and documents are what most questions are about. */
const pictureShare = 0.25;

/**
 * Makes the pictures of a pack that may go on from the one before.
 *
 * @param keyRules the rules that name the pack, where those of this request are stricter for a while
 */
export function pictureMaker(
  input: Omit<PackPicturesInput, 'kept'>,
  options: RunOptions,
  keyRules: PictureRules = input.rules,
): PictureMaker & { readonly make: (kept?: ReadonlyMap<string, PixelSize>) => Promise<PackPictures> } {
  return {
    key: contentHash(JSON.stringify(keyRules)),
    make: (kept = new Map()) => packPictures({ ...input, kept }, options),
  };
}

/** The pictures of a repository that are worth a place in its pack, chosen, cleaned of secrets, scaled and encoded. */
export async function packPictures(
  { ports, repository, rules, counter, budget, wishes, kept = new Map() }: PackPicturesInput,
  options: RunOptions,
): Promise<PackPictures> {
  const { pictures: codec, fileSystem, index, ocr } = ports;
  if (codec === undefined) return none;
  const wishOf = wishReader(wishes);
  const isPinned = (path: string) => wishOf(path)?.resolution === 'full' || kept.has(path);
  const limit = budget * pictureShare;
  const knownSecrets = knownSecretsOf(repository);
  const whole = wholeVideos({ ports, rules, budget, wishes, knownSecrets });
  const inner = await innerPictures(
    { ports, codec, repository, rules, limit, whole, knownSecrets, wishOf, isPinned },
    options,
  );
  const videoTokens = inner.videos.reduce((sum, { content }) => sum + content.tokenCount, 0);
  const files: PictureFile[] = [
    // A pointer of Git LFS is none, whatever its name.
    ...repository.files.filter(({ path, kind }) => isPicturePath(path) && kind !== 'binary'),
    ...inner.pictures,
  ];
  if (files.length === 0 && inner.leftOut.length === 0 && inner.videos.length === 0) return none;
  const { facts, diagnostics } = await loadPictureFacts(
    { pictures: files, fileSystem, codec, index },
    options,
  );
  const { candidates, leftOut } = choosePictures({
    pictures: files.map(({ path, inside }) => ({ path, facts: facts.get(path), inside })),
    texts: textsOf(repository),
    rules: { ...rules, maxPictures: Math.max(0, rules.maxPictures - inner.videos.length) },
    maxTokensEach: Math.floor(limit),
    isPinned,
  });
  const isWanted = ({ path }: PictureCandidate) => (wishOf(path)?.resolution ?? 'full') === 'full';
  const sized = candidates.filter(isWanted).map((candidate) =>
    inKeptSize(candidate, {
      size: kept.get(candidate.path),
      facts: facts.get(candidate.path),
      rules,
      longEdge: longEdgeFor(candidates.length, rules),
    }),
  );
  const affordable = withinTokens(sized, limit - videoTokens);
  const prepared = await preparePictures(
    {
      candidates: affordable,
      files: new Map(files.map((file) => [file.path, file])),
      facts,
      rules,
      takenBytes: whole?.bytes ?? 0,
      countText: counter.count,
      fileSystem,
      codec,
      ocr,
      index,
      knownSecrets,
    },
    options,
  );
  const insideOf = new Map([
    ...inner.pictures.map(({ path, inside }) => [path, inside?.file ?? path] as const),
    ...inner.leftOut.flatMap(({ path, file }) => (path === file ? [] : [[path, file] as const])),
  ]);
  const hidden = Map.groupBy(prepared.redactions, ({ path }) => path);
  const share = `Pictures may take ${Math.round(pictureShare * 100)} % of the pack; better ones did.`;
  const reasons = [
    ...candidates.map(({ path }) => [path, share] as const),
    ...[...inner.leftOut, ...leftOut, ...prepared.leftOut].map(({ path, reason }) => [path, reason] as const),
  ];
  const shown = prepared.prepared.map(
    ({ candidate, content, reason }): PackPicture => ({
      path: candidate.path,
      besides: candidate.besides,
      line: candidate.line,
      worth: candidate.worth,
      inside: insideOf.get(candidate.path),
      hidden: (hidden.get(candidate.path) ?? []).map(({ rule }) => rule),
      content,
      reason: `${candidate.reason} ${reason}`,
    }),
  );
  return {
    pictures: [...inner.videos.map((video) => packVideo(video, rules)), ...shown],
    picturesLeftOut: new Map(reasons),
    picturesInside: insideOf,
    suspectPictures: new Set([
      ...inner.suspects,
      ...prepared.leftOut.flatMap(({ path, isSuspect }) => (isSuspect === true ? [path] : [])),
    ]),
    pictureRedactions: prepared.redactions,
    diagnostics: [...inner.diagnostics, ...diagnostics, ...prepared.diagnostics],
  };
}

/** Sizes may differ by a rounding of one pixel in a hundred. */
const sameShape = 0.01;

/** A picture of the pack before keeps its size, so that it keeps its bytes, unless it has another shape now. */
function inKeptSize(
  candidate: PictureCandidate,
  {
    size,
    facts,
    rules,
    longEdge,
  }: {
    readonly size: PixelSize | undefined;
    readonly facts: PictureFacts | undefined;
    readonly rules: PictureRules;
    /** Pixels that the longer edge may have among so many pictures. */
    readonly longEdge: number;
  },
): PictureCandidate {
  if (size === undefined || facts === undefined || Math.max(size.width, size.height) > longEdge)
    return candidate;
  const isLarger = facts.drawn === undefined && (size.width > facts.width || size.height > facts.height);
  const shape = (size.width * facts.height) / (size.height * facts.width);
  if (isLarger || Math.abs(shape - 1) > sameShape + 1 / Math.min(size.width, size.height)) return candidate;
  return { ...candidate, size, isSized: true, tokenCount: imageTokenCount(size, rules.tokenFamily) };
}

interface InnerPicturesOf {
  readonly ports: EnginePorts;
  readonly codec: PictureCodec;
  readonly rules: PictureRules;
  /** Tokens that all pictures may take. */
  readonly limit: number;
  readonly whole: WholeVideos | undefined;
  readonly knownSecrets: readonly KnownSecret[];
  readonly repository: Repository;
  readonly wishOf: (path: string) => FileWish | undefined;
  readonly isPinned: (path: string) => boolean;
}

/** Pictures inside the repository's files, but for files of which no text is to be shown; and videos. */
async function innerPictures(
  { ports, codec, repository, rules, limit, whole, knownSecrets, wishOf, isPinned }: InnerPicturesOf,
  options: RunOptions,
): Promise<PicturesInVideos> {
  const isTaken = (path: string) => repository.byPath.has(path);
  const isShown = ({ path }: SourceFile) => {
    const wish = wishOf(path);
    return wish === undefined || wish.resolution === 'full' || wish.resolution === 'skeleton';
  };
  const files = repository.files.filter(isShown);
  const notebooks = files.filter(({ kind, hasText }) => kind === 'notebook' && hasText).map(withText);
  const documents = files.flatMap((file) => {
    const { pages, redactions } = file;
    if (pages === undefined || !file.hasText) return [];
    return [Object.assign(withText(file), { pages, hasSecrets: redactions.length > 0 })];
  });
  const markdown = files.filter(({ path, hasText }) => hasText && isMarkdownPath(path)).map(withText);
  const office = files.filter(({ path, hasText }) => hasText && isOfficePath(path)).map(withText);
  const { fileSystem, keyFrames, index, now } = ports;
  const tokens = limit;
  const videos = files.filter(({ path }) => isVideoPath(path));
  const texts = textsOf(repository);
  const inVideos = await picturesInVideos(
    { videos, texts, keyFrames, whole, index, now, isTaken, isPinned },
    options,
  );
  const found: readonly InnerPictures[] = [
    await picturesInNotebooks({ notebooks, isTaken, isPinned, knownSecrets }, options),
    await picturesInMarkdown({ documents: markdown, isTaken, isPinned, knownSecrets }, options),
    picturesInOffice({ documents: office, isTaken, isPinned, knownSecrets, fileSystem }),
    picturesInPdfs({ documents, isTaken, isPinned, rules, tokens, fileSystem, codec, now }),
    inVideos,
  ];
  return {
    ...inVideos,
    pictures: found.flatMap(({ pictures }) => pictures),
    leftOut: found.flatMap(({ leftOut }) => leftOut),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Whether a file is one of Word or PowerPoint, which hold pictures. */
function isOfficePath(path: string): boolean {
  return ['.docx', '.pptx'].includes(extensionOf(path));
}

/** The first candidates, best first, as long as they cost no more than `limit` together. */
function withinTokens(candidates: readonly PictureCandidate[], limit: number): PictureCandidate[] {
  let left = limit;
  return candidates.filter(({ tokenCount }) => {
    if (tokenCount > left) return false;
    left -= tokenCount;
    return true;
  });
}

/** The repository's texts, each read again when it is asked for where texts are not held. */
function textsOf({ files }: Repository) {
  return files.filter(({ hasText }) => hasText).map(withText);
}

function withText(file: SourceFile) {
  return {
    path: file.path,
    contentHash: file.contentHash,
    get text() {
      return file.text ?? '';
    },
  };
}
