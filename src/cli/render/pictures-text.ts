import { countOf, type SentPictures } from '../../core/index.ts';

/** Pictures and videos that go with a pack, counted: `2 pictures and 1 video`. */
export function countOfSent({ count, videos = 0 }: Pick<SentPictures, 'count' | 'videos'>): string {
  const pictures = count === videos ? [] : [countOf(count - videos, 'picture')];
  return [...pictures, ...(videos === 0 ? [] : [countOf(videos, 'video')])].join(' and ');
}

/** What is added to a count of tokens where pictures are part of it. */
export function picturesText(sent: SentPictures): string {
  if (sent.count === 0) return '';
  return `, with ${countOfSent(sent)} of the repository (${countOf(sent.tokenCount, 'token')})`;
}
