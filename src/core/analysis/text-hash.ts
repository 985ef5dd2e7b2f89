import { shortHash } from '../base/content-hash.ts';
import type { SourceFile } from './repository.ts';

/** Names what was taken out of a text, by where it stood: '' for nothing. What it was cannot be told from it. */
export function redactionMark({ redactions }: Pick<SourceFile, 'redactions'>): string {
  if (redactions.length === 0) return '';
  return shortHash(
    ...redactions.map(({ rule, originalStart, originalEnd }) => `${rule} ${originalStart}-${originalEnd}`),
  );
}

/** Names the text of a file: what is taken out of the same bytes depends on the secrets of other files, too. */
export function textHash(file: Pick<SourceFile, 'contentHash' | 'redactions'>): string {
  return file.redactions.length === 0 ? file.contentHash : `${file.contentHash} ${redactionMark(file)}`;
}
