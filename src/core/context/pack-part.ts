import type { Resolution } from '../reduce/resolution.ts';
import type { OverviewSection } from './describe-repository.ts';

/** What is known of one stretch of a pack besides its text. */
export interface PartFacts {
  /**
   * `file` shows a file anew and supersedes what was said of it before; `patch` changes the last full text of its file and
   * supersedes the patches before. A `diff` says how a file came to what is shown of it. A `picture` names an attachment. `changes` opens what a continuation appends and its own `listing` closes it.
   */
  readonly kind: 'preamble' | 'file' | 'picture' | 'patch' | 'diff' | 'changes' | 'listing' | 'end';
  /** Of a `file`, `picture` or `patch`: which, at which resolution, and the hash of its bytes, of a picture as it is sent. */
  readonly path?: string;
  readonly resolution?: Resolution;
  readonly contentHash?: string;
  /** Of a `file` or `patch`: UTF-16 lengths of what stands before and after its content. */
  readonly frame?: readonly [before: number, after: number];
  /** Of a `picture`. */
  readonly picture?: PictureFacts;
  /** In o200k. The counts of all parts add up to that of the pack. */
  readonly tokens: number;
  /** Of a `patch`: o200k tokens of the lines that it takes away. */
  readonly removedTokens?: number;
  /** Of the `preamble`, and of `changes` that supersede it. */
  readonly overview?: readonly OverviewSection[];
  /** Of a `listing`: its rows; those of a continuation supersede rows of the same path. */
  readonly rows?: readonly string[];
  /** Of the `listing` of a continuation: files that are no longer there, and files that were moved as they are. */
  readonly gone?: readonly string[];
  readonly moved?: readonly Move[];
}

/** What is known of a picture besides its bytes, which are made again from the repository. */
export interface PictureFacts {
  /** Of one that is sent: under which name, and how large. */
  readonly attachment?: string;
  readonly width?: number;
  readonly height?: number;
  /** The file that holds it, where it is no file of its own. */
  readonly inside?: string;
  /** Rules by which secrets were hidden in it. */
  readonly hidden: readonly string[];
}

export interface Move {
  readonly from: string;
  readonly to: string;
}
