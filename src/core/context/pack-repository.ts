import type { Repository, SourceFile } from '../analysis/repository.ts';
import { createYielder } from '../base/abort.ts';
import { AppError } from '../base/app-error.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type { TokenCounter } from '../tokens/model-token-counter.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import { chooseOptions, unnamed } from './choose-options.ts';
import type { ContextEntry } from './context-entry.ts';
import type { OverviewSection } from './describe-repository.ts';
import { documentsFirst } from './documents-first.ts';
import { type FileDiff, fitDiffs } from './file-diffs.ts';
import { attainableWish, fileOptions, pathRow, renderFile, shownAt } from './file-options.ts';
import type { FitItem, FitOption } from './fit-budget.ts';
import { fitOverview } from './fit-overview.ts';
import { chooseFolderLines } from './folder-lines.ts';
import { HeadCounts } from './head-counts.ts';
import { inOrder } from './order-files.ts';
import type { PackContinuation } from './pack-continuation.ts';
import { type PackFormat, type PackWriter, packWriter } from './pack-format.ts';
import type { PartFacts } from './pack-part.ts';
import { attachmentOf, type PackAttachment, type PackPicture, picturePart } from './pack-picture.ts';
import { type FileWish, type PackWishes, wishReader } from './pack-wishes.ts';
import {
  innerPictureEntries,
  type PictureOffer,
  type PlacedPictures,
  placePictures,
} from './place-pictures.ts';
import { lackOf, reasonReader } from './resolution-reason.ts';
import { shownRedactions } from './shown-redactions.ts';
import type { UnfittedWish } from './unfitted-wish.ts';
import { type UnreadFile, unreadFiles } from './unread-files.ts';
import type { FileValue } from './value-files.ts';

export interface PackRepositoryInput {
  readonly repository: Repository;
  /** Every file once, in the order in which they are written. */
  readonly order: readonly string[];
  readonly values: ReadonlyMap<string, FileValue>;
  /** What stands before the files; by default nothing. */
  readonly overview?: readonly OverviewSection[];
  /** Pictures that may enter, best first; by default none. */
  readonly pictures?: readonly PackPicture[];
  /** Secrets that were hidden in them. */
  readonly pictureRedactions?: readonly PackRedaction[];
  /** Why others may not, by path. */
  readonly picturesLeftOut?: ReadonlyMap<string, string>;
  /** What was wrong with pictures. */
  readonly diagnostics?: readonly Diagnostic[];
  /** The file that holds a picture, by the path of each that is no file of its own. */
  readonly picturesInside?: ReadonlyMap<string, string>;
  /** What the user pinned, left out or forced. */
  readonly wishes?: PackWishes;
  /** What changed in files, to stand behind them; by default nothing. */
  readonly diffs?: readonly FileDiff[];
  /** Tokens as `counter` counts them. */
  readonly budget: number;
  readonly counter: TokenCounter;
  readonly format: PackFormat;
}

/** One stretch of a pack. Every part begins at a certain cut, so that the counts of parts add up to that of the pack. */
export interface PackPart extends PartFacts {
  readonly text: string;
}

/** A secret that was taken out, and by which rule. */
export interface PackRedaction {
  readonly path: string;
  /** 1-based; undefined for one that a picture shows. */
  readonly line?: number;
  readonly rule: string;
}

/** A whole repository as one text that fits a budget. */
export interface PackedContext {
  /** All parts, one behind the other. */
  readonly text: string;
  readonly parts: readonly PackPart[];
  /** What was taken out of what the pack shows, pictures included; never the values. By path and line. */
  readonly redactions: readonly PackRedaction[];
  /** What could not be read, or only in part. */
  readonly unread: readonly UnreadFile[];
  /** Sent with the text, in the order in which it names them. */
  readonly attachments: readonly PackAttachment[];
  /** As the target counts; an upper estimate where its tokenizer is not public. */
  readonly tokenCount: number;
  readonly budget: number;
  readonly format: PackFormat;
  /**
   * One for every path that belongs to the repository, in order of path; what is no readable file is `omitted`. Pictures
   * inside files that might have entered have one, too.
   */
  readonly entries: readonly ContextEntry[];
  /** Files that there was no room for as they were asked for, in order of path. */
  readonly unfitted?: readonly UnfittedWish[];
  /** Where the pack continues an earlier one, or might have. */
  readonly continuation?: PackContinuation;
}

