import { countOf, type SentPictures } from '../../core/index.ts';

/** What is added to a count of tokens where pictures are part of it. */
export function picturesText({ count, tokenCount }: SentPictures): string {
  if (count === 0) return '';
  return `, with ${countOf(count, 'picture')} of the repository (${countOf(tokenCount, 'token')})`;
}
