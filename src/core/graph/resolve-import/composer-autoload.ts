import type { Repository } from '../../analysis/repository.ts';
import { entryOf } from '../../base/map-entry.ts';
import { fileNameOf, folderOf, joinPath } from '../../base/path-text.ts';
import { isRecord, jsonObject } from './json-file.ts';

/** How Composer finds classes in the repository's own packages. */
export interface ComposerAutoload {
  /** The files that a class of this name (`A\B\C`) may lie in, the longest prefix first. They need not exist. */
  readonly candidates: (name: string) => readonly string[];
  /** Whether a name begins with a prefix that a package of the repository claims. */
  readonly claims: (name: string) => boolean;
}

interface Prefix {
  /** `A\B\`, `A_`, or '' for every name. */
  readonly prefix: string;
  readonly folder: string;
  readonly style: 'psr-4' | 'psr-0';
}

/**
 * Reads `autoload` and `autoload-dev` of all `composer.json` files: PSR-4 (the prefix stands for the folder) and PSR-0 (the
 * prefix stays in the path, and underscores of the class are folders). What `classmap` and `files` name is found by what
 * the files define.
 */
export function composerAutoloadOf(repository: Repository): ComposerAutoload {
  const prefixes: Prefix[] = [];
  for (const { path } of repository.files) {
    if (fileNameOf(path) !== 'composer.json') continue;
    const manifest = jsonObject(repository, path);
    for (const section of [manifest?.['autoload'], manifest?.['autoload-dev']]) {
      if (!isRecord(section)) continue;
      for (const style of ['psr-4', 'psr-0'] as const) {
        const rules = section[style];
        if (!isRecord(rules)) continue;
        for (const [prefix, written] of Object.entries(rules)) {
          const folders = Array.isArray(written) ? written : [written];
          for (const each of folders) {
            const folder = typeof each === 'string' ? joinPath(folderOf(path), each) : undefined;
            if (folder !== undefined) prefixes.push({ prefix, folder, style });
          }
        }
      }
    }
  }
  const byPrefix = new Map<string, Prefix[]>();
  for (const one of prefixes) entryOf(byPrefix, one.prefix, () => []).push(one);
  const lengths = [...new Set(prefixes.map(({ prefix }) => prefix.length))].sort((a, b) => b - a);
  const matching = (name: string) =>
    lengths.flatMap((length) => (length > name.length ? [] : (byPrefix.get(name.slice(0, length)) ?? [])));
  return {
    candidates: (name) =>
      matching(name).map(({ prefix, folder, style }) =>
        joined(folder, style === 'psr-4' ? `${slashed(name.slice(prefix.length))}.php` : psr0Path(name)),
      ),
    claims: (name) => matching(name).some(({ prefix }) => prefix !== ''),
  };
}

function psr0Path(name: string): string {
  const split = name.lastIndexOf('\\') + 1;
  return `${slashed(name.slice(0, split))}${name.slice(split).replaceAll('_', '/')}.php`;
}

function slashed(name: string): string {
  return name.replaceAll('\\', '/');
}

function joined(folder: string, rest: string): string {
  return folder === '' ? rest : `${folder}/${rest}`;
}
