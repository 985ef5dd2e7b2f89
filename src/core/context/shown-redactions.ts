import { listRedactions } from '../analysis/list-redactions.ts';
import type { Repository, SourceFile } from '../analysis/repository.ts';
import type { PackPart, PackRedaction } from './pack-repository.ts';

export interface ShownRedactionsInput {
  readonly repository: Pick<Repository, 'files'>;
  /** Secrets that were hidden in pictures, whether those entered or not; by default none. */
  readonly pictureRedactions?: readonly PackRedaction[];
}

/**
 * The secrets that were taken out of what these parts show, by path and line: of a file shown in full all of them, of a
 * reduced one those whose placeholder is left. Of several that look the same, and of which only some are left, the first
 * ones are named. Takes time in proportion to the parts of files that hold secrets.
 */
export function shownRedactions(
  parts: readonly PackPart[],
  { repository, pictureRedactions = [] }: ShownRedactionsInput,
): PackRedaction[] {
  const byPath = partsByPath(parts);
  const shown = repository.files
    .filter(({ path, redactions }) => redactions.length > 0 && byPath.has(path))
    .flatMap((file) => redactionsIn(byPath.get(file.path) ?? [], file));
  const pictures = new Set(parts.flatMap(({ kind, path = '' }) => (kind === 'picture' ? [path] : [])));
  return [...shown, ...pictureRedactions.filter(({ path }) => pictures.has(path))];
}

/** Parts that show a file, by the path that it has after everything that was appended. */
function partsByPath(parts: readonly PackPart[]): Map<string, PackPart[]> {
  const found = new Map<string, PackPart[]>();
  for (const part of parts) {
    const { kind, path, moved = [] } = part;
    if (path !== undefined && (kind === 'file' || kind === 'patch'))
      found.set(path, [...(found.get(path) ?? []), part]);
    for (const { from, to } of moved) found.set(to, [...(found.get(to) ?? []), ...(found.get(from) ?? [])]);
  }
  return found;
}

function redactionsIn(parts: readonly PackPart[], file: SourceFile): PackRedaction[] {
  const rows = listRedactions({ files: [file] });
  const isWhole = parts.some(
    ({ kind, resolution, contentHash }) =>
      (kind === 'patch' || resolution === 'full') && contentHash === file.contentHash,
  );
  if (isWhole) return rows;
  const left = new Map<string, number>();
  return rows.filter((_, index) => {
    const { start = 0, end = 0 } = file.redactions[index] ?? {};
    const placeholder = (file.text ?? '').slice(start, end).trimEnd();
    const count = left.get(placeholder) ?? occurrences(parts, placeholder);
    left.set(placeholder, count - 1);
    return count > 0;
  });
}

function occurrences(parts: readonly PackPart[], placeholder: string): number {
  return parts.reduce((sum, { text }) => sum + text.split(placeholder).length - 1, 0);
}
