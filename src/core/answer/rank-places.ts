import type { Repository } from '../analysis/repository.ts';
import { textOfLines } from '../base/text-range.ts';
import type { ChunkHit, IndexStore } from '../ports/index-store.ts';
import type { RecognizedText } from '../ports/ocr-engine.ts';
import { searchRepository } from '../search/search-repository.ts';
import { queryWords } from '../search/split-words.ts';
import type { RankedPlace, ReadImage } from './answer.ts';

/** Lines of a picture that are looked up, longest first; a full page of text has hundreds. */
const maxImageLines = 60;
/** Confidence below which recognised text is noise. */
const minimumConfidence = 0.4;
const placesPerLine = 4;

/** Finds what draws the text of a picture: literal occurrences in source first, else the best matches by words. */
export function placesOfImage(
  name: string,
  recognized: RecognizedText,
  repository: Repository,
  index: IndexStore,
): ReadImage {
  const { width, height } = recognized;
  const wanted = recognized.lines
    .filter((line) => line.confidence >= minimumConfidence && /[\p{L}\p{N}]{2}/u.test(line.text))
    .toSorted((a, b) => b.text.length - a.text.length)
    .slice(0, maxImageLines);
  const looked = new Set(wanted);
  const lines = recognized.lines.map((line) => ({
    ...line,
    places: looked.has(line) ? placesOfText(line.text, repository, index) : [],
  }));
  return { name, width, height, lines };
}

function placesOfText(text: string, repository: Repository, index: IndexStore): RankedPlace[] {
  const literal = normalized(text);
  const reason = `text "${text.trim()}" in the picture`;
  const found: RankedPlace[] = [];
  if (literal.length >= 4) {
    for (const file of repository.files) {
      if (file.kind !== 'text' || file.text === undefined || !mayHold(file.text, literal)) continue;
      const rows = file.text.split('\n');
      for (let row = 0; row < rows.length && found.length < 20; row++) {
        if (!normalized(rows[row] as string).includes(literal)) continue;
        const score = file.role === 'code' ? 3 : file.role === 'test' || file.role === 'docs' ? 1 : 2;
        found.push({ path: file.path, startLine: row + 1, endLine: row + 1, symbol: '', score, reason });
      }
    }
  }
  if (found.length === 0 && queryWords(text).length >= 2) {
    const hits = searchRepository({
      repository,
      store: index,
      query: text,
      top: placesPerLine,
      kind: 'code',
    });
    const enough = queryWords(text).length / 2;
    for (const hit of hits)
      if (wordsHeld(repository, hit, text) >= enough) found.push({ ...hit, score: 0.5, reason });
  }
  return found.toSorted((a, b) => b.score - a.score).slice(0, placesPerLine);
}

/** How many words of `text` the lines of a hit hold: one rare word in common is a coincidence. */
function wordsHeld(repository: Repository, { path, startLine, endLine }: ChunkHit, text: string): number {
  const lines = (repository.byPath.get(path)?.text ?? '').split('\n').slice(startLine - 1, endLine);
  const body = lines.join('\n').toLowerCase();
  return queryWords(text).filter((word) => body.includes(word)).length;
}

/** Letters and digits alone, lower case: recognition adds and loses punctuation and spaces. */
function normalized(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** A cheap test before lines are normalised: the first run of letters and digits must occur. */
function mayHold(text: string, literal: string): boolean {
  return text.toLowerCase().includes(literal.slice(0, 3));
}

/** Share of a place's rank that one from the picture has over one from the question's words. */
const pictureWeight = 1.5;

/**
 * Places for a question, best first: what draws the pictures' texts, and what answers to the words, by reciprocal rank
 * fusion (k = 60, Cormack et al. 2009) with a higher weight for the pictures.
 */
export function rankPlaces(
  question: string,
  images: readonly ReadImage[],
  repository: Repository,
  index: IndexStore,
  top: number,
): RankedPlace[] {
  const fused = new Map<string, RankedPlace>();
  const add = (place: RankedPlace, rank: number, weight: number) => {
    const key = `${place.path}:${place.startLine}`;
    const known = fused.get(key);
    const score = weight / (60 + rank) + (known?.score ?? 0);
    fused.set(key, { ...(known ?? place), score });
  };
  const words = searchRepository({ repository, store: index, query: question, top: top * 2 });
  words.forEach((hit, rank) => {
    add(
      {
        ...hit,
        reason: 'words of the question',
      },
      rank,
      1,
    );
  });
  // Texts that lead to few places say more than those that stand everywhere.
  const telling = images.flatMap((image) => image.lines).filter((line) => line.places.length > 0);
  telling.sort((a, b) => a.places.length - b.places.length || b.text.length - a.text.length);
  telling.forEach((line, rank) => {
    // Within a line the likeliest comes first: code before what only names it.
    line.places.forEach((place, at) => {
      add(place, rank + at, pictureWeight * Math.min(1, place.score));
    });
  });
  return [...fused.values()]
    .sort(
      (a, b) => b.score - a.score || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.startLine - b.startLine),
    )
    .slice(0, top)
    .map((place) => ({
      ...place,
      score: Math.round(place.score * 1e5) / 1e5,
      ...excerptOf(place, question, repository),
    }));
}

/** Characters of a line that are shown. */
const longestExcerpt = 120;

/** Lines of comments, imports and decoration. */
const besideCode = /^\s*(?:\/?\*|\/\/|--|<!--|import\b|from\b|use\b)/;

/** The line of a place with the most words of the question; the first that says anything, where none has one. */
function excerptOf(
  { path, startLine, endLine }: RankedPlace,
  question: string,
  repository: Repository,
): Pick<RankedPlace, 'excerpt'> {
  const lines = textOfLines(repository.byPath.get(path)?.text ?? '', { startLine, endLine }).split('\n');
  const words = queryWords(question);
  let best = { line: '', held: -Infinity };
  for (const line of lines) {
    if (!/[\p{L}\p{N}]/u.test(line)) continue;
    const lowered = line.toLowerCase();
    const count = words.filter((word) => lowered.includes(word)).length;
    // Code says more of what happens here than a comment or an import with a word or two more, if it has a word at all.
    const beside = count === 0 ? -1 : Math.max(0.5, count - 2);
    const held = besideCode.test(line) ? beside : count;
    if (held > best.held) best = { line: line.trim(), held };
  }
  const { line } = best;
  if (line === '') return {};
  return { excerpt: line.length > longestExcerpt ? `${line.slice(0, longestExcerpt - 1)}…` : line };
}
