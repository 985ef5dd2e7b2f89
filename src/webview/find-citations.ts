/** A citation's text where it stands in a longer one; `index` is its place in the list of citations. */
export interface CitationMatch {
  readonly start: number;
  readonly end: number;
  readonly index: number;
}

const partOfPath = /[\p{L}\p{N}_./\\-]/u;

/**
 * Finds citations in `text`, in order and without overlaps, the longest first where several begin at one place. A
 * citation does not count inside a longer path or number: `a.ts:1` is not found in `a.ts:12`.
 */
export function findCitations(
  text: string,
  citations: readonly { readonly text: string }[],
): CitationMatch[] {
  const matches: CitationMatch[] = [];
  const byLength = citations
    .map((citation, index) => ({ text: citation.text, index }))
    .filter((citation) => citation.text !== '')
    .toSorted((a, b) => b.text.length - a.text.length);
  for (const citation of byLength) {
    for (let at = text.indexOf(citation.text); at !== -1; at = text.indexOf(citation.text, at + 1)) {
      const match = { start: at, end: at + citation.text.length, index: citation.index };
      const overlaps = matches.some((other) => match.start < other.end && other.start < match.end);
      if (!overlaps && standsAlone(text, match)) matches.push(match);
    }
  }
  return matches.toSorted((a, b) => a.start - b.start);
}

function standsAlone(text: string, { start, end }: CitationMatch): boolean {
  const before = text[start - 1];
  if (before !== undefined && partOfPath.test(before)) return false;
  // A full stop or a hyphen after a citation is punctuation, unless a number goes on behind it.
  return !/^(?:[\p{L}\p{N}_/]|-\d)/u.test(text.slice(end, end + 2));
}
