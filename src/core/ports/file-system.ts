export type EntryKind = 'file' | 'directory' | 'symlink' | 'other';

export interface FileStat {
  readonly kind: EntryKind;
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  /** Permission bits, where the system has them. */
  readonly mode?: number;
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
  /**
   * Writes through a temporary file and a rename, keeps the mode of an existing file, makes missing folders.
   * @param mode permission bits of a file that is not there yet; without them the system's own
   */
  write(path: string, content: Uint8Array, mode?: number): Promise<void>;
  remove(path: string): Promise<void>;
  /** Removes a folder that holds nothing; any other one, and what is no folder, stays as it is. */
  removeEmptyFolder(path: string): Promise<void>;
}
