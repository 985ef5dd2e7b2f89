import ignore, { type Ignore } from 'ignore';
import { ancestorsOf } from '../base/path-text.ts';

/** Stands before the patterns of what a process writes below the folder; a comment to whoever reads patterns. */
export const ownPatternsMark = '# What Longview writes itself:';

/**
 * Gitignore rules of several folders, each for the paths below its own folder. A deeper file's answer wins, as in git;
 * letters' case counts everywhere, so that a repository gives the same files on every platform.
 */
export class IgnoreRules {
  readonly #texts = new Map<string, string>();
  /** All rules that hold below a folder with an ignore file, those of the root first. */
  readonly #combined = new Map<string, Ignore>();

  /** Adds the text of an ignore file that lies in `folder` ('' for the root). */
  add(folder: string, text: string): void {
    this.#texts.set(folder, `${this.#texts.get(folder) ?? ''}\n${text}`);
    for (const below of this.#combined.keys()) {
      if (folder === '' || below === folder || below.startsWith(`${folder}/`)) this.#combined.delete(below);
    }
  }

  /** Whether `path` is ignored; a folder's path ends with `/`. Parents are looked at too. */
  ignores(path: string): boolean {
    if (path === '' || path === '/') return false; // no rule can name the root itself
    const folders = ancestorsOf(path.endsWith('/') ? path.slice(0, -1) : path);
    const nearest = folders.findIndex((folder) => this.#texts.has(folder));
    return nearest >= 0 && this.#rulesOf(folders.slice(nearest)).ignores(path);
  }

  /** @param folders innermost first; the first one has rules */
  #rulesOf(folders: readonly string[]): Ignore {
    const [innermost = ''] = folders;
    let rules = this.#combined.get(innermost);
    if (rules === undefined) {
      rules = ignore({ allowRelativePaths: true, ignoreCase: false });
      for (const folder of folders.toReversed()) {
        const lines = (this.#texts.get(folder) ?? '').split(/\r?\n/);
        rules.add(folder === '' ? lines : lines.map((line) => seenFromRoot(folder, line)));
      }
      this.#combined.set(innermost, rules);
    }
    return rules;
  }
}

/** A line of an ignore file in `folder`, as it would stand in the root's. */
function seenFromRoot(folder: string, line: string): string {
  if (line.trim() === '' || line.startsWith('#')) return '';
  const negation = line.startsWith('!') ? '!' : '';
  const pattern = line.slice(negation.length).replace(/^\\(?=[#!])/, '');
  const isAnchored = pattern.replace(/\/\s*$/, '').includes('/');
  const literal = folder.replaceAll(/[\\*?[\]]/g, '\\$&');
  return `${negation}/${literal}/${isAnchored ? pattern.replace(/^\//, '') : `**/${pattern}`}`;
}
