import ignore, { type Ignore } from 'ignore';
import { ancestorsOf } from '../base/path-text.ts';

/**
 * Gitignore rules of several folders, each for the paths below its own folder. A deeper file's answer wins, as in git;
 * letters' case counts everywhere, so that a repository gives the same files on every platform.
 */
export class IgnoreRules {
  readonly #byFolder = new Map<string, Ignore>();

  /** Adds the text of an ignore file that lies in `folder` ('' for the root). */
  add(folder: string, text: string): void {
    const rules = this.#byFolder.get(folder) ?? ignore({ allowRelativePaths: true, ignoreCase: false });
    this.#byFolder.set(folder, rules.add(text));
  }

  /** Whether `path` is ignored; a folder's path ends with `/`. Parents are looked at too. */
  ignores(path: string): boolean {
    const bare = path.endsWith('/') ? path.slice(0, -1) : path;
    const above = ancestorsOf(bare)
      .reverse()
      .filter((folder) => folder !== '');
    for (const folder of above) if (this.#decide(`${folder}/`) === true) return true;
    return this.#decide(path) === true;
  }

  #decide(path: string): boolean | undefined {
    const bare = path.endsWith('/') ? path.slice(0, -1) : path;
    for (const folder of ancestorsOf(bare)) {
      const rules = this.#byFolder.get(folder);
      if (rules === undefined) continue;
      const { ignored, unignored } = rules.test(folder === '' ? path : path.slice(folder.length + 1));
      if (ignored) return true;
      if (unignored) return false;
    }
    return undefined;
  }
}
