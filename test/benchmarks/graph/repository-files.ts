import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

/**
 * The files of a repository, sorted, POSIX and relative to it: what git tracks or would add; without git, all but
 * `.git` and `node_modules`. Links are left out, as an edge to a link is an edge to what it leads to.
 */
export async function repositoryFiles(repository: string): Promise<readonly string[]> {
  const listed = await runCommand('git', ['ls-files', '-coz', '--exclude-standard'], { cwd: repository });
  const paths = listed.status === 0 ? listed.stdout.split('\0') : walk(repository, '');
  return [...new Set(paths)].filter((path) => path !== '' && isPlainFile(join(repository, path))).sort();
}

/** Those of `files` with one of the extensions (with their dot), none of them in an installed package. */
export function filesWithExtension(
  files: readonly string[],
  extensions: readonly string[],
): readonly string[] {
  return files.filter(
    (path) =>
      extensions.some((extension) => path.endsWith(extension)) && !/(?:^|\/)node_modules\//.test(path),
  );
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) return [path];
    return entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules'
      ? walk(root, path)
      : [];
  });
}

function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
