import { extensionOf, fileNameOf, folderOf } from '../base/path-text.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import { classifyPicture, isWantedRole, type PictureRole } from './classify-picture.ts';
import { fitPicture, type PictureRules } from './fit-picture.ts';
import { findImageReferences, type ImageReference, type TextFile } from './image-references.ts';
import type { PixelSize } from './image-tokens.ts';
import type { PictureFacts } from './picture-facts.ts';
import type { PictureOrigin } from './picture-file.ts';
import { groupSamePictures } from './same-pictures.ts';

export interface ChoosePicturesInput {
  /** The repository's pictures; without facts those that cannot be read. */
  readonly pictures: readonly {
    readonly path: string;
    readonly facts: PictureFacts | undefined;
    /** Of a picture inside another file. */
    readonly inside?: Omit<PictureOrigin, 'read'> | undefined;
  }[];
  /** The repository's texts, in which references are looked for if `references` are not given. */
  readonly texts: readonly TextFile[];
  readonly references?: ReadonlyMap<string, readonly ImageReference[]>;
  readonly rules: PictureRules;
  /** Tokens that one picture may cost; it is shrunk if it costs more. */
  readonly maxTokensEach?: number;
  /** Pictures that enter whatever they are. */
  readonly isPinned?: (path: string) => boolean;
}

/** A picture that is worth sending. */
export interface PictureCandidate {
  readonly path: string;
  /** The file that it belongs beside, and the line there (1-based); undefined if nothing refers to it. */
  readonly besides: string | undefined;
  readonly line: number | undefined;
  readonly size: PixelSize;
  /** Whether it is sent in this size, whatever text is read in it. */
  readonly isSized?: boolean;
  /** As the target counts pictures, of this size. */
  readonly tokenCount: number;
  readonly role: PictureRole;
  /** Whether only its pixels told its role: if no text is read in it, `preparePictures` leaves it out after all. */
  readonly isGuess: boolean;
  /** 0 to 1. */
  readonly worth: number;
  /** Why it is in, as a sentence. */
  readonly reason: string;
  /** Pictures that look the same and are left out for it, sorted. */
  readonly sameAs: readonly string[];
}

export interface LeftOutPicture {
  readonly path: string;
  readonly role: PictureRole;
  readonly reason: string;
  /** Whether it may hold a secret, for all that is known. */
  readonly isSuspect?: boolean;
}

export interface ChosenPictures {
  /** Best first; at most as many as the target takes. */
  readonly candidates: readonly PictureCandidate[];
  /** By path. */
  readonly leftOut: readonly LeftOutPicture[];
}

interface PicturePlace {
  readonly path: string;
  readonly line: number | undefined;
}

interface Judged {
  readonly path: string;
  readonly facts: PictureFacts;
  readonly role: PictureRole;
  readonly isGuess: boolean;
  readonly reason: string;
  readonly place: PicturePlace | undefined;
  readonly worth: number;
}

/**
 * Which of a repository's pictures a model should see, how large and beside what. Deterministic; reads nothing.
 */
export function choosePictures(input: ChoosePicturesInput): ChosenPictures {
  const { pictures, texts, rules, isPinned = () => false } = input;
  const paths = pictures.flatMap(({ path, inside }) => (inside === undefined ? [path] : []));
  const references = input.references ?? findImageReferences(texts, paths);
  const leftOut: LeftOutPicture[] = [];
  const judged: Judged[] = [];
  for (const { path, facts, inside } of pictures) {
    if (facts === undefined) {
      leftOut.push({ path, role: 'unknown', reason: 'It cannot be read as a picture.' });
      continue;
    }
    const known = inside === undefined ? (references.get(path) ?? []) : [];
    const place = inside === undefined ? bestPlace(path, known) : { path: inside.besides, line: inside.line };
    const { role, reason, isGuess } = classifyPicture({
      path,
      facts,
      isInDocument: inside !== undefined || known.some((reference) => isDocument(reference.path)),
      origin: inside?.kind,
    });
    if (isWantedRole(role) || isPinned(path))
      judged.push({
        path,
        facts,
        role,
        isGuess: isGuess && !isPinned(path),
        reason,
        place,
        worth: isPinned(path) ? 1 : inside === undefined ? worthOf(role, path, place) : innerWorth(inside),
      });
    else leftOut.push({ path, role, reason: `${nameOf(role)}: ${reason}.` });
  }
  judged.sort((a, b) => b.worth - a.worth || compareCodeUnits(a.path, b.path));
  const byPath = new Map(judged.map((picture) => [picture.path, picture]));
  const kept: { picture: Judged; sameAs: readonly string[] }[] = [];
  for (const { path, sameAs } of groupSamePictures(judged)) {
    const own = byPath.get(path) as Judged;
    const members = [own, ...sameAs.map((other) => byPath.get(other) as Judged)];
    // The group is placed where its most wanted member is.
    const first = members.reduce((best, member) => (member.worth > best.worth ? member : best));
    kept.push({ picture: { ...own, place: own.place ?? first.place, worth: first.worth }, sameAs });
    for (const other of sameAs) {
      const role = (byPath.get(other) as Judged).role;
      leftOut.push({ path: other, role, reason: `It looks the same as ${path}.` });
    }
  }
  kept.sort((a, b) => b.picture.worth - a.picture.worth || compareCodeUnits(a.picture.path, b.picture.path));
  for (const { picture } of kept.splice(rules.maxPictures))
    leftOut.push({
      path: picture.path,
      role: picture.role,
      reason: `At most ${rules.maxPictures} pictures enter.`,
    });
  const options = {
    pictureCount: kept.length,
    ...(input.maxTokensEach === undefined ? {} : { maxTokens: input.maxTokensEach }),
  };
  const candidates = kept.map(({ picture, sameAs }): PictureCandidate => {
    const { path, facts, role, isGuess, place, worth, reason } = picture;
    return {
      path,
      besides: place?.path,
      line: place?.line,
      ...fitPicture(facts, rules, options),
      role,
      isGuess,
      worth,
      reason: `${nameOf(role)}: ${reason}.`,
      sameAs,
    };
  });
  return { candidates, leftOut: leftOut.sort((a, b) => compareCodeUnits(a.path, b.path)) };
}

