import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, readFile, realpath, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { AppError, type EntryKind, type FileStat, type FileSystem, messageOf } from '../core/index.ts';

/** Up to this size a file is read without a detour through the thread pool, which takes ten times as long. */
const smallBytes = 1_000_000;
/** How long a folder is known to lie inside of the root, in milliseconds. */
const insideMs = 1000;

/**
 * Files below one folder of the disk. Nothing is read or written through a link that leads out of it. Looking at a file and
 * reading a small one are done at once: the engine runs in a thread of its own.
 */
export class NodeFileSystem implements FileSystem {
  readonly #root: string;
  readonly #insideUntil = new Map<string, number>();

  /** @param root absolute path of an existing folder, links resolved */
  constructor(root: string) {
    this.#root = root;
  }

  async stat(path: string): Promise<FileStat | undefined> {
    try {
      const stat = lstatSync(this.#absolute(path));
      return { kind: kindOf(stat), size: stat.size, mtimeMs: stat.mtimeMs, mode: stat.mode & 0o7777 };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async read(path: string): Promise<Uint8Array> {
    try {
      const { absolute, size } = this.#regularFile(path);
      return bytesOf(size <= smallBytes ? readFileSync(absolute) : await readFile(absolute));
    } catch (error) {
      throw asUnreadable(error, path);
    }
  }

  readNow(path: string): Uint8Array {
    try {
      return bytesOf(readFileSync(this.#regularFile(path).absolute));
    } catch (error) {
      throw asUnreadable(error, path);
    }
  }

  async readDirectory(path: string): Promise<{ name: string; kind: EntryKind }[]> {
    const absolute = this.#absolute(path);
    await this.#refuseOutside(absolute, path);
    const entries = await readdir(absolute, { withFileTypes: true });
    return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  }

  async write(path: string, content: Uint8Array, mode?: number): Promise<void> {
    const absolute = this.#absolute(path);
    // Before any folder is made, so that none is made behind a link.
    await this.#refuseOutside(await nearestExisting(dirname(absolute)), path);
    await mkdir(dirname(absolute), { recursive: true });
    const existing = await this.stat(path);
    if (existing !== undefined && existing.kind !== 'file') {
      throw new AppError('refused-edit', `${path} is not a regular file; it is not written through.`);
    }
    const temporary = join(dirname(absolute), `.${crypto.randomUUID()}.longview-tmp`);
    try {
      const file = await open(temporary, 'wx');
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      const kept = existing === undefined ? mode : (await lstat(absolute)).mode & 0o7777;
      if (kept !== undefined) await chmod(temporary, kept);
      await rename(temporary, absolute);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async remove(path: string): Promise<void> {
    const absolute = this.#absolute(path);
    await this.#refuseOutside(await nearestExisting(dirname(absolute)), path);
    await rm(absolute, { force: true });
  }

  async removeEmptyFolder(path: string): Promise<void> {
    const absolute = this.#absolute(path);
    await this.#refuseOutside(await nearestExisting(dirname(absolute)), path);
    try {
      await rmdir(absolute);
    } catch (error) {
      const code = String((error as { code?: string }).code);
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes(code)) throw error;
    }
  }

  #absolute(path: string): string {
    if (path.split('/').includes('..') || path.startsWith('/') || path.includes('\0')) {
      throw new AppError('refused-edit', `${JSON.stringify(path)} does not lie below the folder.`);
    }
    return join(this.#root, path);
  }

  /** @throws AppError `not-found`, `refused-edit` */
  #regularFile(path: string): { readonly absolute: string; readonly size: number } {
    const absolute = this.#absolute(path);
    const stat = lstatSync(absolute);
    if (!stat.isFile()) throw new AppError('not-found', `${path} is not a regular file.`);
    // It is no link itself, so it lies where its folder lies.
    this.#refuseFolderOutside(dirname(absolute), path);
    return { absolute, size: stat.size };
  }

  #refuseFolderOutside(folder: string, path: string): void {
    const now = performance.now();
    if ((this.#insideUntil.get(folder) ?? 0) > now) return;
    this.#refuseReal(realpathSync.native(folder), path, false);
    this.#insideUntil.set(folder, now + insideMs);
  }

  /** A folder on the way may be a link that leads elsewhere. */
  async #refuseOutside(absolute: string, path: string, forWriting = true): Promise<void> {
    this.#refuseReal(await realpath(absolute), path, forWriting);
  }

  #refuseReal(real: string, path: string, forWriting: boolean): void {
    const parts = [...path.split('/').slice(0, -1), ...real.slice(this.#root.length).split(sep)];
    if (forWriting && [...parts, path].some((part) => part.toLowerCase() === '.git')) {
      throw new AppError('refused-edit', `${path} lies in git's own folder.`);
    }
    if (real !== this.#root && !real.startsWith(this.#root.endsWith(sep) ? this.#root : this.#root + sep)) {
      throw new AppError('refused-edit', `${path} leads out of the folder through a link.`);
    }
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function asUnreadable(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  // Node's own message ends with the call and the absolute path, which says where somebody keeps the folder.
  const [reason = ''] = messageOf(error).split(/, \w+ '/, 1);
  return new AppError('not-found', `${path} cannot be read: ${reason}.`, { cause: error });
}

/** `path` or the innermost folder above it that exists; a dangling link exists. */
async function nearestExisting(path: string): Promise<string> {
  for (let candidate = path; ; candidate = dirname(candidate)) {
    try {
      await lstat(candidate);
      return candidate;
    } catch (error) {
      if (!isMissing(error) || candidate === dirname(candidate)) throw error;
    }
  }
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'symlink' : 'other';
}

function isMissing(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
