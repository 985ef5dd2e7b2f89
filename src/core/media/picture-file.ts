import { isAbort } from '../base/abort.ts';
import { extensionOf } from '../base/path-text.ts';
import type { RunOptions } from '../base/progress.ts';
import type { FileSystem } from '../ports/file-system.ts';

/** A file that may be a picture, as a repository knows it, or a picture inside another file. */
export interface PictureFile {
  /** Of a picture inside another file that file's path, `#` and a name: `a.ipynb#cell-3-output-1.png`. */
  readonly path: string;
  /** Bytes on disk. */
  readonly size: number;
  /** What changes when the file does; of what is not text, the hash of its size and time. */
  readonly contentHash: string;
  /** Of SVG files: redacted, so that no secret in it is drawn. */
  readonly text?: string | undefined;
  /** Of a picture inside another file. */
  readonly inside?: PictureOrigin | undefined;
}

/** Where a picture stands that is no file of its own. */
export interface PictureOrigin {
  /** What a cell of a notebook showed, what is attached to one or stands in an Office file, a page, or a frame of a video. */
  readonly kind: 'output' | 'attachment' | 'drawn-page' | 'scanned-page' | 'frame';
  /** The file that holds it. */
  readonly file: string;
  /** The file that it belongs beside, and the line there (1-based). */
  readonly besides: string;
  readonly line: number | undefined;
  /** Whether everything that is written in it is in the text of its file, redacted there: nothing has to be read in it. */
  readonly isWrittenOut?: boolean;
  /** How many pictures of the same file come before it. */
  readonly index: number;
  /** Its bytes, a PNG, JPEG, WebP, GIF or SVG; undefined where it cannot be read. */
  readonly read: (options: RunOptions) => Promise<Uint8Array | undefined>;
}

const pictureExtensions = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.svg']);

/** Whether a file's name is that of a picture which Longview can show to a model. */
export function isPicturePath(path: string): boolean {
  return pictureExtensions.has(extensionOf(path));
}

/** A picture's bytes, of an SVG those of its redacted text; undefined where there is no readable file. */
export async function pictureBytes(
  { path, text, inside }: Pick<PictureFile, 'path' | 'text' | 'inside'>,
  fileSystem: Pick<FileSystem, 'read'>,
  options: RunOptions = {},
): Promise<Uint8Array | undefined> {
  if (inside !== undefined) return inside.read(options);
  if (text !== undefined) return new TextEncoder().encode(text);
  try {
    return await fileSystem.read(path);
  } catch (error) {
    if (isAbort(error)) throw error;
    return undefined;
  }
}
