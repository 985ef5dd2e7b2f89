import { shortHash } from '../base/content-hash.ts';
import type { SecretRange } from '../workspace/find-secrets.ts';
import type { SourceFile } from './repository.ts';

/** Names places in a text where secrets stand, by the rules that found them; what they are cannot be told from it. */
export function markOfPlaces(places: readonly SecretRange[]): string {
  return shortHash(...places.map(({ rule, start, end }) => `${rule} ${start}-${end}`));
}

/** Names what was taken out of a text, by where it stood: '' for nothing. */
export function redactionMark({ redactions }: Pick<SourceFile, 'redactions'>): string {
  if (redactions.length === 0) return '';
  return markOfPlaces(
    redactions.map(({ rule, originalStart: start, originalEnd: end }) => ({ rule, start, end })),
  );
}

/** Names the text of a file: what is taken out of the same bytes depends on the secrets of other files, too. */
export function textHash(file: Pick<SourceFile, 'contentHash' | 'redactions'>): string {
  return file.redactions.length === 0 ? file.contentHash : `${file.contentHash} ${redactionMark(file)}`;
}
