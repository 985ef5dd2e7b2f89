import type { Repository, SourceFile } from '../analysis/repository.ts';
import { createYielder } from '../base/abort.ts';
import { AppError } from '../base/app-error.ts';
import { ancestorsOf, folderOf } from '../base/path-text.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type { TokenCounter } from '../tokens/model-token-counter.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import { type FitItem, type FitOption, fitBudget } from './fit-budget.ts';
import { type PackFormat, type PackWriter, packWriter, type Shown } from './pack-format.ts';
import type { PartFacts } from './pack-part.ts';
import { outlineOf, skeletonOf } from './reduce-file.ts';
import type { ContextEntry, Resolution } from './resolution.ts';
import type { FileValue } from './value-files.ts';

export interface PackRepositoryInput {
  readonly repository: Repository;
  /** Every file once, in the order in which they are written. */
  readonly order: readonly string[];
  readonly values: ReadonlyMap<string, FileValue>;
  /** Tokens as `counter` counts them. */
  readonly budget: number;
  readonly counter: TokenCounter;
  readonly format: PackFormat;
}

/** One stretch of a pack. Every part begins at a certain cut, so that the counts of parts add up to that of the pack. */
export interface PackPart extends PartFacts {
  readonly text: string;
}

/** A whole repository as one text that fits a budget. */
export interface PackedContext {
  /** All parts, one behind the other. */
  readonly text: string;
  readonly parts: readonly PackPart[];
  /** As the target counts; an upper estimate where its tokenizer is not public. */
  readonly tokenCount: number;
  readonly budget: number;
  readonly format: PackFormat;
  /** One for every file of the repository, in order of path. */
  readonly entries: readonly ContextEntry[];
}

/** Share of the budget that the lines for folders may take. */
const folderLinesShare = 0.1;

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
  const fixed =
    countO200kTokens(writer.preamble) +
    countO200kTokens(writer.listing(['x'])) +
    countO200kTokens(writer.end);
  const available = ownBudget - fixed;
  if (available < 0)
    throw new AppError('usage', `A budget of ${budget} tokens is too small: the frame alone takes ${fixed}.`);
  const folders = chooseFolders(repository, Math.floor(available * folderLinesShare), writer);
  const yieldIfDue = createYielder(options.signal);
  const items: FitItem[] = [];
  const position = new Map(input.order.map((path, index) => [path, index]));
  const files = [...repository.files].sort(
    (a, b) => (position.get(a.path) ?? 0) - (position.get(b.path) ?? 0) || compareCodeUnits(a.path, b.path),
  );
  for (const file of files) {
    await yieldIfDue();
    items.push({
      path: file.path,
      options: optionsFor(file, values.get(file.path), writer, folders),
    });
  }
  const costOfRows = (rows: Iterable<string>) =>
    [...rows].reduce((sum, row) => sum + countO200kTokens(writer.row(row)), 0);
  const unnamedBy = (choice: readonly number[]) =>
    items.filter((item, index) => isUnnamed(item.options[choice[index] as number])).map((item) => item.path);
  const reserved = costOfRows(folders.lines.values());
  let chosen = fitBudget(items, available - reserved);
  if (chosen === undefined) throw new AppError('internal', 'The cheapest pack does not fit its budget.');
  // Folders whose files are all named need no line: what was held back for them goes to files, if that still fits.
  const needed = costOfRows(folders.rowsFor(unnamedBy(chosen)));
  const refitted = fitBudget(items, available - needed);
  if (refitted !== undefined && costOfRows(folders.rowsFor(unnamedBy(refitted))) <= needed) chosen = refitted;
  options.onProgress?.({ type: 'stage-end', stage: 'fit' });

  options.onProgress?.({ type: 'stage-start', stage: 'render' });
  const parts: PackPart[] = [
    { kind: 'preamble', text: writer.preamble, tokens: countO200kTokens(writer.preamble) },
  ];
  const entries: ContextEntry[] = [];
  const rows: string[] = [];
  files.forEach((file, index) => {
    const option = items[index]?.options[chosen[index] as number] as FitOption;
    const shown = shownAt(file, option.resolution);
    if (shown !== undefined) parts.push(renderPart(writer, file, shown));
    else if (option.resolution === 'path') rows.push(pathRow(file));
    entries.push({
      path: file.path,
      resolution: option.resolution,
      tokenCount: Math.ceil(option.cost * counter.factor),
      reason: reasonOf(file, option.resolution, values.get(file.path)),
    });
  });
  rows.push(...folders.rowsFor(unnamedBy(chosen)));
  const listing = writer.listing(rows.sort(compareCodeUnits));
  parts.push({ kind: 'listing', text: listing, tokens: countO200kTokens(listing), rows });
  parts.push({ kind: 'end', text: writer.end, tokens: countO200kTokens(writer.end) });
  const text = parts.map((part) => part.text).join('');
  const tokenCount = counter.count(text);
  options.onProgress?.({ type: 'stage-end', stage: 'render', detail: `${tokenCount} tokens` });
  entries.sort((a, b) => compareCodeUnits(a.path, b.path));
  return { text, parts, tokenCount, budget, format, entries };
}

