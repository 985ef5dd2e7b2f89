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

  /**
   * A frame at least every second, and those at which the scene changes, without those that look like the one before: what
   * has to be looked at so that nothing that a video shows for a second is missed.
   *
   * @param most frames; where there are more none is given, and a diagnostic says so
   * @returns as {@link extract}
   */
  sample(path: string, most: number, options?: RunOptions): Promise<KeyFrameReading>;
}
