/** One name that a `use` declaration takes: `a::b as c` is the path `a`, `b` under the name `c`. */
export interface UsedPath {
  readonly segments: readonly string[];
  /** The local name; '_' where nothing is bound but a trait's methods; '*' for a glob, whose path is that of what it opens. */
  readonly local: string;
  /** Begins with `::`: a crate's name, never a module beside it. */
  readonly isGlobal: boolean;
}

/** Braces that stand deeper in each other are no code that anybody wrote. */
const deepestTree = 100;

/** Takes a use tree apart: `a::{self, b::{c as d, e::*}}`. What is no tree gives what could be read of it. */
export function usedPaths(tree: string): UsedPath[] {
  const words = tree
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ')
    .match(/::|[{},*]|(?:r#)?[\p{L}_$][\p{L}\p{N}_]*/gu);
  if (words === null) return [];
  const found: UsedPath[] = [];
  let next = 0;
  const readTree = (prefix: readonly string[], isGlobalPrefix: boolean, depth: number): void => {
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
          else if (depth < deepestTree) readTree(segments, isGlobal, depth + 1);
          else next = words.length;
        }
        next++;
        return;
      }
      if (word === undefined || word === ',' || word === '}') return;
      next++;
      if (word === '::') continue;
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
  readTree([], false, 0);
  return found;
}
