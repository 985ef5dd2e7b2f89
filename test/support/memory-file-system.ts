import { AppError } from '../../src/core/base/app-error.ts';
import type { EntryKind, FileStat, FileSystem } from '../../src/core/ports/file-system.ts';

/** Text, bytes, a link, or something that is there and cannot be read. */
export type MemoryEntry =
  | string
  | Uint8Array
  | { readonly link: string }
  | { readonly unreadable: true }
  | { readonly special: true };

/** A folder in memory. Folders exist because something lies in them; links are never followed. */
export class MemoryFileSystem implements FileSystem {
  readonly #entries: Map<string, MemoryEntry>;

  constructor(entries: Readonly<Record<string, MemoryEntry>>) {
    this.#entries = new Map(Object.entries(entries));
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const entry = this.#entries.get(path);
    if (entry !== undefined) return { kind: kindOf(entry), size: bytesOf(entry).length, mtimeMs: 0 };
    return this.#isFolder(path) ? { kind: 'directory', size: 0, mtimeMs: 0 } : undefined;
  }

  async read(path: string): Promise<Uint8Array> {
    return this.readNow(path);
  }

  readNow(path: string): Uint8Array {
    const entry = this.#entries.get(path);
    if (typeof entry === 'string' || entry instanceof Uint8Array) return bytesOf(entry);
    throw new AppError('not-found', `${path} is not a readable file.`);
  }

  async readDirectory(path: string): Promise<{ name: string; kind: EntryKind }[]> {
    if (this.#isUnreadable(path)) throw new Error('permission denied');
    const found = new Map<string, EntryKind>();
    const prefix = path === '' ? '' : `${path}/`;
    for (const [entryPath, entry] of this.#entries) {
      if (!entryPath.startsWith(prefix)) continue;
      const [name = '', ...rest] = entryPath.slice(prefix.length).split('/');
      found.set(name, rest.length > 0 || this.#isUnreadable(entryPath) ? 'directory' : kindOf(entry));
    }
    return [...found].map(([name, kind]) => ({ name, kind }));
  }

  async write(path: string, content: Uint8Array): Promise<void> {
    this.#entries.set(path, content);
  }

  async remove(path: string): Promise<void> {
    this.#entries.delete(path);
  }

  async removeEmptyFolder(): Promise<void> {
    // Folders exist because something lies in them.
  }

  #isFolder(path: string): boolean {
    return path === '' || [...this.#entries.keys()].some((other) => other.startsWith(`${path}/`));
  }

  #isUnreadable(path: string): boolean {
    const entry = this.#entries.get(path);
    return typeof entry === 'object' && 'unreadable' in entry;
  }
}

function kindOf(entry: MemoryEntry): EntryKind {
  if (typeof entry === 'string' || entry instanceof Uint8Array || 'unreadable' in entry) return 'file';
  return 'link' in entry ? 'symlink' : 'other';
}

function bytesOf(entry: MemoryEntry): Uint8Array {
  if (typeof entry === 'string') return new TextEncoder().encode(entry);
  return entry instanceof Uint8Array ? entry : new Uint8Array();
}
