/** One name that a `use` declaration takes: `a::b as c` is the path `a`, `b` under the name `c`. */
export interface UsedPath {
  readonly segments: readonly string[];
  /** The local name; '_' where nothing is bound but a trait's methods; '*' for a glob, whose path is that of what it opens. */
  readonly local: string;
  /** Begins with `::`: a crate's name, never a module beside it. */
  readonly isGlobal: boolean;
}

/** The declaration behind a `use` that begins at 1-based `line`, for the inside of macros, which is not parsed. */
export function useTreeAt(text: string, line: number, occurrence: number): string | undefined {
  let at = 0;
  for (let row = 1; row < line; row++) at = text.indexOf('\n', at) + 1;
  const declaration = /\buse\s([^;]*);/gy;
  const start = nthUse(text, at, occurrence);
  if (start === undefined) return undefined;
  declaration.lastIndex = start;
  return declaration.exec(text)?.[1];
}

function nthUse(text: string, from: number, occurrence: number): number | undefined {
  const word = /\buse\b/g;
  word.lastIndex = from;
  let found = word.exec(text);
  for (let count = 0; count < occurrence && found !== null; count++) found = word.exec(text);
  return found?.index;
}

/** Takes a use tree apart: `a::{self, b::{c as d, e::*}}`. What is no tree gives what could be read of it. */
export function usedPaths(tree: string): UsedPath[] {
  const words = tree
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ')
    .match(/::|[{},*]|(?:r#)?[\p{L}_$][\p{L}\p{N}_]*/gu);
  if (words === null) return [];
  const found: UsedPath[] = [];
  let next = 0;
  const readTree = (prefix: readonly string[], isGlobalPrefix: boolean): void => {
    const segments = [...prefix];
    let isGlobal = isGlobalPrefix;
    if (words[next] === '::') {
      if (prefix.length === 0) isGlobal = true;
      next++;
    }
    for (;;) {
      const word = words[next];
      if (word === '*') {
        next++;
        found.push({ segments, local: '*', isGlobal });
        return;
      }
      if (word === '{') {
        next++;
        while (next < words.length && words[next] !== '}') {
          if (words[next] === ',') next++;
          else readTree(segments, isGlobal);
        }
        next++;
        return;
      }
      if (word === undefined || word === ',' || word === '}' || word === '::') return;
      next++;
      if (word !== 'self' || segments.length === 0) segments.push(word.replace(/^r#/, ''));
      if (words[next] === '::') {
        next++;
        continue;
      }
      let local = segments.at(-1) as string;
      if (words[next] === 'as') {
        local = words[next + 1] ?? local;
        next += 2;
      }
      found.push({ segments, local: local.replace(/^r#/, ''), isGlobal });
      return;
    }
  };
  readTree([], false);
  return found;
}
