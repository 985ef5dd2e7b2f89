export type EntryKind = 'file' | 'directory' | 'symlink' | 'other';

export interface FileStat {
  readonly kind: EntryKind;
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
}

/**
 * The files below one root folder. Paths are relative to the root and use `/`; the root itself is ''.
 * No method follows a symbolic link out of the root.
 */
export interface FileSystem {
  /** What is at `path` itself (a link is not followed), or undefined if there is nothing. */
  stat(path: string): Promise<FileStat | undefined>;
  /** @throws AppError `not-found` when there is no readable regular file. */
  read(path: string): Promise<Uint8Array>;
  /** As {@link read}, before anything else happens: for what is read again in the middle of a computation. */
  readNow(path: string): Uint8Array;
  readDirectory(path: string): Promise<readonly { readonly name: string; readonly kind: EntryKind }[]>;
  /** Writes through a temporary file and a rename, keeps the mode of an existing file, makes missing folders. */
  write(path: string, content: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
}
