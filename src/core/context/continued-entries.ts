import type { Repository } from '../analysis/repository.ts';
import type { Resolution } from '../reduce/resolution.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import type { ContextEntry } from './context-entry.ts';
import { pathRow } from './file-options.ts';
import { type PackFormat, packWriter } from './pack-format.ts';
import type { PackPart } from './pack-repository.ts';
import type { PackState } from './pack-state.ts';

export interface ContinuedEntriesInput {
  readonly repository: Repository;
  readonly format: PackFormat;
  /** What a fresh pack says of each path. */
  readonly fresh: readonly ContextEntry[];
  /** How each path is shown now. */
  readonly resolutions: ReadonlyMap<string, Resolution>;
  /** What the pack before showed; what neither its parts nor its rows named; the pack now, and what it shows. */
  readonly earlier: PackState;
  readonly unnamed: readonly string[];
  readonly parts: readonly PackPart[];
  readonly state: PackState;
  /** Tokens of the target for o200k tokens. */
  readonly scaled: (tokens: number) => number;
}

/** What a pack that continues another one says of each path. */
export function continuedEntries(input: ContinuedEntriesInput): ContextEntry[] {
  const { repository, fresh, resolutions, earlier, unnamed, scaled } = input;
  const wasNamed = new Set([
    ...earlier.files.keys(),
    ...earlier.rows.keys(),
    ...earlier.pictures.keys(),
    ...unnamed,
  ]);
  const writer = packWriter(input.format);
  return fresh.map((entry) => {
    const { path } = entry;
    const resolution = resolutions.get(path) ?? entry.resolution;
    const own = tokensOf(path, input);
    if (resolution === entry.resolution)
      return { ...entry, tokenCount: own === undefined ? entry.tokenCount : scaled(own) };
    const file = resolution === 'path' ? repository.byPath.get(path) : undefined;
    const row = file === undefined ? 0 : countO200kTokens(writer.row(pathRow(file)));
    const origin = wasNamed.has(path) ? 'as in the pack before' : 'as much as there was room for';
    return { ...entry, resolution, tokenCount: scaled(own ?? row), reason: `${origin} (${entry.reason})` };
  });
}

/** Of all parts that show a file or its picture; undefined for one that none shows. */
function tokensOf(
  path: string,
  { parts, state }: Pick<ContinuedEntriesInput, 'parts' | 'state'>,
): number | undefined {
  const shown = state.files.get(path);
  const picture = parts[state.pictures.get(path) ?? -1]?.tokens;
  if (shown === undefined) return picture;
  return (parts[shown.part]?.tokens ?? 0) + (parts[shown.patch ?? -1]?.tokens ?? 0) + (picture ?? 0);
}
