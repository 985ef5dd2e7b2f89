import type { AnalyzeFileInput } from '../core/index.ts';
import type { AnalysisText } from '../node/analysis-text.ts';

/** What a parse worker is started with. */
export interface ParseWorkerData {
  readonly assetDirectory: string;
  /** The table that tokens are counted by, where counts were asked for when the worker was started. */
  readonly vocabulary: SharedArrayBuffer | undefined;
  /** The numbers that `sharedNumbers` names: a parse that is under way sees no messages, and sends none. */
  readonly shared: SharedArrayBuffer;
  readonly parseTimeoutMs: number;
}

/** Several files at once: waking the other thread takes as long as parsing a small file. */
export interface ParseRequest {
  readonly inputs: readonly AnalyzeFileInput[];
}

/** The results of the next files in the order in which they were sent. */
export interface ParseReply {
  readonly results: readonly ParseResult[];
  /** The worker's parser is not to be used again; another worker has to take its place, and the files that are left. */
  readonly isSpent: boolean;
}

export type ParseResult =
  | { readonly kind: 'analyzed'; readonly analysis: AnalysisText }
  | { readonly kind: 'failed'; readonly message: string; readonly cancelled: boolean };
