/** How much of a header is looked at. */
const longestLook = 400_000;

/** What only C++ has, in code without comments and texts. */
const onlyInCpp =
  /^[ \t]*(?:template\s*<|namespace(?:\s+[\w:]+)?\s*\{|inline\s+namespace\b|using\s+[\w:]+\s*[=;]|using\s+namespace\b|class\s+(?:\w+\s+)*\w+\s*(?:final\s*)?[{:;]|(?:public|private|protected)\s*:|constexpr\b|explicit\b)|(?<![[\w:])\w+::~?\w/m;

/**
 * Whether a header with the ending `.h`, which C and C++ share, is one of C++ by its text. What stands between
 * `#ifdef __cplusplus` and its `#endif` makes a header of C usable from C++, and does not count.
 */
export function isCppHeader(path: string, text: string): boolean {
  if (!path.endsWith('.h')) return false;
  const start = text.slice(0, longestLook);
  // Most headers of C have none of these words, and are looked at no further.
  if (!/::|\b(?:template|namespace|using|class|public|private|protected|constexpr|explicit)\b/.test(start))
    return false;
  return onlyInCpp.test(withoutSharedParts(withoutWords(start)));
}

/** Comments, texts and characters blanked; lines stay. */
function withoutWords(text: string): string {
  return text.replace(
    /\/\*[\s\S]*?(?:\*\/|$)|\/\/(?:\\\n|[^\n])*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
    (found) => found.replace(/[^\n]+/g, ' '),
  );
}

/** Without directives, and without what stands in `#ifdef __cplusplus`. */
function withoutSharedParts(text: string): string {
  const kept: string[] = [];
  let depth = 0;
  let hiddenFrom: number | undefined;
  let goesOn = false;
  for (const line of text.split('\n')) {
    const isDirective: boolean = goesOn || /^\s*#/.test(line);
    if (isDirective && !goesOn) {
      const [, word = '', rest = ''] = /^\s*#\s*(\w+)(.*)/.exec(line) ?? [];
      if (word.startsWith('if')) {
        depth++;
        const asksForCpp = word !== 'ifndef' && /\b__cplusplus\b/.test(rest) && !/!\s*defined/.test(rest);
        if (asksForCpp) hiddenFrom ??= depth;
      } else if (word === 'endif') {
        if (hiddenFrom === depth) hiddenFrom = undefined;
        depth--;
      } else if (/^el/.test(word) && hiddenFrom === depth) hiddenFrom = undefined;
    } else if (!isDirective && hiddenFrom === undefined) kept.push(line);
    goesOn = isDirective && line.endsWith('\\');
  }
  return kept.join('\n');
}
