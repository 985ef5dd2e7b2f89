import type { Resolution } from '../reduce/resolution.ts';
import type { OverviewSection } from './describe-repository.ts';
import type { PartFacts } from './pack-part.ts';

/** How a pack shows a file now, after everything that was appended. */
export interface ShownFile {
  readonly resolution: Resolution;
  /** Of the bytes that the pack's words for it were made from. */
  readonly contentHash: string;
  /** Index of the part that shows it, and of the patch on top of that. */
  readonly part: number;
  readonly patch?: number;
}

/** What a reader of all parts, the last word on each file taken, knows. */
export interface PackState {
  readonly files: ReadonlyMap<string, ShownFile>;
  /** Path of a picture that still holds → index of its part. */
  readonly pictures: ReadonlyMap<string, number>;
  /** Path or folder (with a slash at its end) → its row of the listing. */
  readonly rows: ReadonlyMap<string, string>;
  readonly overview: readonly OverviewSection[];
  /** Sections of changes. */
  readonly continuations: number;
  /** o200k tokens of words that no longer hold: texts shown anew or gone, and lines that a patch takes away. */
  readonly supersededTokens: number;
  /** Index of the first part of which that is true. */
  readonly firstSuperseded: number | undefined;
}

/** Reads the parts of a pack from first to last. O(parts). */
export function replayParts(parts: readonly PartFacts[]): PackState {
  const files = new Map<string, ShownFile>();
  const pictures = new Map<string, number>();
  const rows = new Map<string, string>();
  const dead = new Set<number>();
  let overview: readonly OverviewSection[] = [];
  let continuations = 0;
  const forget = (path: string) => {
    const known = files.get(path);
    if (known === undefined) return;
    dead.add(known.part);
    if (known.patch !== undefined) dead.add(known.patch);
    files.delete(path);
  };
  const forgetPicture = (path: string) => {
    const known = pictures.get(path);
    if (known === undefined) return;
    dead.add(known);
    pictures.delete(path);
  };
  for (const [index, part] of parts.entries()) {
    const { kind, path = '', resolution = 'full', contentHash = '' } = part;
    if (part.overview !== undefined) overview = part.overview;
    if (kind === 'changes') continuations++;
    else if (kind === 'file') {
      forget(path);
      rows.delete(path);
      files.set(path, { resolution, contentHash, part: index });
    } else if (kind === 'picture') {
      forgetPicture(path);
      rows.delete(path);
      pictures.set(path, index);
    } else if (kind === 'patch') {
      const known = files.get(path);
      if (known === undefined) continue;
      if (known.patch !== undefined) dead.add(known.patch);
      files.set(path, { ...known, contentHash, patch: index });
    } else if (kind === 'listing') {
      for (const gone of part.gone ?? []) {
        forget(gone);
        forgetPicture(gone);
        rows.delete(gone);
      }
      for (const { from, to } of part.moved ?? []) {
        const known = files.get(from);
        files.delete(from);
        rows.delete(to);
        if (known !== undefined) files.set(to, known);
      }
      for (const row of part.rows ?? []) {
        forget(rowKey(row));
        forgetPicture(rowKey(row));
        rows.set(rowKey(row), row);
      }
    }
  }
  let supersededTokens = 0;
  for (const index of dead) supersededTokens += parts[index]?.tokens ?? 0;
  for (const { part, patch } of files.values()) {
    if (patch === undefined) continue;
    supersededTokens += parts[patch]?.removedTokens ?? 0;
    dead.add(part);
  }
  const firstSuperseded = dead.size === 0 ? undefined : [...dead].reduce((a, b) => Math.min(a, b));
  return { files, pictures, rows, overview, continuations, supersededTokens, firstSuperseded };
}

/** The path or folder that a row of the listing speaks of. */
export function rowKey(row: string): string {
  return row.slice(0, row.lastIndexOf(' ('));
}