/** Share of the budget that the lines for folders may take. */
const folderLinesShare = 0.1;

/**
 * Packs a repository: chooses each file's resolution so that the whole fits `budget`, and writes it. Parts begin at certain
 * cuts, so that their counts add up exactly and the result never exceeds the budget.
 *
 * @throws AppError `usage` when the budget is too small for even the preamble
 */
export async function packRepository(
  input: PackRepositoryInput,
  options: RunOptions = {},
): Promise<PackedContext> {
  options.onProgress?.({ type: 'stage-start', stage: 'fit', total: input.repository.files.length });
  const fitted = await fitRepository(input, options);
  options.onProgress?.({ type: 'stage-end', stage: 'fit' });
  options.onProgress?.({ type: 'stage-start', stage: 'render' });
  const packed = await renderRepository(input, fitted, options);
  options.onProgress?.({ type: 'stage-end', stage: 'render', detail: `${packed.tokenCount} tokens` });
  if (packed.tokenCount > input.budget)
    throw new AppError('internal', `The pack has ${packed.tokenCount} tokens; ${input.budget} were allowed.`);
  return packed;
}

/** What enters a pack, and as what. */
interface FittedRepository {
  readonly writer: PackWriter;
  readonly preamble: PackPart;
  readonly diffs: readonly PackPart[];
  /** In the order of the pack, each with what was chosen for it. */
  readonly files: readonly FittedFile[];
  readonly pictures: PlacedPictures;
  /** Paths of the pictures that enter. */
  readonly shownPictures: ReadonlySet<string>;
  /** Lines of the listing for files that are not named themselves. */
  readonly folderRows: readonly string[];
}

interface FittedFile {
  readonly file: SourceFile;
  readonly wish: FileWish | undefined;
  readonly option: FitOption;
}

async function fitRepository(input: PackRepositoryInput, { signal }: RunOptions): Promise<FittedRepository> {
  const { repository, values, budget, counter, format } = input;
  // In o200k tokens: the target's own budget is converted once, rounded down.
  const ownBudget = Math.floor(budget / counter.factor);
  const writer = packWriter(format);
  const overview = fitOverview(input.overview ?? [], writer, ownBudget);
  const text = writer.preamble(overview);
  const preamble: PackPart = { kind: 'preamble', overview, tokens: countO200kTokens(text), text };
  const fixed = preamble.tokens + countO200kTokens(writer.listing(['x'])) + countO200kTokens(writer.end);
  if (ownBudget < fixed)
    throw new AppError('usage', `A budget of ${budget} tokens is too small: the frame alone takes ${fixed}.`);
  const diffs = fitDiffs(input.diffs ?? [], format, ownBudget - fixed);
  const available = ownBudget - fixed - diffs.reduce((sum, { tokens }) => sum + tokens, 0);
  const paths = repository.files.map(({ path }) => path);
  const folders = chooseFolderLines(paths, Math.floor(available * folderLinesShare), writer);
  const wishOf = wishReader(input.wishes ?? {});
  const yieldIfDue = createYielder(signal);
  const pictures = placePictures(input, writer);
  const wished = inOrder(repository.files, input.order).map((file) => ({
    file,
    wish: attainableWish(file, wishOf(file.path)),
  }));
  const heads = new HeadCounts();
  const items: FitItem[] = [];
  for (const { file, wish } of wished) {
    await yieldIfDue();
    const value = values.get(file.path);
    const isCovered = folders.covers(file.path);
    const picture = !file.hasText ? pictures.offers.get(file.path) : undefined;
    items.push({
      path: file.path,
      options: fileOptions({ file, value, wish, writer, heads, picture, isCovered }),
    });
  }
  // A drawing in the repository's text (SVG), and a picture inside a file, may be shown besides.
  for (const [path, offer] of pictures.offers) {
    const file = repository.byPath.get(path);
    if (file === undefined || file.hasText) items.push(besideItem(offer));
  }
  const documentOf = (path: string) => {
    const besides = pictures.offers.get(path)?.picture.besides;
    const isTold = besides !== undefined && repository.byPath.get(besides)?.hasText === true;
    return isTold && wishOf(path) === undefined ? besides : undefined;
  };
  const chosen = documentsFirst(items, documentOf, (offered) =>
    chooseOptions(offered, wished.length, { available, folders, writer }),
  );
  const shownPictures = new Set<string>();
  items.forEach(({ path }, index) => {
    if (chosen[index]?.isPicture === true) shownPictures.add(path);
  });
  return {
    writer,
    preamble,
    diffs,
    files: wished.map((one, index) => ({ ...one, option: chosen[index] as FitOption })),
    pictures,
    shownPictures,
    folderRows: folders.rowsFor(unnamed(items.slice(0, wished.length), chosen)),
  };
}

