import type { Resolution } from '../reduce/resolution.ts';

/** What a pack says of one file. */
export interface ContextEntry {
  readonly path: string;
  readonly resolution: Resolution;
  /** Tokens of its part of the pack, as the target counts; 0 for a file that only its folder's line stands for. */
  readonly tokenCount: number;
  /** Why it is not shown in full, or why it is, in words. */
  readonly reason: string;
}
