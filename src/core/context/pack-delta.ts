import type { SourceFile } from '../analysis/repository.ts';
import { createYielder } from '../base/abort.ts';
import { folderOf } from '../base/path-text.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import { type Resolution, resolutions } from '../reduce/resolution.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import type { OverviewSection } from './describe-repository.ts';
import { pathRow, renderFile, shownAt } from './file-options.ts';
import { type FitItem, type FitOption, fitBudget } from './fit-budget.ts';
import { countByFolder, folderRow } from './folder-lines.ts';
import { linePatch } from './line-patch.ts';
import type { ClosingChanges, PackWriter, Shown } from './pack-format.ts';
import type { Move } from './pack-part.ts';
import type { PackPart } from './pack-repository.ts';
import type { PackState } from './pack-state.ts';
import type { FileValue } from './value-files.ts';

export interface PackDeltaInput {
  /** Every file once, in the order of a fresh pack. */
  readonly files: readonly SourceFile[];
  readonly values: ReadonlyMap<string, FileValue>;
  /** The parts to which is appended, and what they say. */
  readonly parts: readonly PackPart[];
  readonly state: PackState;
  readonly unnamed: ReadonlySet<string>;
  readonly overview: readonly OverviewSection[];
  /** The resolution that a fresh pack gives to a file. */
  readonly freshResolution: (path: string) => Resolution;
  /** Files that must have the resolution of a fresh pack if that shows more. */
  readonly isDemanded: (path: string) => boolean;
  /** Files of which no more may be shown. */
  readonly limitOf: (path: string) => Resolution | undefined;
  readonly writer: PackWriter;
  /** o200k tokens that may be appended. */
  readonly room: number;
}

export interface PackDelta {
  /** Parts to append before the end; empty if nothing changed. */
  readonly parts: readonly PackPart[];
  /** Resolution of every file afterwards. */
  readonly resolutions: ReadonlyMap<string, Resolution>;
}

/** Why changes cannot be appended. */
export type NoDelta = 'too-large' | 'must-take-out';

/** A file that needs words of its own. The first option costs nothing but a row of the listing, or nothing at all. */
interface Pending {
  readonly file: SourceFile;
  readonly options: FitItem['options'];
  readonly parts: ReadonlyMap<Resolution, PackPart>;
}

const notes = { anew: 'supersedes the earlier text', new: 'new' } as const;
/** A patch that is not much shorter than the text is harder to read than that. */
const mostPatchShare = 0.5;
/** Lines below which a file is shown anew: applying a patch in mind costs a reader more than it saves. */
const smallFileLines = 12;

