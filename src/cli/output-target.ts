import { constants } from 'node:fs';
import { access, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError, messageOf } from '../core/index.ts';

/** What stands, or will stand, where a result is to be written. */
export interface OutputTarget {
  /** As the user wrote it. */
  readonly written: string;
  /** Absolute, every link followed; where there is nothing yet, the place where the file will be. */
  readonly path: string;
  /**
   * How it is written. `replace`: a new file takes the place of the old one at once, so that no half-written one is left.
   * `overwrite`: the same file, in a folder that takes no other one. `append`: what is no regular file (a pipe, a device), and
   * open descriptors, whose file whoever opened it may have begun.
   */
  readonly way: 'replace' | 'overwrite' | 'append';
  /** Permissions of the file that is replaced. */
  readonly mode?: number;
}

/** Where programs find their own open files: what stands there is no place for another file. */
const descriptorFolder = /^\/(?:dev|proc\/[^/]+(?:\/task\/[^/]+)?)\/fd$/;

/** Links that are followed, as many as Linux follows. */
const mostLinks = 40;

/** Looks at where a result is to be written. @throws AppError `usage` for what cannot be written */
export async function outputTarget(written: string): Promise<OutputTarget> {
  try {
    const path = await followed(resolve(written));
    if (path === undefined) {
      await access(resolve(written), constants.W_OK);
      return { written, path: resolve(written), way: 'append' };
    }
    const there = await stat(path).catch(undefinedIfMissing);
    const folder = dirname(path);
    if (there === undefined) {
      await access(folder, constants.W_OK | constants.X_OK);
      return { written, path, way: 'replace' };
    }
    if (there.isDirectory()) throw new AppError('usage', `${written} cannot be written: it is a folder.`);
    await access(path, constants.W_OK);
    if (!there.isFile()) return { written, path, way: 'append' };
    const canReplace = await access(folder, constants.W_OK).then(
      () => true,
      () => false,
    );
    return { written, path, way: canReplace ? 'replace' : 'overwrite', mode: there.mode & 0o7777 };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('usage', `${written} cannot be written: ${reasonOf(error)}`, { cause: error });
  }
}

/** The place that a path leads to, all of its links followed; undefined for an open descriptor of a program. */
async function followed(written: string): Promise<string | undefined> {
  let path = written;
  for (let links = 0; links <= mostLinks; links++) {
    const folder = await realpath(dirname(path)).catch((cause) => {
      if (undefinedIfMissing(cause) === undefined)
        throw new AppError('usage', `${written} cannot be written: there is no folder ${dirname(path)}.`, {
          cause,
        });
    });
    if (folder === undefined || descriptorFolder.test(folder)) return undefined;
    path = join(folder, basename(path));
    const link = await readlink(path).catch(undefinedIfMissing);
    if (link === undefined) return path;
    path = resolve(folder, link);
  }
  throw new AppError('usage', `${written} cannot be written: its links lead in a circle.`);
}

/** @throws what is no answer to "is there something": a folder on the way that may not be searched */
function undefinedIfMissing(error: unknown): undefined {
  // EINVAL: it is there, and no link.
  if (!['ENOENT', 'ENOTDIR', 'EINVAL'].includes(codeOf(error))) throw error;
  return undefined;
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
    ? `there is no permission (${code}).`
    : messageOf(error);
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code);
}
