import type { SourceFile } from '../analysis/repository.ts';
import { createYielder } from '../base/abort.ts';
import { ancestorsOf } from '../base/path-text.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import { isMore, isUnnamed, type Resolution } from '../reduce/resolution.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import { type KnownSecret, knownSecretFinder } from '../workspace/known-secrets.ts';
import {
  type CannotSendAgain,
  type MustTakeOut,
  type PictureDeltaInput,
  pictureDelta,
} from './continue-pictures.ts';
import type { OverviewSection } from './describe-repository.ts';
import { pathRow, shownAt } from './file-options.ts';
import { type FitOption, fitBudget } from './fit-budget.ts';
import { countByFolder, folderRow } from './folder-lines.ts';
import type { ClosingChanges, PackWriter } from './pack-format.ts';
import type { Move } from './pack-part.ts';
import type { PackPart } from './pack-repository.ts';
import type { PackState } from './pack-state.ts';
import { contentOf, type FileUpdate, showChange, showMore, showNew } from './update-file.ts';
import type { FileValue } from './value-files.ts';

export interface PackDeltaInput {
  /** Every file once, in the order of a fresh pack. */
  readonly files: readonly SourceFile[];
  readonly values: ReadonlyMap<string, FileValue>;
  /** The parts to which is appended, and what they say. */
  readonly parts: readonly PackPart[];
  readonly state: PackState;
  readonly unnamed: ReadonlySet<string>;
  /** Secrets of files, of which the pack may hold some that were none when it was made. */
  readonly knownSecrets: readonly KnownSecret[];
  readonly overview: readonly OverviewSection[];
  /** The resolution that a fresh pack gives to a file. */
  readonly freshResolution: (path: string) => Resolution;
  /** Files that should have the resolution of a fresh pack if that shows more, where they are shown anew. */
  readonly isWished: (path: string) => boolean;
  /** Files that must have it. */
  readonly isDemanded: (path: string) => boolean;
  /** Paths that are left out of the repository now, and of which nothing may stay. */
  readonly excluded: ReadonlySet<string>;
  /** Files of which no more may be shown. */
  readonly limitOf: (path: string) => Resolution | undefined;
  /** What may be shown of pictures now. */
  readonly pictures: Pick<PictureDeltaInput, 'offered' | 'fresh' | 'suspect' | 'areInPrompt' | 'factor'>;
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

/** Share of the room that new pictures may take. */
const newPictureShare = 0.5;

/** Why changes cannot be appended. */
export type NoDelta = 'too-large' | MustTakeOut | CannotSendAgain;

/** Says in new parts what changed since the parts of a pack were written. */
export async function packDelta(input: PackDeltaInput, options: RunOptions): Promise<PackDelta | NoDelta> {
  const { files, state, writer } = input;
  const yieldIfDue = createYielder(options.signal);
  const present = new Map(files.map((file) => [file.path, file]));
  const known = new Set([...state.files.keys(), ...state.rows.keys(), ...input.unnamed]);
  const pictures = pictureDelta({
    ...input.pictures,
    ...{ parts: input.parts, state, known, writer },
    kindOf: (path) => kindOf(present.get(path)),
    isLimited: (path) => input.excluded.has(path) || isLess(input.limitOf(path)),
    room: input.room * newPictureShare,
  });
  if (!('parts' in pictures)) return pictures;
  const gone = [
    ...new Set(
      [...state.files.keys(), ...state.rows.keys(), ...pictures.gone].filter(
        (path) => !path.endsWith('/') && !present.has(path),
      ),
    ),
  ];
  const mustTakeOut = gone.filter((path) => input.excluded.has(path));
  // What stands in the pack cannot be taken back, superseded or not.
  const find = knownSecretFinder(input.knownSecrets);
  for (const { path, text } of input.parts)
    if (find(text).length > 0) mustTakeOut.push(path ?? 'the overview');
  const moved = findMoves(input, new Set(gone), known);
  const movedTo = new Map(moved.map(({ from, to }) => [to, from]));
  const movedFrom = new Set(moved.map(({ from }) => from));
  const resolutionAfter = new Map<string, Resolution>();
  const pending: FileUpdate[] = [];
  for (const file of files) {
    await yieldIfDue();
    const { path } = file;
    const ofPicture = !file.hasText ? pictures.resolutions.get(path) : undefined;
    if (ofPicture !== undefined) {
      resolutionAfter.set(path, ofPicture);
      continue;
    }
    const own = { file, value: input.values.get(path), writer };
    const shown = state.files.get(movedTo.get(path) ?? path);
    const now =
      shown?.resolution ?? (state.rows.has(path) ? 'path' : isCounted(path, state) ? 'folder' : 'omitted');
    resolutionAfter.set(path, now);
    const limit = input.limitOf(path);
    if (limit !== undefined && isMore(now, limit)) {
      mustTakeOut.push(path);
      continue;
    }
    const fresh = input.freshResolution(path);
    const isDemanded = input.isDemanded(path) && isMore(fresh, now);
    // What a fresh pack shows of what is no text is a picture; one that the listing names is not appended.
    if (isDemanded && !file.hasText && fresh === 'full') return 'too-large';
    if (shown !== undefined && shown.contentHash === file.contentHash) {
      if (!saysTheSame(input, file, movedTo.get(path) ?? path)) mustTakeOut.push(path);
      else if (isDemanded) pending.push(showMore(own, now, fresh));
    } else if (shown !== undefined) {
      if (hidesMore(input, file, movedTo.get(path) ?? path)) {
        mustTakeOut.push(path);
        continue;
      }
      const part = input.parts[shown.part] as PackPart;
      const most = input.isWished(path) && isMore(fresh, now) ? fresh : now;
      const change = showChange({ ...own, shown, part, most, otherwise: fresh });
      if (change !== undefined) pending.push(change);
    } else if (isDemanded || (!known.has(path) && isMore(fresh, now)))
      pending.push(now === 'omitted' && !known.has(path) ? showNew(own, fresh) : showMore(own, now, fresh));
  }
  if (mustTakeOut.length > 0) return { mustTakeOut: [...new Set(mustTakeOut)].sort(compareCodeUnits) };
  for (const [path, resolution] of pictures.resolutions)
    if (!present.has(path)) resolutionAfter.set(path, resolution);
  const overview = JSON.stringify(input.overview) === JSON.stringify(state.overview) ? [] : input.overview;
  const goneRows = gone.filter((path) => !movedFrom.has(path)).sort(compareCodeUnits);
  const pictureTokens = pictures.parts.reduce((sum, { tokens }) => sum + tokens, 0);
  if (pictureTokens > input.room) return 'too-large';
  for (let room = input.room - pictureTokens, attempt = 0; attempt < 3; attempt++) {
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
    shownNow.push(...pictures.parts);
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

/** Whether a line of its folder, or of one around it, counts a file that nothing names. */
function isCounted(path: string, { rows }: PackState): boolean {
  return ancestorsOf(path).some((folder) => rows.has(`${folder || '.'}/`));
}

function kindOf(file: SourceFile | undefined): 'none' | 'text' | 'other' {
  if (file === undefined) return 'none';
  return file.hasText ? 'text' : 'other';
}

/** Whether of a file at most its names are to be shown, and no picture. */
function isLess(limit: Resolution | undefined): boolean {
  return limit !== undefined && limit !== 'full' && limit !== 'skeleton';
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
  { files, parts, state, writer, limitOf }: PackDeltaInput,
  gone: ReadonlySet<string>,
  known: ReadonlySet<string>,
): Move[] {
  const byHash = new Map<string, string[]>();
  for (const path of [...gone].sort(compareCodeUnits).toReversed()) {
    const shown = state.files.get(path);
    if (shown?.resolution !== 'full' || shown.patch !== undefined || state.pictures.has(path)) continue;
    byHash.set(shown.contentHash, [...(byHash.get(shown.contentHash) ?? []), path]);
  }
  const moves: Move[] = [];
  const added = files.filter(({ path }) => !known.has(path)).sort((a, b) => compareCodeUnits(a.path, b.path));
  for (const { path, contentHash, text } of added) {
    const from = byHash.get(contentHash)?.at(-1);
    if (from === undefined || text === undefined || isMore('full', limitOf(path) ?? 'full')) continue;
    const part = parts[state.files.get(from)?.part ?? -1];
    if (part === undefined || contentOf(part) !== writer.content(text)) continue;
    byHash.get(contentHash)?.pop();
    moves.push({ from, to: path });
  }
  return moves;
}

/**
 * Whether the pack's words for a file whose bytes are the same are still what would be said: what is redacted may have
 * changed, and what must not be seen cannot be superseded.
 */
function saysTheSame({ parts, state, writer }: PackDeltaInput, file: SourceFile, path: string): boolean {
  const shown = state.files.get(path);
  if (shown === undefined) return true;
  if (shown.patch !== undefined) return !hidesMore({ parts, state }, file, path);
  const part = parts[shown.part];
  const content = shownAt(file, shown.resolution)?.content;
  return part !== undefined && content !== undefined && contentOf(part) === writer.content(content);
}

/**
 * Whether something is redacted in a file now that the pack's words for it do not show as redacted: they may hold the value
 * itself, and a patch would repeat it. A secret in a new line looks the same and costs a new pack, too.
 */
function hidesMore(
  { parts, state }: Pick<PackDeltaInput, 'parts' | 'state'>,
  { text = '', redactions }: SourceFile,
  path: string,
): boolean {
  const shown = state.files.get(path);
  if (shown === undefined || redactions.length === 0) return false;
  const before = [shown.part, shown.patch ?? -1].map((index) => parts[index]?.text ?? '').join('');
  return redactions.some(({ start, end }) => !before.includes(text.slice(start, end).trimEnd()));
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
    else if (resolution !== undefined && isUnnamed(resolution)) unnamed.push(file.path);
  }
  const counts = countByFolder(unnamed);
  for (const key of state.rows.keys()) {
    if (!key.endsWith('/')) continue;
    const folder = key === './' ? '' : key.slice(0, -1);
    add(key, folderRow(folder, counts.get(folder) ?? 0));
  }
  return rows.sort(compareCodeUnits);
}