const documentExtensions = new Set([
  '.md',
  '.mdx',
  '.markdown',
  '.rst',
  '.adoc',
  '.asciidoc',
  '.txt',
  '.ipynb',
  '.tex',
  '.org',
]);

/** Whether a file is written for people to read. */
export function isDocument(path: string): boolean {
  return documentExtensions.has(extensionOf(path));
}

/** The reference beside which a picture helps most: a README, then another document, then code; the nearest of them. */
export function bestPlace(path: string, references: readonly ImageReference[]): ImageReference | undefined {
  const rank = (reference: ImageReference) =>
    (isReadme(reference.path) ? 0 : isDocument(reference.path) ? 1 : 2) * 1000 +
    foldersApart(reference.path, path);
  return references.toSorted(
    (a, b) => rank(a) - rank(b) || compareCodeUnits(a.path, b.path) || a.line - b.line,
  )[0];
}

function isReadme(path: string): boolean {
  return /^readme(?:\.|$)/i.test(fileNameOf(path));
}

function foldersApart(first: string, second: string): number {
  const [a, b] = [folderOf(first).split('/'), folderOf(second).split('/')];
  let shared = 0;
  while (shared < Math.min(a.length, b.length) && a[shared] === b[shared]) shared++;
  return a.length + b.length - 2 * shared;
}

/** A picture nobody shows is rarely of use; one in the first document that people read nearly always. */
function worthOf(role: PictureRole, path: string, place: PicturePlace | undefined): number {
  const base = role === 'screenshot' ? 0.5 : 0.6;
  if (place === undefined) return /(?:^|\/)docs?\//.test(path) ? base - 0.2 : base - 0.3;
  if (isReadme(place.path)) return place.path.includes('/') ? base + 0.2 : base + 0.3;
  return isDocument(place.path) ? base + 0.1 : base;
}

/** What the first picture of a file is worth, and what each one after it is worth less. */
const innerWorths: Readonly<Record<PictureOrigin['kind'], number>> = {
  attachment: 0.65,
  output: 0.6,
  'drawn-page': 0.55,
  frame: 0.5,
  'scanned-page': 0.35,
};
const innerStep = 0.02;
const leastInnerWorth = 0.2;

/** What a picture inside a file is worth, 0 to 1. */
export function innerWorth({
  kind,
  index,
  besides,
}: Pick<PictureOrigin, 'kind' | 'index' | 'besides'>): number {
  const first = innerWorths[kind] + (isReadme(besides) ? 0.2 : 0);
  return Math.max(leastInnerWorth, Number((first - index * innerStep).toFixed(2)));
}

const roleNames: Readonly<Record<PictureRole, string>> = {
  screenshot: 'Screenshot',
  diagram: 'Diagram',
  drawing: 'Drawing',
  plot: 'Plot',
  page: 'Page of a document',
  frame: 'Frame of a video',
  icon: 'Icon',
  sprite: 'Sprite',
  photo: 'Photograph',
  logo: 'Logo or badge',
  fixture: 'Test data',
  unknown: 'Unknown picture',
};

function nameOf(role: PictureRole): string {
  return roleNames[role];
}
