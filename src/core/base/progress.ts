/** Stages of all runs, in the words that hosts show. */
export type Stage =
  | 'scan'
  | 'analyze'
  | 'resolve'
  | 'history'
  | 'index'
  | 'fit'
  | 'render'
  | 'count'
  | 'check'
  | 'rank'
  | 'review'
  | 'verify'
  | 'read-image'
  | 'retrieve'
  | 'answer'
  | 'plan';

export type ProgressEvent =
  | { readonly type: 'stage-start'; readonly stage: Stage; readonly total?: number; readonly detail?: string }
  | {
      readonly type: 'stage-progress';
      readonly stage: Stage;
      readonly done: number;
      readonly total?: number;
      readonly detail?: string;
    }
  | { readonly type: 'stage-end'; readonly stage: Stage; readonly detail?: string };

export type OnProgress = (event: ProgressEvent) => void;

/** What every long operation takes last. */
export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}
