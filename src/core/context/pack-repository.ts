import { listRedactions } from '../analysis/list-redactions.ts';
import type { Repository } from '../analysis/repository.ts';
import { createYielder } from '../base/abort.ts';
import { AppError } from '../base/app-error.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type { TokenCounter } from '../tokens/model-token-counter.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import type { ContextEntry } from './context-entry.ts';
import type { OverviewSection } from './describe-repository.ts';
import { fileOptions, pathRow, renderFile, shownAt } from './file-options.ts';
import { type FitItem, type FitOption, fitBudget } from './fit-budget.ts';
import { chooseFolderLines, type FolderLines } from './folder-lines.ts';
import type { PackContinuation } from './pack-continuation.ts';
import { type PackFormat, type PackWriter, packWriter } from './pack-format.ts';
import type { PartFacts } from './pack-part.ts';
import { attachmentOf, type PackAttachment, type PackPicture, renderPicture } from './pack-picture.ts';
import { type PackWishes, wishReader } from './pack-wishes.ts';
import { placePictures } from './place-pictures.ts';
import { reasonReader } from './resolution-reason.ts';
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
  /** What the user pinned, left out or forced. */
  readonly wishes?: PackWishes;
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
  /** What was taken out of the files, the pictures in the pack included; never the values. By path and line. */
  readonly redactions: readonly PackRedaction[];
  /** Sent with the text, in the order in which it names them. */
  readonly attachments: readonly PackAttachment[];
  /** As the target counts; an upper estimate where its tokenizer is not public. */
  readonly tokenCount: number;
  readonly budget: number;
  readonly format: PackFormat;
  /** One for every path that belongs to the repository, in order of path; what is no readable file is `omitted`. */
  readonly entries: readonly ContextEntry[];
  /** Where the pack continues an earlier one, or might have. */
  readonly continuation?: PackContinuation;
}

/** Shares of the budget that the lines for folders and the overview may take. */
const folderLinesShare = 0.1;
const overviewShare = 0.04;
/** Tokens that the overview may take of any budget. */
const longestOverview = 1500;

/**
 * Packs a repository: chooses each file's resolution so that the whole fits `budget`, and writes it. The counts of the
 * parts add up, and the whole is counted once more, so the result never exceeds the budget.
 *
 * @throws AppError `usage` when the budget is too small for even the preamble
 */
export async function packRepository(
  input: PackRepositoryInput,
  options: RunOptions = {},
): Promise<PackedContext> {
  const { budget, counter } = input;
  // A format without line ends between its parts (JSON) can merge tokens across them: then the sum is off by a few, and
  // the second attempt holds back what the first one was over.
  for (let reserve = 0, attempt = 1; ; attempt++) {
    const packed = await packWithin(input, Math.floor(budget / counter.factor) - reserve, options);
    if (packed.tokenCount <= budget) return packed;
    if (attempt === 4) {
      throw new AppError('internal', `The pack has ${packed.tokenCount} tokens; ${budget} were allowed.`);
    }
    reserve += 2 * Math.ceil((packed.tokenCount - budget) / counter.factor);
  }
}

