import type { RunOptions } from '../base/progress.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { PageWish, PictureCodec } from '../ports/picture-codec.ts';
import type { LeftOutPicture } from './choose-pictures.ts';
import type { DocumentPage } from './documents/document.ts';
import { fitPicture, type PictureRules } from './fit-picture.ts';
import { firstPictures, type InnerPictures, type InnerPicturesInput, innerPath } from './inner-pictures.ts';
import { type PictureFile, pictureBytes } from './picture-file.ts';

export interface PicturesInPdfsInput extends InnerPicturesInput {
  /** Sorted by path. */
  readonly documents: readonly PdfWithPages[];
  readonly rules: PictureRules;
  /** Tokens, as the target counts, that pictures may take together: pages that could never enter are not drawn. */
  readonly tokens: number;
  readonly fileSystem: Pick<FileSystem, 'read'>;
  readonly codec: Pick<PictureCodec, 'drawPage'>;
  /** Milliseconds of a clock. */
  readonly now: () => number;
}

export interface PdfWithPages {
  readonly path: string;
  readonly contentHash: string;
  /** As `readDocument` gives it, with a heading for each page. */
  readonly text: string;
  readonly pages: readonly DocumentPage[];
  /** Whether a secret was taken out of its text: it may still be seen on a page. */
  readonly hasSecrets: boolean;
}

/** Pages of one PDF, and of all, that are drawn; none is begun once drawing took `milliseconds`. Reading the text in one takes a second. */
export const pdfPageLimits = { each: 3, all: 12, milliseconds: 15_000 } as const;

/**
 * Pixels of the longer edge of a page. On A4, letters of ten points stand in lines of 15 pixels, which models read without
 * effort; where the text has to be recognised, they need more.
 */
const pageEdge = { writtenOut: 1280, other: 1600 };

/** A page of ISO A4, for what a page costs at least. */
const usualPage = { width: Math.round(pageEdge.writtenOut / Math.SQRT2), height: pageEdge.writtenOut };

/** Characters of its own from which on the text of a drawing is text, and not strokes. */
const writtenCharacters = 12;

/** The pages of PDFs that their text does not tell: drawings and scans. Here none is drawn; reading one does. */
export function picturesInPdfs(input: PicturesInPdfsInput): InnerPictures {
  const { documents, rules, tokens } = input;
  const least = fitPicture(usualPage, rules, { maxTokens: 1 }).tokenCount;
  const room = Math.min(pdfPageLimits.all, rules.maxPictures, Math.floor(tokens / least));
  const spent: Spent = { milliseconds: 0, last: Promise.resolve() };
  const leftOut: InnerPictures['leftOut'][number][] = [];
  const first = documents.map((document) => {
    const seen = seenPages(document);
    const isTold = ({ kind, characters }: DocumentPage) =>
      !rules.seesPictures && kind === 'drawing' && characters >= writtenCharacters;
    const all = picturesOf(document, input, spent);
    const [told] = all.filter((_, index) => isTold(seen[index] as DocumentPage));
    const pages = all.filter((_, index) => !isTold(seen[index] as DocumentPage));
    if (told !== undefined)
      leftOut.push({
        ...leftOutPage(told),
        reason: 'The model sees no pictures; its text is in the pack as text.',
      });
    const found = firstPictures(pages, 'page', pdfPageLimits.each, input);
    leftOut.push(...found.leftOut);
    return found.pictures;
  });
  // The first page of every document before the second one of any.
  const inTurn = Array.from({ length: pdfPageLimits.each }, (_, rank) =>
    first.flatMap((pages) => pages[rank] ?? []),
  ).flat();
  for (const page of inTurn.slice(room))
    leftOut.push({
      ...leftOutPage(page),
      reason: `${room} pages are drawn for this pack; others came first.`,
    });
  return { pictures: inTurn.slice(0, room), leftOut, diagnostics: [] };
}

function leftOutPage({
  path,
  inside,
}: PictureFile): Omit<LeftOutPicture, 'reason'> & { readonly file: string } {
  return { path, file: inside?.file ?? path, role: 'page' };
}

/** Pages of which text alone does not tell what they show. */
function seenPages({ pages }: PdfWithPages): readonly DocumentPage[] {
  return pages.filter(({ kind }) => kind !== 'text');
}

function picturesOf(document: PdfWithPages, input: PicturesInPdfsInput, spent: Spent): PictureFile[] {
  const { path, contentHash, text, hasSecrets } = document;
  const pages = seenPages(document);
  const lines = pages.length === 0 ? new Map<number, number>() : pageLines(text);
  return pages.map(({ number, kind, characters, mayShowMore }, index): PictureFile => {
    const isWrittenOut = kind === 'drawing' && characters >= writtenCharacters && !mayShowMore && !hasSecrets;
    const longEdge = isWrittenOut ? pageEdge.writtenOut : pageEdge.other;
    return {
      path: innerPath(path, `page-${number}.png`, input),
      size: 0, // known when it is drawn
      contentHash: `${contentHash} page ${number} ${longEdge}`,
      inside: {
        kind: kind === 'scan' ? 'scanned-page' : 'drawn-page',
        ...{ isWrittenOut, index, file: path, besides: path, line: lines.get(number) },
        read: (options) => drawPage(path, { number, longEdge }, input, spent, options),
      },
    };
  });
}

/** What drawing took up to now. One page is drawn at a time, so that waiting does not count. */
interface Spent {
  milliseconds: number;
  last: Promise<unknown>;
}

async function drawPage(
  path: string,
  page: PageWish,
  { codec, fileSystem, now }: PicturesInPdfsInput,
  spent: Spent,
  options: RunOptions,
): Promise<Uint8Array | undefined> {
  const draw = async () => {
    if (spent.milliseconds > pdfPageLimits.milliseconds) return undefined;
    const bytes = await pictureBytes({ path }, fileSystem);
    if (bytes === undefined) return undefined;
    const startedAt = now();
    try {
      return (await codec.drawPage({ path, bytes }, page, options)).picture?.bytes;
    } finally {
      spent.milliseconds += now() - startedAt;
    }
  };
  const drawn = spent.last.then(draw, draw);
  spent.last = drawn;
  return drawn;
}

/** The line of each page's heading. A page may write such a line itself, and then only misleads about its place. */
function pageLines(text: string): Map<number, number> {
  const lines = new Map<number, number>();
  let line = 0;
  for (const written of text.split('\n')) {
    line++;
    const number = Number(/^## Page (\d+)$/.exec(written)?.[1]);
    if (number === lines.size + 1) lines.set(number, line);
  }
  return lines;
}
