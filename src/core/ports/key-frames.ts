import type { Diagnostic } from '../base/diagnostic.ts';
import type { RunOptions } from '../base/progress.ts';

/** The frames of a video that show something new, in order, each a PNG file; none where a diagnostic says why. */
export interface KeyFrameReading {
  readonly frames: readonly Uint8Array[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads short videos, where the machine has a decoder for them. */
export interface KeyFrames {
  /**
   * The first frame, and those at which the scene changes.
   *
   * @param path relative to the root
   * @returns never rejects because of what the file is; rejects with an `AbortError` when the signal aborts
   */
  extract(path: string, options?: RunOptions): Promise<KeyFrameReading>;
}
