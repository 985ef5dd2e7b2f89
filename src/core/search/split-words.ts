/** Words that name nothing in a question about code. */
const stopWords = new Set(
  (
    'a an and are as at be but by can could do does for from has have how i if in into is it its me my no not of on or ' +
    'our should so such that the their then there these they this to was we were what when where which who why will ' +
    'with would you your'
  ).split(' '),
);

/**
 * Words of a text as they are indexed: lower case, an identifier whole and in its parts (`parseHTTPBody` → `parsehttpbody`
 * `parse` `http` `body`). Order and repetition are kept.
 */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  for (const [token] of text.matchAll(/[\p{L}\p{N}_$]+/gu)) {
    if (token.length > 80) continue;
    const parts = token.match(/\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}]+|\p{Lu}+|\p{N}+/gu) ?? [];
    const whole = token.replaceAll(/[_$]/g, '').toLowerCase();
    if (whole.length > 1) words.push(whole);
    if (parts.length > 1) for (const part of parts) if (part.length > 1) words.push(part.toLowerCase());
  }
  return words;
}

/** Words of a question, each once, without those that name nothing. */
export function queryWords(query: string, limit = 64): string[] {
  return [...new Set(splitWords(query))].filter((word) => !stopWords.has(word)).slice(0, limit);
}