/** @param ownBudget o200k tokens: the target's own budget is converted once, rounded down */
async function packWithin(
  input: PackRepositoryInput,
  ownBudget: number,
  options: RunOptions,
): Promise<PackedContext> {
  const { repository, values, budget, counter, format } = input;
  options.onProgress?.({ type: 'stage-start', stage: 'fit', total: repository.files.length });
  const writer = packWriter(format);
  const overview = fitOverview(input.overview ?? [], writer, ownBudget);
  const preamble = writer.preamble(overview);
  const fixed =
    countO200kTokens(preamble) + countO200kTokens(writer.listing(['x'])) + countO200kTokens(writer.end);
  const available = ownBudget - fixed;
  if (available < 0)
    throw new AppError('usage', `A budget of ${budget} tokens is too small: the frame alone takes ${fixed}.`);
  const paths = repository.files.map(({ path }) => path);
  const folders = chooseFolderLines(paths, Math.floor(available * folderLinesShare), writer);
  const wishOf = wishReader(input.wishes ?? {});
  const yieldIfDue = createYielder(options.signal);
  const position = new Map(input.order.map((path, index) => [path, index]));
  const files = [...repository.files].sort(
    (a, b) => (position.get(a.path) ?? 0) - (position.get(b.path) ?? 0) || compareCodeUnits(a.path, b.path),
  );
  const pictures = placePictures(input, writer);
  const items: FitItem[] = [];
  for (const file of files) {
    await yieldIfDue();
    const value = values.get(file.path);
    const wish = wishOf(file.path);
    const isCovered = folders.covers(file.path);
    const offer = file.text === undefined ? pictures.offers.get(file.path) : undefined;
    const picture = offer && { cost: offer.cost, value: offer.value };
    items.push({ path: file.path, options: fileOptions({ file, value, wish, writer, picture, isCovered }) });
  }
  // A drawing in the repository's text (SVG) may be shown as a picture besides.
  const drawings = files.flatMap(({ path, text }) =>
    text === undefined ? [] : (pictures.offers.get(path) ?? []),
  );
  for (const { picture, cost, value } of drawings) items.push(drawingItem(picture.path, cost, value));
  const chosen = chooseOptions(items, files.length, { available, folders, writer });
  const shownPictures = new Set<string>();
  items.forEach(({ path, options: own }, index) => {
    if (own[chosen[index] as number]?.isPicture === true) shownPictures.add(path);
  });
  options.onProgress?.({ type: 'stage-end', stage: 'fit' });

  options.onProgress?.({ type: 'stage-start', stage: 'render' });
  const parts: PackPart[] = [
    { kind: 'preamble', overview, tokens: countO200kTokens(preamble), text: preamble },
  ];
  const attachments: PackAttachment[] = [];
  const entries: ContextEntry[] = repository.leftOut.map(({ path, reason }) => ({
    path,
    resolution: 'omitted',
    tokenCount: 0,
    reason,
  }));
  const reasonOf = reasonReader(repository, input.picturesLeftOut);
  const rows: string[] = [];
  for (const [index, file] of files.entries()) {
    await yieldIfDue();
    const option = items[index]?.options[chosen[index] as number] as FitOption;
    const shown = shownAt(file, option.resolution);
    if (shown !== undefined) parts.push({ ...renderFile(writer, file, shown), tokens: option.cost });
    else if (option.resolution === 'path') rows.push(pathRow(file));
    for (const picture of pictures.beside.get(file.path) ?? []) {
      if (!shownPictures.has(picture.path)) continue;
      const attachment = attachmentOf(picture, attachments.length + 1);
      const text = renderPicture(writer, picture, attachments.length + 1);
      if (attachment !== undefined) attachments.push(attachment);
      const tokens = pictures.offers.get(picture.path)?.cost ?? 0;
      parts.push({ kind: 'picture', path: picture.path, resolution: 'full', tokens, text });
    }
    entries.push({
      path: file.path,
      resolution: option.resolution,
      tokenCount: Math.ceil(option.cost * counter.factor),
      reason: reasonOf({
        file,
        resolution: option.resolution,
        value: values.get(file.path),
        picture: pictures.offers.get(file.path)?.picture,
        wish: wishOf(file.path),
      }),
    });
  }
  rows.push(...folders.rowsFor(unnamed(items.slice(0, files.length), chosen)));
  const listing = writer.listing(rows.sort(compareCodeUnits));
  parts.push({ kind: 'listing', rows, tokens: countO200kTokens(listing), text: listing });
  parts.push({ kind: 'end', tokens: countO200kTokens(writer.end), text: writer.end });
  const text = parts.map((part) => part.text).join('');
  // Parts begin at certain cuts, so that their counts add up exactly and the whole needs no counting.
  const own = parts.reduce((sum, part) => sum + part.tokens, 0);
  const tokenCount = Math.ceil(own * counter.factor);
  options.onProgress?.({ type: 'stage-end', stage: 'render', detail: `${tokenCount} tokens` });
  entries.sort((a, b) => compareCodeUnits(a.path, b.path));
  const redactions = [...listRedactions(repository), ...(input.pictureRedactions ?? [])];
  return { text, parts, redactions, attachments, tokenCount, budget, format, entries };
}

/** As much of the overview as its share of the budget holds, the first rows of each section first. */
function fitOverview(
  overview: readonly OverviewSection[],
  writer: PackWriter,
  budget: number,
): OverviewSection[] {
  const limit = Math.min(longestOverview, Math.floor(budget * overviewShare));
  const fitted = overview.map(({ title }) => ({ title, rows: [] as string[] }));
  let left = limit;
  const longest = Math.max(0, ...overview.map(({ rows }) => rows.length));
  for (let row = 0; row < longest; row++) {
    for (const [index, { rows }] of overview.entries()) {
      const text = rows[row];
      if (text === undefined) continue;
      // A title costs a few tokens with its first row.
      left -= countO200kTokens(writer.row(text)) + (row === 0 ? 4 : 0);
      if (left < 0) return fitted.filter((section) => section.rows.length > 0);
      fitted[index]?.rows.push(text);
    }
  }
  return fitted.filter((section) => section.rows.length > 0);
}

/** The best options within `available`: folders whose files are all named need no line, so what was held back is used. */
function chooseOptions(
  items: readonly FitItem[],
  fileCount: number,
  {
    available,
    folders,
    writer,
  }: { readonly available: number; readonly folders: FolderLines; readonly writer: PackWriter },
): number[] {
  const files = items.slice(0, fileCount);
  const costOfFolders = (choice: readonly number[]) =>
    folders.rowsFor(unnamed(files, choice)).reduce((sum, row) => sum + countO200kTokens(writer.row(row)), 0);
  const chosen = fitBudget(items, available - folders.cost);
  if (chosen === undefined) throw new AppError('internal', 'The cheapest pack does not fit its budget.');
  const needed = costOfFolders(chosen);
  const refitted = fitBudget(items, available - needed);
  return refitted !== undefined && costOfFolders(refitted) <= needed ? refitted : chosen;
}

function drawingItem(path: string, cost: number, value: number): FitItem {
  const without: FitOption = { resolution: 'omitted', cost: 0, value: 0 };
  return { path, options: [without, { resolution: 'full', cost, value, isPicture: true }] };
}

/** Files that only a folder's line stands for, or nothing. */
function unnamed(items: readonly FitItem[], chosen: readonly number[]): string[] {
  return items.flatMap(({ path, options }, index) => {
    const resolution = options[chosen[index] as number]?.resolution;
    return resolution === 'folder' || resolution === 'omitted' ? [path] : [];
  });
}