async function renderRepository(
  input: PackRepositoryInput,
  { writer, preamble, diffs, files, pictures, shownPictures, folderRows }: FittedRepository,
  { signal }: RunOptions,
): Promise<PackedContext> {
  const { repository, values, budget, counter, format } = input;
  const parts: PackPart[] = [preamble];
  const attachments: PackAttachment[] = [];
  const entries: ContextEntry[] = repository.leftOut.map(({ path, reason }) => ({
    path,
    resolution: 'omitted',
    tokenCount: 0,
    reason,
  }));
  const unfitted: UnfittedWish[] = [];
  const reasonOf = reasonReader(repository, input.picturesLeftOut);
  const scaled = (tokens: number) => Math.ceil(tokens * counter.factor);
  const rows = [...folderRows];
  const yieldIfDue = createYielder(signal);
  for (const { file, wish, option } of files) {
    await yieldIfDue();
    const { path } = file;
    const { resolution, cost } = option;
    const shown = shownAt(file, resolution);
    if (shown !== undefined) parts.push({ ...renderFile(writer, file, shown), tokens: cost });
    else if (resolution === 'path') rows.push(pathRow(file));
    for (const { picture, cost: tokens } of pictures.beside.get(path) ?? []) {
      if (!shownPictures.has(picture.path)) continue;
      const number = attachments.length + 1;
      const attachment = attachmentOf(picture, number);
      if (attachment !== undefined) attachments.push(attachment);
      parts.push({ ...picturePart(writer, picture, { number, factor: counter.factor }), tokens });
    }
    const picture = pictures.offers.get(path)?.picture;
    const reason = reasonOf({ file, resolution, value: values.get(path), picture, wish });
    if (wish !== undefined && lackOf({ file, resolution, wish, picture }) === 'room')
      unfitted.push({ path, by: wish.by });
    const drawing =
      file.text !== undefined && shownPictures.has(path) ? pictures.offers.get(path) : undefined;
    entries.push({ path, resolution, tokenCount: scaled(cost + (drawing?.cost ?? 0)), reason });
  }
  entries.push(...innerPictureEntries(input, pictures, shownPictures));
  parts.push(...diffs);
  const listing = writer.listing(rows.sort(compareCodeUnits));
  parts.push({ kind: 'listing', rows, tokens: countO200kTokens(listing), text: listing });
  parts.push({ kind: 'end', tokens: countO200kTokens(writer.end), text: writer.end });
  return {
    text: parts.map((part) => part.text).join(''),
    parts,
    redactions: shownRedactions(parts, input),
    unread: unreadFiles([...repository.diagnostics, ...(input.diagnostics ?? [])]),
    attachments,
    tokenCount: scaled(parts.reduce((sum, part) => sum + part.tokens, 0)),
    budget,
    format,
    entries: entries.sort((a, b) => compareCodeUnits(a.path, b.path)),
    unfitted: unfitted.sort((a, b) => compareCodeUnits(a.path, b.path)),
  };
}

function besideItem({ picture, cost, value }: PictureOffer): FitItem {
  const without: FitOption = { resolution: 'omitted', cost: 0, value: 0 };
  return { path: picture.path, options: [without, { resolution: 'full', cost, value, isPicture: true }] };
}
