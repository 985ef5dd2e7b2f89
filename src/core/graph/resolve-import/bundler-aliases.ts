import { type Repository, textsOf } from '../../analysis/repository.ts';
import { entryOf } from '../../base/map-entry.ts';
import { ancestorsOf, fileNameOf, folderOf, joinPath } from '../../base/path-text.ts';

/** A name that a bundler's configuration gives to a file or folder of the repository. */
interface BundlerAlias {
  readonly name: string;
  /** Whether nothing may follow the name. */
  readonly isExact: boolean;
  readonly target: string;
}

const configName = /^(?:(?:vite|vitest|electron\.vite|webpack)(?:\.[\w-]+)*\.(?:js|ts|mjs|cjs|mts|cts))$/;

/** Whether a file is a configuration of Vite or webpack. */
export function isBundlerConfig(path: string): boolean {
  return configName.test(fileNameOf(path));
}

/** Folders that hold configurations for the package around them. */
const configFolder = /^(?:build|config|configs|webpack|vite|scripts|tools)$/;

/**
 * Returns a function that gives the paths which the aliases of the nearest configuration of Vite or webpack make of a
 * specifier. Only what is written out counts: strings, and calls of `path.resolve`, `path.join`, `fileURLToPath` and
 * `new URL` on the own folder and strings.
 */
export function bundlerAliasesOf(
  repository: Repository,
): (path: string, specifier: string) => readonly string[] {
  const byFolder = new Map<string, BundlerAlias[]>();
  for (const { path, text } of textsOf(repository, isBundlerConfig)) {
    if (!text.includes('alias')) continue;
    const folder = folderOf(path);
    const scope = configFolder.test(fileNameOf(folder)) ? folderOf(folder) : folder;
    const aliases = readAliases(text, folder, scope);
    if (aliases.length > 0) entryOf(byFolder, scope, () => []).push(...aliases);
  }
  if (byFolder.size === 0) return () => [];
  return (path, specifier) => {
    const scope = ancestorsOf(path).find((folder) => byFolder.has(folder));
    const targets: string[] = [];
    for (const { name, isExact, target } of scope === undefined ? [] : (byFolder.get(scope) ?? [])) {
      if (specifier === name) targets.push(target);
      const prefix = name.endsWith('/') ? name : `${name}/`;
      if (isExact || !specifier.startsWith(prefix)) continue;
      const inside = joinPath(target, specifier.slice(prefix.length));
      if (inside !== undefined) targets.push(inside);
    }
    return targets;
  };
}

function readAliases(written: string, folder: string, scope: string): BundlerAlias[] {
  const text = written.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const aliases: BundlerAlias[] = [];
  const add = (name: string, value: string) => {
    const target = pathOf(value.trim(), folder, scope);
    const isExact = name.endsWith('$');
    if (target !== undefined) aliases.push({ name: isExact ? name.slice(0, -1) : name, isExact, target });
  };
  for (const { index, 0: opening } of text.matchAll(/\balias['"]?\s*[:=]\s*[{[]/g)) {
    const items = itemsOf(text, index + opening.length - 1);
    for (const item of items) {
      const entry =
        /^\{[\s\S]*\bfind\s*:\s*(['"])(.+?)\1\s*,[\s\S]*?\breplacement\s*:\s*([\s\S]+?),?\s*\}$/.exec(item);
      if (entry !== null) add(entry[2] as string, entry[3] as string);
      const pair = /^(?:(['"])(.+?)\1|([\w$]+))\s*:\s*([\s\S]+)$/.exec(item);
      if (pair !== null) add((pair[2] ?? pair[3]) as string, pair[4] as string);
    }
  }
  return aliases;
}

/** What stands between the commas of a literal object or list, whose opening bracket is at `start`. */
function itemsOf(text: string, start: number): string[] {
  const items: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let at = start; at < text.length; at++) {
    const character = text[at] as string;
    if (/['"`]/.test(character)) {
      const end = text.indexOf(character, at + 1);
      if (end < 0) return items;
      at = end;
    } else if ('{[('.includes(character)) depth++;
    else if ('}])'.includes(character)) {
      depth--;
      if (depth > 0) continue;
      items.push(text.slice(from, at).trim());
      return items;
    } else if (character === ',' && depth === 1) {
      items.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  return items;
}

const ownFolder = /(?:\b__dirname\b|import\.meta\.dirname\b|process\.cwd\(\)|import\.meta\.url\b)/g;

/** The path that an expression of strings and the own folder means; undefined for any other, and for names of packages. */
function pathOf(value: string, folder: string, scope: string): string | undefined {
  const literal = /^(['"`])([^'"`$]*)\1$/.exec(value)?.[2];
  if (literal !== undefined) {
    if (literal.startsWith('/')) return joinPath(scope, literal);
    return /^\.\.?(?:\/|$)/.test(literal) ? joinPath(folder, literal) : undefined;
  }
  const template = /^`\$\{\s*(?:__dirname|import\.meta\.dirname|process\.cwd\(\))\s*\}([^`$]*)`$/.exec(
    value,
  )?.[1];
  if (template !== undefined) return joinPath(folder, template);
  const rest = value
    .replaceAll(ownFolder, '')
    .replaceAll(
      /\b(?:(?:path|nodePath|Path)\.)?(?:posix\.)?(?:resolve|join)\b|\bfileURLToPath\b|\bnew\s+URL\b|\.pathname\b/g,
      '',
    )
    .replaceAll(/(['"])[^'"]*\1/g, '');
  if (!/^[(),\s]*$/.test(rest)) return undefined;
  const base = /process\.cwd\(\)/.test(value) ? scope : folder;
  const parts = [...value.matchAll(/(['"])([^'"]*)\1/g)].map(([, , part]) => part as string);
  return parts.length === 0 ? undefined : joinPath(base, parts.join('/'));
}
