import type { SourceFile } from '../analysis/repository.ts';
import { isMore, isUnnamed, type Resolution } from '../reduce/resolution.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import { pathRow, renderFile, shownAt } from './file-options.ts';
import type { FitItem, FitOption } from './fit-budget.ts';
import { linePatch } from './line-patch.ts';
import type { PackWriter, Shown } from './pack-format.ts';
import type { PackPart } from './pack-repository.ts';
import type { ShownFile } from './pack-state.ts';
import type { FileValue } from './value-files.ts';

export interface UpdateInput {
  readonly file: SourceFile;
  readonly value: FileValue | undefined;
  readonly writer: PackWriter;
}

/** A file that needs words of its own. The first option costs nothing but a row of the listing, or nothing at all. */
export interface FileUpdate {
  readonly file: SourceFile;
  readonly options: FitItem['options'];
  readonly parts: ReadonlyMap<Resolution, PackPart>;
}

const notes = { anew: 'supersedes the earlier text', new: 'new' } as const;
/** A patch that is not much shorter than the text is harder to read than that. */
const mostPatchShare = 0.5;
/** Lines below which a file is shown anew: applying a patch in mind costs a reader more than it saves. */
const smallFileLines = 12;

/** Shows more of a file than the pack did. */
export function showMore(input: UpdateInput, now: Resolution, most: Resolution): FileUpdate {
  const parts = partsUpTo(input, most, isUnnamed(now) ? notes.new : notes.anew);
  for (const resolution of parts.keys()) if (!isMore(resolution, now)) parts.delete(resolution);
  const first = { resolution: now, cost: 0, value: worthOf(input, now) };
  return updateOf(input, parts, isUnnamed(now) ? [first, rowOption(input)] : [first]);
}

/** Shows a new file, which nothing names or counts: at least by its path. */
export function showNew(input: UpdateInput, most: Resolution): FileUpdate {
  return updateOf(input, partsUpTo(input, most, notes.new), [rowOption(input)]);
}

export interface ShowChangeInput extends UpdateInput {
  /** How the pack shows the file, and the part that does. */
  readonly shown: ShownFile;
  readonly part: PackPart;
  readonly most: Resolution;
  /** What is shown where the file no longer has the resolution that it had. */
  readonly otherwise: Resolution;
}

/** A changed file, undefined where the pack's words still hold: an outline may not mention what changed. */
export function showChange(input: ShowChangeInput): FileUpdate | undefined {
  const { file, shown, part, most, otherwise, writer } = input;
  const same = shownAt(file, shown.resolution);
  if (same !== undefined && shown.resolution === most && isSaid(part, writer, file, same)) return undefined;
  const parts = partsUpTo(
    input,
    same === undefined && isMore(otherwise, most) ? otherwise : most,
    notes.anew,
  );
  const full = parts.get('full');
  if (full !== undefined && shown.resolution === 'full') {
    const patch = patchPart(writer, file, part);
    const isWorthIt = file.lineCount >= smallFileLines || (patch?.tokens ?? 0) * 4 < full.tokens;
    if (patch !== undefined && isWorthIt && patch.tokens < full.tokens * mostPatchShare)
      parts.set('full', patch);
  }
  return updateOf(input, parts, [rowOption(input)]);
}

/** Whether a part would be the same again, its number of lines included: an outline may not mention what changed. */
function isSaid(part: PackPart, writer: PackWriter, file: SourceFile, shown: Shown): boolean {
  if (shown.resolution === 'full') return false;
  return [shown, ...Object.values(notes).map((note) => ({ ...shown, note }))].some(
    (noted) => renderFile(writer, file, noted).text === part.text,
  );
}

function partsUpTo({ file, writer }: UpdateInput, most: Resolution, note: string): Map<Resolution, PackPart> {
  const parts = new Map<Resolution, PackPart>();
  for (const resolution of ['outline', 'skeleton', 'full'] as const) {
    const shown = isMore(resolution, most) ? undefined : shownAt(file, resolution);
    if (shown === undefined) continue;
    const part = renderFile(writer, file, { ...shown, note });
    parts.set(resolution, { ...part, tokens: countO200kTokens(part.text) });
  }
  return parts;
}

/** A patch of the last full text of a file. */
function patchPart(writer: PackWriter, file: SourceFile, base: PackPart): PackPart | undefined {
  const before = writer.keepsCounts ? contentOf(base) : (JSON.parse(contentOf(base)) as string);
  const patch = linePatch(before, file.text ?? '');
  if (patch === undefined) return undefined;
  const origin = base.path === file.path ? 'the last full text' : `the text shown as ${base.path}`;
  const {
    kind: _,
    resolution: __,
    ...part
  } = renderFile(writer, file, {
    resolution: 'patch',
    content: patch.hunks,
    note: `changes ${origin}; supersedes earlier patches`,
  });
  return {
    ...part,
    kind: 'patch',
    resolution: 'full',
    tokens: countO200kTokens(part.text),
    removedTokens: countO200kTokens(patch.removed),
  };
}

function rowOption(input: UpdateInput): FitOption {
  const cost = countO200kTokens(input.writer.row(pathRow(input.file)));
  return { resolution: 'path', cost, value: worthOf(input, 'path') };
}

function worthOf({ value }: UpdateInput, resolution: Resolution): number {
  return value?.byResolution[resolution] ?? 0;
}

function updateOf(
  input: UpdateInput,
  parts: ReadonlyMap<Resolution, PackPart>,
  first: readonly FitOption[],
): FileUpdate {
  const options = [...first];
  const now = first[0]?.resolution ?? 'omitted';
  for (const [resolution, { tokens }] of parts) {
    if (!isMore(resolution, now)) continue;
    // What costs no less than something better is never right.
    while (options.length > 1 && (options.at(-1)?.cost ?? 0) >= tokens) options.pop();
    options.push({ resolution, cost: tokens, value: worthOf(input, resolution) });
  }
  return { file: input.file, options: options as unknown as FitItem['options'], parts };
}

/** What stands between the frame of a part that shows a file. */
export function contentOf({ text, frame = [0, 0] }: PackPart): string {
  return text.slice(frame[0], text.length - frame[1]);
}