function optionsFor(
  file: SourceFile,
  value: FileValue | undefined,
  writer: PackWriter,
  folders: FolderLines,
): FitItem['options'] {
  const candidates: FitOption[] = [];
  const add = (resolution: Resolution, cost: number) =>
    candidates.push({ resolution, cost, value: value?.byResolution[resolution] ?? 0 });
  add(folders.covers(file.path) ? 'folder' : 'omitted', 0);
  add('path', countO200kTokens(writer.row(pathRow(file))));
  for (const resolution of ['outline', 'skeleton', 'full'] as const) {
    const shown = shownAt(file, resolution);
    if (shown !== undefined) add(resolution, costOf(writer, file, shown));
  }
  // An option that costs more and is worth less than a later one can never be right.
  const kept = candidates.filter(
    (option, index) => index === 0 || !candidates.slice(index + 1).some((later) => later.cost <= option.cost),
  );
  return kept as unknown as FitItem['options'];
}

/** What a file shows at a resolution, undefined where it has no such resolution. */
export function shownAt(file: SourceFile, resolution: Resolution): Shown | undefined {
  if (file.text === undefined || (file.kind !== 'text' && file.kind !== 'notebook')) return undefined;
  if (resolution === 'full') return { resolution, content: file.text };
  if (resolution !== 'skeleton' && resolution !== 'outline') return undefined;
  const content = resolution === 'skeleton' ? skeletonOf(file) : outlineOf(file);
  return content === undefined ? undefined : { resolution, content };
}

/** A file as it stands in a pack, with what it costs. */
export function renderPart(writer: PackWriter, file: SourceFile, shown: Shown): PackPart & { kind: 'file' } {
  const { before, after } = writer.frame(file, shown);
  const { path, contentHash } = file;
  return {
    kind: 'file',
    path,
    resolution: shown.resolution,
    contentHash,
    frame: [before.length, after.length],
    tokens: costOf(writer, file, shown),
    text: before + writer.content(shown.content) + after,
  };
}

function costOf(writer: PackWriter, file: SourceFile, shown: Shown): number {
  const { before, after } = writer.frame(file, shown);
  if (shown.resolution !== 'full' || !before.endsWith('\n') || file.tokens === undefined) {
    return countO200kTokens(before + writer.content(shown.content) + after);
  }
  // The text's own count is known: only the frame and the first lines beside it are counted again.
  const { headLength, tailTokens } = file.tokens;
  const head = writer.content(shown.content).slice(0, headLength);
  if (tailTokens === 0) return countO200kTokens(before + head + after);
  return countO200kTokens(before + head) + tailTokens + countO200kTokens(after);
}

/** The listing's line for a file that is named only. */
export function pathRow(file: SourceFile): string {
  const what =
    file.kind === 'text' || file.kind === 'generated' || file.kind === 'notebook'
      ? `${file.kind === 'generated' ? 'generated, ' : ''}${file.lineCount} lines`
      : `${file.kind}, ${file.size} bytes`;
  return `${file.path} (${what})`;
}

/** The listing's line for the files of a folder that have none of their own. */
export function folderRow(folder: string, count: number): string {
  return `${folder === '' ? '.' : folder}/ (${count} more ${count === 1 ? 'file' : 'files'})`;
}

function isUnnamed(option: FitOption | undefined): boolean {
  return option?.resolution === 'folder' || option?.resolution === 'omitted';
}

interface FolderLines {
  /** Folder → the longest line that it can get. */
  readonly lines: ReadonlyMap<string, string>;
  readonly covers: (path: string) => boolean;
  /** The lines for files that are not named themselves; a folder without any gets none. */
  readonly rowsFor: (unnamed: readonly string[]) => string[];
}

/** One line a folder, as deep as `budget` tokens reach, so that a model knows of everything that exists. */
function chooseFolders(repository: Repository, budget: number, writer: PackWriter): FolderLines {
  const counts = countByFolder(repository.files.map((file) => file.path));
  const depthOf = (folder: string) => (folder === '' ? 0 : folder.split('/').length);
  const sorted = [...counts.keys()].sort((a, b) => depthOf(a) - depthOf(b) || compareCodeUnits(a, b));
  const lines = new Map<string, string>();
  let left = budget;
  for (const folder of sorted) {
    const line = folderRow(folder, counts.get(folder) ?? 0);
    const cost = countO200kTokens(writer.row(line));
    if (cost > left) break;
    left -= cost;
    lines.set(folder, line);
  }
  return {
    lines,
    covers: (path) => lines.has(folderOf(path)),
    rowsFor: (unnamed) =>
      [...countByFolder(unnamed)]
        .filter(([folder]) => lines.has(folder))
        .map(([folder, count]) => folderRow(folder, count)),
  };
}

/** How many of the files lie in each folder, those of its folders included. */
export function countByFolder(paths: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    for (const folder of ancestorsOf(path)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

function reasonOf(file: SourceFile, resolution: Resolution, value: FileValue | undefined): string {
  const worth = (value?.reasons ?? []).join(', ');
  if (resolution === 'full') return worth;
  if (file.kind === 'generated') return 'generated by a tool: named only';
  if (file.kind === 'oversized') return `larger than 'maxFileBytes' (${file.size} bytes)`;
  if (file.text === undefined) return `${file.kind}: not text`;
  return `reduced to fit the budget (${worth})`;
}
