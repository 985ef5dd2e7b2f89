import type { AnalyzeFileInput } from '../core/index.ts';

/** What a parse worker is started with. */
export interface ParseWorkerData {
  readonly assetDirectory: string;
  /** One Int32: anything but 0 stops the parse that is under way, which sees no messages. */
  readonly cancelFlag: SharedArrayBuffer;
  readonly parseTimeoutMs: number;
}

export interface ParseRequest {
  readonly kind: 'analyze';
  readonly input: AnalyzeFileInput;
}

export type ParseReply =
  /** Said once, before the first file: the worker has started. */
  | { readonly kind: 'ready' }
  | (ParseResult & {
      /** The worker's parser is not to be used again; another worker has to take its place. */
      readonly isSpent?: boolean;
    });

type ParseResult =
  /** As JSON, which crosses threads in half the time that its many small objects take. */
  | { readonly kind: 'analyzed'; readonly analysis: string }
  | { readonly kind: 'failed'; readonly message: string; readonly cancelled: boolean };
