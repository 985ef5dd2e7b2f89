import type { Resolution } from '../reduce/resolution.ts';

/** What a pack says of one file, or of one picture inside a file. */
export interface ContextEntry {
  /** Of a picture inside a file the file's path, `#` and a name. */
  readonly path: string;
  /** The file that holds the picture which this is, where it is no file of its own. */
  readonly inside?: string;
  readonly resolution: Resolution;
  /** Tokens of its part of the pack, as the target counts; 0 for a file that only its folder's line stands for. */
  readonly tokenCount: number;
  /** Why it is not shown in full, or why it is, in words. */
  readonly reason: string;
}
