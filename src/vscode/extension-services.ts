import type * as vscode from 'vscode';
import type { OnProgress } from '../core/base/progress.ts';
import type { ConsentService } from './consent-service.ts';
import type { EngineClient } from './engine-client.ts';

/** A task that the user waits for; `note` sets what stands behind the stage, such as the cost so far. */
export type ProgressTask<T> = (
  signal: AbortSignal,
  onProgress: OnProgress,
  note: (text: string) => void,
) => Promise<T>;

/** What a task is for: views show what concerns them. */
export type TaskKind = 'review' | 'pack' | 'other';

/** What every part of the extension needs, made once at activation. Nothing in it is heavy. */
export interface ExtensionServices {
  readonly extensionContext: vscode.ExtensionContext;
  /** The engine, in its worker thread. The thread starts at the first call. */
  readonly client: EngineClient;
  readonly log: vscode.LogOutputChannel;
  readonly consent: ConsentService;
  /** The only folder, or the one that the user picks. Undefined: none is open, or none was picked. */
  readonly pickRoot: () => Promise<vscode.WorkspaceFolder | undefined>;
  /**
   * Runs a task behind a notification with a Cancel button. Undefined when it was cancelled or failed; the failure has
   * been shown then, a cancellation is not an error and shows nothing.
   */
  readonly runWithProgress: <T>(
    title: string,
    task: ProgressTask<T>,
    kind?: TaskKind,
  ) => Promise<T | undefined>;
  /** Shows an error once, with buttons where there is something to do about it. Says nothing about cancellations. */
  readonly showError: (error: unknown) => void;
  /** Opens a file of a root at these lines, 1-based, both included. `path` is relative to the root, with `/`. */
  readonly showLocation: (
    root: vscode.Uri,
    path: string,
    startLine: number,
    endLine: number,
  ) => Promise<vscode.TextEditor | undefined>;
}