/** Says in new parts what changed since the parts of a pack were written. */
export async function packDelta(input: PackDeltaInput, options: RunOptions): Promise<PackDelta | NoDelta> {
  const { files, state, writer } = input;
  const yieldIfDue = createYielder(options.signal);
  const present = new Set(files.map(({ path }) => path));
  const known = new Set([...state.files.keys(), ...state.rows.keys(), ...input.unnamed]);
  const gone = [...state.files.keys(), ...state.rows.keys()].filter(
    (path) => !path.endsWith('/') && !present.has(path),
  );
  const moved = findMoves(input, new Set(gone), known);
  const movedTo = new Map(moved.map(({ from, to }) => [to, from]));
  const movedFrom = new Set(moved.map(({ from }) => from));
  const resolutionAfter = new Map<string, Resolution>();
  const pending: Pending[] = [];
  for (const file of files) {
    await yieldIfDue();
    const { path } = file;
    const shown = state.files.get(movedTo.get(path) ?? path);
    const now =
      shown?.resolution ??
      (state.rows.has(path) ? 'path' : state.rows.has(`${folderOf(path) || '.'}/`) ? 'folder' : 'omitted');
    resolutionAfter.set(path, now);
    const limit = input.limitOf(path);
    if (limit !== undefined && isMore(now, limit)) return 'must-take-out';
    const fresh = input.freshResolution(path);
    const isDemanded = input.isDemanded(path) && isMore(fresh, now);
    if (shown !== undefined && shown.contentHash === file.contentHash) {
      if (!saysTheSame(input, file, movedTo.get(path) ?? path)) return 'must-take-out';
      if (isDemanded) pending.push(upgrade(input, file, now, fresh));
    } else if (shown !== undefined) {
      const change = changeOf(input, file, isDemanded ? fresh : now);
      if (change !== undefined) pending.push(change);
    } else if (isDemanded || (!known.has(path) && isMore(fresh, now)))
      pending.push(upgrade(input, file, now, fresh));
  }
  const overview = JSON.stringify(input.overview) === JSON.stringify(state.overview) ? [] : input.overview;
  const goneRows = gone.filter((path) => !movedFrom.has(path)).sort(compareCodeUnits);
  for (let room = input.room, attempt = 0; attempt < 3; attempt++) {
    const chosen = fitBudget(
      pending.map(({ file, options: ways }) => ({ path: file.path, options: ways })),
      room,
    );
    if (chosen === undefined) return 'too-large';
    const after = new Map(resolutionAfter);
    const shownNow: PackPart[] = [];
    for (const [index, { file, options: ways, parts }] of pending.entries()) {
      const { resolution } = ways[chosen[index] as number] as FitOption;
      after.set(file.path, resolution);
      const part = parts.get(resolution);
      if (part !== undefined) shownNow.push(part);
      else if (input.isDemanded(file.path) && parts.size > 0) return 'too-large';
    }
    const rows = changedRows(input, after);
    const said = shownNow.length + goneRows.length + moved.length + rows.length + overview.length;
    if (said === 0) return { parts: [], resolutions: after };
    const parts = [
      openingPart(writer, state.continuations + 1, overview),
      ...shownNow,
      closingPart(writer, { gone: goneRows, moved, rows }),
    ];
    const excess = parts.reduce((sum, part) => sum + part.tokens, 0) - input.room;
    if (excess <= 0) return { parts, resolutions: after };
    room -= excess;
  }
  return 'too-large';
}

function openingPart(writer: PackWriter, number: number, overview: readonly OverviewSection[]): PackPart {
  const text = writer.openChanges(number, overview);
  const tokens = countO200kTokens(text);
  return { kind: 'changes', ...(overview.length === 0 ? {} : { overview }), tokens, text };
}

function closingPart(writer: PackWriter, closing: ClosingChanges): PackPart {
  const text = writer.closeChanges(closing);
  return { kind: 'listing', ...closing, tokens: countO200kTokens(text), text };
}

/** Files that stand in full in the pack under a path that is no longer there. Each is taken once, in order of path. */
function findMoves(
  { files, parts, state, writer, freshResolution }: PackDeltaInput,
  gone: ReadonlySet<string>,
  known: ReadonlySet<string>,
): Move[] {
  const byHash = new Map<string, string[]>();
  for (const path of [...gone].sort(compareCodeUnits).toReversed()) {
    const shown = state.files.get(path);
    if (shown?.resolution !== 'full' || shown.patch !== undefined) continue;
    byHash.set(shown.contentHash, [...(byHash.get(shown.contentHash) ?? []), path]);
  }
  const moves: Move[] = [];
  const added = files.filter(({ path }) => !known.has(path)).sort((a, b) => compareCodeUnits(a.path, b.path));
  for (const { path, contentHash, text } of added) {
    const from = byHash.get(contentHash)?.at(-1);
    if (from === undefined || text === undefined || freshResolution(path) !== 'full') continue;
    const part = parts[state.files.get(from)?.part ?? -1];
    if (part === undefined || contentOf(part) !== writer.content(text)) continue;
    byHash.get(contentHash)?.pop();
    moves.push({ from, to: path });
  }
  return moves;
}

/** What stands between the frame of a part that shows a file. */
function contentOf({ text, frame = [0, 0] }: PackPart): string {
  return text.slice(frame[0], text.length - frame[1]);
}

/**
 * Whether the pack's words for a file whose bytes are the same are still what would be said: what is redacted may have
 * changed, and what must not be seen cannot be superseded.
 */
function saysTheSame({ parts, state, writer }: PackDeltaInput, file: SourceFile, path: string): boolean {
  const shown = state.files.get(path);
  if (shown === undefined || shown.resolution !== 'full' || shown.patch !== undefined) return true;
  const part = parts[shown.part];
  return part !== undefined && file.text !== undefined && contentOf(part) === writer.content(file.text);
}

