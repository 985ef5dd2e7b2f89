import { folderOf, joinPath } from '../../base/path-text.ts';

/** A path that a `require` gives: relative to the root if `isAbsolute`, else to folders that are to be tried. */
export interface LoadedPath {
  readonly path: string;
  readonly isAbsolute: boolean;
}

/**
 * The path that the expression of a `require` or `include` in the file `from` gives: literals, `__DIR__`, `dirname(__FILE__)`
 * and `dirname(__DIR__, 2)` joined with dots. A constant in front (`ROOT . '/x.php'`) names a folder that is not known.
 * Undefined where variables or other calls take part, or where the path leads out of the root.
 */
export function loadedPath(expression: string, from: string): LoadedPath | undefined {
  const inner = withoutParentheses(expression);
  const pattern =
    /\s*(?:'((?:[^'\\]|\\.)*)'|"([^"$\\]*)"|(__DIR__)|((?:dirname\s*\(\s*)+)(__FILE__|__DIR__)\s*((?:,\s*\d+\s*)?\)+)|([A-Z_][A-Z0-9_]*))\s*(?:\.|$)/gy;
  let base: string | undefined;
  let rest = '';
  let isFirst = true;
  let at = 0;
  for (const found of inner.matchAll(pattern)) {
    const [whole, single, double, folder, dirnames, start, closing, constant] = found;
    at = found.index + whole.length;
    const literal = single ?? double;
    if (literal !== undefined) rest += literal;
    else if (!isFirst) return undefined;
    else if (folder !== undefined) base = folderOf(from);
    else if (dirnames !== undefined) {
      const levels =
        [...dirnames.matchAll(/dirname/g)].length - 1 + Number(/\d+/.exec(closing ?? '')?.[0] ?? 1);
      base = above(start === '__FILE__' ? from : folderOf(from), levels);
      if (base === undefined) return undefined;
    } else if (constant === undefined) return undefined;
    else rest = rest.replace(/^\/+/, '');
    isFirst = false;
  }
  if (at < inner.length || rest === '') return undefined;
  if (base === undefined) return { path: rest.replace(/^\/+/, ''), isAbsolute: false };
  const path = joinPath(base, rest);
  return path === undefined ? undefined : { path, isAbsolute: true };
}

/** The folder `levels` above a path; undefined above the root. */
function above(path: string, levels: number): string | undefined {
  let folder = path;
  for (let level = 0; level < levels; level++) {
    if (folder === '') return undefined;
    folder = folderOf(folder);
  }
  return folder;
}

/** `("a.php")` → `"a.php"`. */
function withoutParentheses(expression: string): string {
  let inner = expression.trim();
  while (inner.startsWith('(') && inner.endsWith(')')) inner = inner.slice(1, -1).trim();
  return inner;
}
