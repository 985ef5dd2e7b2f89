import type { Repository } from '../../../analysis/repository.ts';
import { folderOf, joinPath } from '../../../base/path-text.ts';
import { compareCodeUnits } from '../../../base/text-range.ts';
import type { ResolvedImport } from '../import-resolver.ts';
import {
  type FileRule,
  type FileRules,
  firstFile,
  lazily,
  placesAbove,
  toExternal,
  toFile,
  toNothing,
  unquoted,
} from './file-rule.ts';

/** What builds and sets up: shell scripts, Terraform, Dockerfiles and Makefiles. */
export function buildRules(repository: Repository): FileRules {
  const filesIn = lazily(() => {
    const folders = new Map<string, string[]>();
    for (const { path } of repository.files) {
      const folder = folderOf(path);
      const paths = folders.get(folder);
      if (paths === undefined) folders.set(folder, [path]);
      else paths.push(path);
    }
    return folders;
  });
  return {
    bash: shellRule(repository),
    hcl: terraformRule(repository, filesIn),
    dockerfile: dockerRule(repository, filesIn),
    makefile: (file, { specifier, optional }) => {
      const own = joinPath(folderOf(file.path), specifier);
      const found = firstFile(repository, [own, ...placesAbove(file, specifier)]);
      // Make builds what it is to include, if it has a rule for it.
      const isMade = file.syntax?.symbols.some(({ name }) => name === specifier) === true;
      return found === undefined && optional !== true && !isMade ? toNothing(own) : toFile(found);
    },
  };
}

/** Expansions that stand for the folder of the script itself. */
const ownFolder = /BASH_SOURCE|\$0|\$\{0|dirname|%\/\*|ZSH_SCRIPT|\(%\):-%x/;

/**
 * A path is taken from the script's folder, from the root, where scripts are mostly started, and from the folders between.
 * At the beginning it may have an expansion: of the script's own folder, or a variable that stands for some folder above.
 */
function shellRule(repository: Repository): FileRule {
  return (file, statement) => {
    const { folder, path } = takenApart(statement.specifier);
    if (path === '' || /[$`*?~<]/.test(path) || (folder === undefined && path.startsWith('/'))) return [];
    const own = joinPath(folderOf(file.path), path);
    if (folder !== undefined && ownFolder.test(folder))
      return repository.byPath.has(own ?? '\0') ? toFile(own) : toNothing(own);
    const found = firstFile(repository, [own, joinPath('', path), ...placesAbove(file, path)]);
    // Where a variable leads, or an environment that is made later, cannot be known.
    const isCertain = folder === undefined && /\.(?:sh|bash|zsh)$/.test(path);
    return found === undefined && isCertain ? toNothing(own) : toFile(found);
  };
}

/** The expansion that a word begins with, and the path behind it, without quotes. */
function takenApart(word: string): { readonly folder: string | undefined; readonly path: string } {
  const bare = word.replace(/["']/g, '');
  if (!bare.startsWith('$')) return { folder: undefined, path: bare };
  const end = expansionEnd(bare);
  return { folder: bare.slice(0, end), path: bare.slice(end).replace(/^\/+/, '') };
}

function expansionEnd(word: string): number {
  const opening = word[1];
  if (opening !== '(' && opening !== '{') return /^\$\w*/.exec(word)?.[0].length ?? 1;
  const closing = opening === '(' ? ')' : '}';
  let depth = 0;
  for (let at = 1; at < word.length; at++) {
    if (word[at] === opening) depth++;
    else if (word[at] === closing && --depth === 0) return at + 1;
  }
  return word.length;
}

type FilesIn = () => ReadonlyMap<string, readonly string[]>;

/** Expansions that stand for the folder of the module, which is the file's own. */
const moduleFolder =
  /^\$\{\s*(?:path\.(?:module|root|cwd)|get_terragrunt_dir\(\)|get_original_terragrunt_dir\(\))\s*\}\/?/;

/** A module is a folder: its `main.tf`, or the first of its files, stands for it. */
function terraformRule(repository: Repository, filesIn: FilesIn): FileRule {
  const firstOf = (folder: string) => {
    const files = (filesIn().get(folder) ?? []).filter((path) => /\.(?:tf|tofu|hcl)$/.test(path));
    return (
      files.find((path) => /(?:^|\/)(?:main\.tf|terragrunt\.hcl)$/.test(path)) ??
      [...files].sort(compareCodeUnits)[0]
    );
  };
  return (file, { kind, specifier }): readonly ResolvedImport[] => {
    const path = unquoted(specifier).replace(moduleFolder, './');
    if (path.includes('${')) return [];
    if (kind === 'include')
      return toFile(
        firstFile(
          repository,
          [...placesAbove(file, path)].filter((at) => at !== file.path),
        ),
      );
    const isLocal = /^\.{1,2}(?:\/|$)/.test(path);
    if (kind === 'asset') return toFile(firstFile(repository, [joinPath(folderOf(file.path), path)]));
    // `a//b` is the folder b of the source a.
    const target = isLocal ? joinPath(folderOf(file.path), path) : undefined;
    if (target !== undefined) {
      const first = firstOf(target);
      return first === undefined ? toNothing(target) : toFile(first === file.path ? undefined : first);
    }
    if (isLocal || /^(?:[a-z0-9+]+::|[a-z]+:|git@)/i.test(path)) return [];
    return toExternal(path.replace(/[?#].*$/, '').split('//')[0] ?? '');
  };
}

/**
 * A source is taken from the context of the build, which the file does not say: its own folder or one above, up to the
 * root. A folder stands for its contents and leads to no file; a star stands for the files of one folder.
 */
function dockerRule(repository: Repository, filesIn: FilesIn): FileRule {
  const matchesOf = (pattern: string): string[] => {
    const slash = pattern.lastIndexOf('/');
    const name = wildcard(pattern.slice(slash + 1));
    return (filesIn().get(pattern.slice(0, Math.max(slash, 0))) ?? []).filter((path) =>
      name.test(path.slice(path.lastIndexOf('/') + 1)),
    );
  };
  return (file, { specifier }) => {
    for (const place of placesAbove(file, specifier.replace(/^\/+/, ''))) {
      if (place === undefined) continue;
      if (/[*?]/.test(place)) {
        const matches = /[*?].*\//.test(place) ? [] : matchesOf(place);
        if (matches.length > 0) return matches.filter((path) => path !== file.path).flatMap(toFile);
      } else if (repository.byPath.has(place)) return toFile(place);
      else if (repository.directories.has(place)) return [];
    }
    return [];
  };
}

function wildcard(pattern: string): RegExp {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\*+/g, '[^/]*').replaceAll('?', '[^/]')}$`);
}
