import type { AnalyzeFile } from './analysis/load-repository.ts';
import type { HashBytes } from './base/content-hash.ts';
import type { FileSystem } from './ports/file-system.ts';
import type { Git } from './ports/git.ts';
import type { IndexStore } from './ports/index-store.ts';
import type { Journal } from './ports/journal.ts';
import type { KeyFrames } from './ports/key-frames.ts';
import type { ModelDirectory } from './ports/model-directory.ts';
import type { OcrEngine } from './ports/ocr-engine.ts';
import type { PictureCodec } from './ports/picture-codec.ts';

/** Everything outside the core that an engine over one root folder needs. */
export interface EnginePorts {
  readonly fileSystem: FileSystem;
  readonly git: Git;
  /** Runs {@link analyzeFile} somewhere. */
  readonly analyze: AnalyzeFile;
  /** Called when files are likely to be analysed soon, tokens included. */
  readonly prepareToAnalyze?: (() => void) | undefined;
  /** A fast {@link contentHash}; without it the one in JavaScript is taken. */
  readonly hash?: HashBytes | undefined;
  /** Called when a repository is too large to be held: from then on memory counts more than time. */
  readonly saveMemory?: (() => void) | undefined;
  readonly index: IndexStore;
  readonly journal: Journal;
  readonly models: ModelDirectory;
  readonly ocr: OcrEngine;
  /** Undefined where no pictures are asked for. */
  readonly pictures?: PictureCodec;
  /** Undefined where no videos are asked for. */
  readonly keyFrames?: KeyFrames;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