/** Shows more of a file than the pack did, or a new one. */
function upgrade(input: PackDeltaInput, file: SourceFile, now: Resolution, most: Resolution): Pending {
  const isUnnamed = now === 'folder' || now === 'omitted';
  const parts = partsUpTo(input, file, most, isUnnamed ? notes.new : notes.anew);
  const first = { resolution: now, cost: 0, value: worthOf(input, file, now) };
  return pendingOf(input, file, parts, isUnnamed ? [first, rowOption(input, file)] : [first]);
}

/** A changed file, undefined where the pack's words still hold: an outline may not mention what changed. */
function changeOf(input: PackDeltaInput, file: SourceFile, most: Resolution): Pending | undefined {
  const { parts: earlier, state, writer } = input;
  const shown = state.files.get(file.path);
  const part = earlier[shown?.part ?? -1];
  if (shown === undefined || part === undefined) return undefined;
  const same = shownAt(file, shown.resolution);
  if (same !== undefined && shown.resolution === most && isSaid(part, writer, file, same)) return undefined;
  // A resolution that the file no longer has gives way to what a fresh pack shows.
  const parts = partsUpTo(input, file, same === undefined ? 'full' : most, notes.anew);
  const full = parts.get('full');
  if (full !== undefined && shown.resolution === 'full') {
    const patch = patchPart(writer, file, part);
    if (
      patch !== undefined &&
      (file.lineCount >= smallFileLines || patch.tokens * 4 < full.tokens) &&
      patch.tokens < full.tokens * mostPatchShare
    )
      parts.set('full', patch);
  }
  return pendingOf(input, file, parts, [rowOption(input, file)]);
}

/** Whether a part would be the same again, its number of lines included: an outline may not mention what changed. */
function isSaid(part: PackPart, writer: PackWriter, file: SourceFile, shown: Shown): boolean {
  if (shown.resolution === 'full') return false;
  return [shown, ...Object.values(notes).map((note) => ({ ...shown, note }))].some(
    (noted) => renderFile(writer, file, noted).text === part.text,
  );
}

function partsUpTo(
  { writer }: PackDeltaInput,
  file: SourceFile,
  most: Resolution,
  note: string,
): Map<Resolution, PackPart> {
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

function rowOption(input: PackDeltaInput, file: SourceFile): FitOption {
  const cost = countO200kTokens(input.writer.row(pathRow(file)));
  return { resolution: 'path', cost, value: worthOf(input, file, 'path') };
}

function worthOf({ values }: PackDeltaInput, file: SourceFile, resolution: Resolution): number {
  return values.get(file.path)?.byResolution[resolution] ?? 0;
}

function pendingOf(
  input: PackDeltaInput,
  file: SourceFile,
  parts: ReadonlyMap<Resolution, PackPart>,
  first: readonly FitOption[],
): Pending {
  const options = [...first];
  const now = first[0]?.resolution ?? 'omitted';
  for (const [resolution, { tokens }] of parts) {
    if (!isMore(resolution, now)) continue;
    // What costs no less than something better is never right.
    while (options.length > 1 && (options.at(-1)?.cost ?? 0) >= tokens) options.pop();
    options.push({ resolution, cost: tokens, value: worthOf(input, file, resolution) });
  }
  return { file, options: options as unknown as FitItem['options'], parts };
}

/** Rows of the listing that are to be said anew: of files that are named only, and counts of folders. */
function changedRows({ files, state }: PackDeltaInput, after: ReadonlyMap<string, Resolution>): string[] {
  const rows: string[] = [];
  const unnamed: string[] = [];
  const add = (key: string, row: string) => {
    if (state.rows.get(key) !== row) rows.push(row);
  };
  for (const file of files) {
    const resolution = after.get(file.path);
    if (resolution === 'path') add(file.path, pathRow(file));
    else if (resolution === 'folder' || resolution === 'omitted') unnamed.push(file.path);
  }
  const counts = countByFolder(unnamed);
  for (const key of state.rows.keys()) {
    if (!key.endsWith('/')) continue;
    const folder = key === './' ? '' : key.slice(0, -1);
    add(key, folderRow(folder, counts.get(folder) ?? 0));
  }
  return rows.sort(compareCodeUnits);
}

function isMore(one: Resolution, other: Resolution): boolean {
  return resolutions.indexOf(one) < resolutions.indexOf(other);
}
