import { countOf, type SentPictures } from '../../core/index.ts';
import { printablePath } from './printable.ts';

/** Pictures and videos that go with a pack, counted: `2 pictures and 1 video`. */
export function countOfSent({ count, videos = 0 }: Pick<SentPictures, 'count' | 'videos'>): string {
  const pictures = count === videos ? [] : [countOf(count - videos, 'picture')];
  return [...pictures, ...(videos === 0 ? [] : [countOf(videos, 'video')])].join(' and ');
}

/** What is added to a count of tokens where pictures are part of it. */
export function picturesText(sent: SentPictures): string {
  if (sent.count === 0) return '';
  const { unseen = [], tokenCount } = sent;
  const named = unseen.map(printablePath).join(', ');
  const warning = unseen.length === 0 ? '' : `; nobody looked for secrets in ${named}`;
  return `, with ${countOfSent(sent)} of the repository (${countOf(tokenCount, 'token')}${warning})`;
}
