import type { TextTokens } from '../analysis/analyze-file.ts';
import type { SourceFile } from '../analysis/repository.ts';
import { countOf } from '../base/count-of.ts';
import { ceilingOf, reduceFile } from '../reduce/reduce-file.ts';
import { isMore, type Resolution } from '../reduce/resolution.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import type { FitItem, FitOption } from './fit-budget.ts';
import type { HeadCounts } from './head-counts.ts';
import type { PackWriter, Shown } from './pack-format.ts';
import type { FileWish } from './pack-wishes.ts';
import type { FileValue } from './value-files.ts';

/** Weight of what the user asked for by name over everything that Longview would choose by itself. */
const wishWeight = 1e6;

export interface FileOptionsInput {
  readonly file: SourceFile;
  readonly value: FileValue | undefined;
  readonly wish: FileWish | undefined;
  readonly writer: PackWriter;
  readonly heads: HeadCounts;
  /** The picture that the file is, with what its part of the pack costs in o200k tokens. */
  readonly picture?: { readonly cost: number; readonly value: number } | undefined;
  /** Whether a line of the listing stands for the file where it is not named itself. */
  readonly isCovered: boolean;
}

/** The ways to show a file, cheapest first, each dearer and worth more than the one before. */
export function fileOptions({
  file,
  value,
  wish,
  writer,
  heads,
  picture,
  isCovered,
}: FileOptionsInput): FitItem['options'] {
  const candidates: FitOption[] = [];
  const most = wish?.resolution ?? ceilingOf(file).resolution;
  const isAllowed = (resolution: Resolution) => !isMore(resolution, most);
  const weighted = (resolution: Resolution, own: number) => {
    const isWished = wish !== undefined && !wish.isLimit && resolution === wish.resolution;
    return isWished ? wishWeight * (1 + own) : own;
  };
  const add = (resolution: Resolution, cost: number) =>
    candidates.push({ resolution, cost, value: weighted(resolution, value?.byResolution[resolution] ?? 0) });
  add(isCovered ? 'folder' : 'omitted', 0);
  if (isAllowed('path')) add('path', countO200kTokens(writer.row(pathRow(file))));
  for (const resolution of ['outline', 'skeleton', 'full'] as const) {
    if (isAllowed(resolution)) {
      const cost = costAt(file, resolution, writer, heads);
      if (cost !== undefined) add(resolution, cost);
    }
  }
  if (picture !== undefined && isAllowed('full')) {
    const own = weighted('full', picture.value);
    candidates.push({ resolution: 'full', cost: picture.cost, value: own, isPicture: true });
  }
  return undominated(candidates);
}

/** Without options that cost as much as a later one or are worth no more than an earlier one. */
function undominated([first, ...rest]: readonly FitOption[]): FitItem['options'] {
  const kept: FitOption[] = [first as FitOption];
  const cheapestLater = rest.map((_, index) => Math.min(...rest.slice(index + 1).map(({ cost }) => cost)));
  rest.forEach((option, index) => {
    if (option.cost >= (cheapestLater[index] as number)) return;
    if (option.value > (kept.at(-1) as FitOption).value) kept.push(option);
  });
  return kept as unknown as FitItem['options'];
}

/**
 * What was asked for a file, as far as the file has it: one too short for a skeleton or an outline is shown as the next that
 * shows more. What Longview itself would not show in full stays as it was asked for.
 */
export function attainableWish(file: SourceFile, wish: FileWish | undefined): FileWish | undefined {
  if (wish?.by !== 'resolution' || !file.hasText) return wish;
  const { resolution: asked } = wish;
  if ((asked !== 'skeleton' && asked !== 'outline') || hasResolution(file, asked)) return wish;
  const most = ceilingOf(file).resolution;
  const more = (['skeleton', 'full'] as const).find(
    (one) => isMore(one, asked) && !isMore(one, most) && hasResolution(file, one),
  );
  if (more === undefined) return wish;
  return {
    ...wish,
    resolution: more,
    reason: `${wish.reason}, which would not be shorter than its ${more === 'full' ? 'text' : more}`,
  };
}

function hasResolution(file: SourceFile, resolution: 'full' | 'skeleton' | 'outline'): boolean {
  if (resolution === 'full') return true;
  const { tokens } = file;
  return tokens === undefined ? shownAt(file, resolution) !== undefined : tokens[resolution] !== undefined;
}

/** What a file shows at a resolution, undefined where it has no such resolution. */
export function shownAt(
  file: SourceFile,
  resolution: Resolution,
): (Shown & { readonly resolution: Exclude<Shown['resolution'], 'patch'> }) | undefined {
  if (!file.hasText) return undefined;
  if (resolution === 'full') return { resolution, content: file.text ?? '' };
  if (resolution !== 'skeleton' && resolution !== 'outline') return undefined;
  const content = reduceFile(file, resolution);
  return content === undefined ? undefined : { resolution, content };
}

/** A file's part of a pack, but for what it costs. */
export function renderFile<Level extends Shown['resolution']>(
  writer: PackWriter,
  file: SourceFile,
  shown: Shown & { readonly resolution: Level },
) {
  const { before, after } = writer.frame(file, shown);
  const { path, contentHash } = file;
  return {
    kind: 'file',
    path,
    resolution: shown.resolution,
    contentHash,
    frame: [before.length, after.length],
    text: before + writer.content(shown.content) + after,
  } as const;
}

/** o200k tokens of a file's part of the pack; undefined where it has no such resolution. */
function costAt(
  file: SourceFile,
  resolution: 'full' | 'skeleton' | 'outline',
  writer: PackWriter,
  heads: HeadCounts,
): number | undefined {
  const { tokens } = file;
  if (!file.hasText) return undefined;
  const known: TextTokens | undefined = resolution === 'full' ? tokens : tokens?.[resolution];
  if (tokens !== undefined && known === undefined) return undefined;
  if (known === undefined || !writer.keepsCounts) {
    const shown = shownAt(file, resolution);
    return shown === undefined ? undefined : countO200kTokens(renderFile(writer, file, shown).text);
  }
  // The content's own count is known: only the frame and the first lines beside it are counted again.
  const kept = known.beginsAsText === true ? file.text?.slice(0, known.headLength) : known.head;
  const content = kept ?? shownAt(file, resolution)?.content;
  if (content === undefined) return undefined;
  const { before, after } = writer.frame(file, { resolution, content });
  const head = writer.content(content).slice(0, known.headLength);
  if (known.tailTokens === 0) return countO200kTokens(before + head + after);
  return heads.of(before, head) + known.tailTokens + heads.of('', after);
}

/** The listing's line for a file that is named only. */
export function pathRow(file: SourceFile): string {
  const what = file.hasText
    ? `${file.kind === 'text' ? '' : `${file.kind}, `}${countOf(file.lineCount, 'line')}`
    : `${file.kind}, ${countOf(file.size, 'byte')}`;
  return `${file.path} (${what})`;
}
