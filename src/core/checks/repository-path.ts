import type { Repository, SourceFile } from '../analysis/repository.ts';
import { ancestorsOf, extensionOf, fileNameOf, folderOf } from '../base/path-text.ts';

/** The path without its extension. */
export function stemOf(path: string): string {
  const extension = extensionOf(path);
  return extension === '' ? path : path.slice(0, -extension.length);
}

/** How `to` is written from `fromDirectory`, without a leading `./`. */
export function relativePath(fromDirectory: string, to: string): string {
  const from = fromDirectory === '' ? [] : fromDirectory.split('/');
  const target = to.split('/');
  let shared = 0;
  while (shared < from.length && shared < target.length - 1 && from[shared] === target[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...target.slice(shared)].join('/');
}

/** Whether a file or a directory with files stands there, or something that the scan saw and did not follow. */
export function pathExists(repository: Repository, path: string): boolean {
  if (path === '' || repository.byPath.has(path) || repository.directories.has(path)) return true;
  const unread = remember(notFollowed, repository, () => {
    const left = repository.diagnostics.filter(({ code }) => code === 'not-a-file');
    return new Set(left.flatMap((diagnostic) => diagnostic.path ?? []));
  });
  return unread.size > 0 && (unread.has(path) || ancestorsOf(path).some((folder) => unread.has(folder)));
}

/** Links and submodules: there, but not read. */
const notFollowed = new WeakMap<Repository, ReadonlySet<string>>();

/** Whether `path` lies in `directory`, at any depth. */
export function isInside(path: string, directory: string): boolean {
  return directory === '' || path.startsWith(`${directory}/`);
}

/** The directory itself and all above it, from the inside out, ending with ''. */
export function directoriesUpwards(directory: string): string[] {
  const found: string[] = [];
  for (let at = directory; at !== ''; at = folderOf(at)) found.push(at);
  found.push('');
  return found;
}

/** Files by their last segment. */
export function filesByBaseName(repository: Repository): ReadonlyMap<string, readonly SourceFile[]> {
  return remember(baseNames, repository, () => {
    const byName = new Map<string, SourceFile[]>();
    for (const file of repository.files) {
      const name = fileNameOf(file.path);
      const group = byName.get(name);
      if (group === undefined) byName.set(name, [file]);
      else group.push(file);
    }
    return byName;
  });
}

const baseNames = new WeakMap<Repository, ReadonlyMap<string, readonly SourceFile[]>>();

/** Several checks ask the same of one repository: the answer is worked out once and goes when the repository does. */
export function remember<T>(memory: WeakMap<Repository, T>, repository: Repository, work: () => T): T {
  const known = memory.get(repository);
  if (known !== undefined) return known;
  const result = work();
  memory.set(repository, result);
  return result;
}
