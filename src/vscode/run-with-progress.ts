import * as vscode from 'vscode';
import type { ProgressEvent, Stage } from '../core/base/progress.ts';
import type { ProgressTask, TaskKind } from './extension-services.ts';
import { formatDuration } from './format-amounts.ts';
import { isCancellation } from './show-error.ts';
import { toAbortSignal } from './to-abort-signal.ts';

const stageNames: Readonly<Record<Stage, string>> = {
  scan: 'Scanning files',
  analyze: 'Parsing',
  resolve: 'Resolving imports',
  history: 'Reading the history',
  index: 'Updating the index',
  fit: 'Fitting the budget',
  render: 'Writing the pack',
  count: 'Counting tokens',
  check: 'Running checks',
  rank: 'Ranking risk',
  review: 'Reviewing',
  verify: 'Taking a second look',
  'read-image': 'Reading the text in pictures',
  retrieve: 'Looking for places',
  answer: 'Answering',
  plan: 'Planning',
};

/** Runs tasks behind notifications, and knows which are under way. */
export interface TaskRunner extends vscode.Disposable {
  readonly run: <T>(title: string, task: ProgressTask<T>, kind?: TaskKind) => Promise<T | undefined>;
  /** Cancels the reviews that are under way; where there are none, everything. */
  readonly cancel: () => void;
  /** What is being done, of one kind or of any, in words; undefined: nothing. */
  readonly current: (kind?: TaskKind) => string | undefined;
  readonly onDidChange: vscode.Event<void>;
  /** Fired for each task when it is over, however it ended. */
  readonly onDidEnd: vscode.Event<TaskKind>;
}

interface RunningTask {
  readonly kind: TaskKind;
  readonly message: string;
}

/** @param showError called with what a task failed with; not with cancellations */
export function createTaskRunner(
  log: vscode.LogOutputChannel,
  showError: (error: unknown) => void,
): TaskRunner {
  const running = new Map<AbortController, RunningTask>();
  const changed = new vscode.EventEmitter<void>();
  const ended = new vscode.EventEmitter<TaskKind>();
  const isReview = ({ kind }: RunningTask) => kind === 'review';
  const update = () => {
    const isReviewing = [...running.values()].some(isReview);
    void vscode.commands.executeCommand('setContext', 'longview.running', running.size > 0);
    void vscode.commands.executeCommand('setContext', 'longview.reviewing', isReviewing);
    changed.fire();
  };

  const runTask = async <T>(
    title: string,
    task: ProgressTask<T>,
    kind: TaskKind,
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
  ): Promise<T | undefined> => {
    const controller = new AbortController();
    const signal = AbortSignal.any([controller.signal, toAbortSignal(token)]);
    let stage = '';
    let noted = '';
    let percent = 0;
    const report = (increment = 0) => {
      const message = [stage, noted].filter((text) => text !== '').join(' · ');
      running.set(controller, { kind, message });
      progress.report({ message, increment });
      changed.fire();
    };
    running.set(controller, { kind, message: '' });
    update();
    const startTime = performance.now();
    let end = 'done';
    try {
      return await task(
        signal,
        (event) => {
          stage = describeProgress(event);
          // VS Code adds increments up and never goes back: only the longest stage, the review, moves the bar.
          const share = event.stage === 'review' ? shareOf(event) * 100 : percent;
          report(Math.max(0, share - percent));
          percent = Math.max(percent, share);
        },
        (text) => {
          noted = text;
          report();
        },
      );
    } catch (error) {
      const wasCancelled = signal.aborted || isCancellation(error);
      end = wasCancelled ? 'cancelled' : 'failed';
      if (!wasCancelled) showError(error);
      return undefined;
    } finally {
      log.info(`${title}: ${end} after ${formatDuration(performance.now() - startTime)}`);
      running.delete(controller);
      update();
      ended.fire(kind);
    }
  };

  return {
    run: (title, task, kind = 'other') =>
      Promise.resolve(
        vscode.window.withProgress(
          { location: vscode.ProgressLocation.Notification, title, cancellable: true },
          (progress, token) => runTask(title, task, kind, progress, token),
        ),
      ),
    cancel: () => {
      const all = [...running];
      const reviews = all.filter(([, task]) => isReview(task));
      for (const [controller] of reviews.length > 0 ? reviews : all) controller.abort();
    },
    current: (kind) =>
      [...running.values()].findLast((task) => kind === undefined || task.kind === kind)?.message,
    onDidChange: changed.event,
    onDidEnd: ended.event,
    dispose: () => {
      for (const controller of running.keys()) controller.abort();
      changed.dispose();
      ended.dispose();
    },
  };
}

/** A stage of the engine in words, with how far it is. */
export function describeProgress(event: ProgressEvent): string {
  const name = stageNames[event.stage] ?? event.stage;
  if (event.type !== 'stage-progress') return name;
  const count = event.total === undefined ? `${event.done}` : `${event.done} of ${event.total}`;
  return event.detail === undefined ? `${name} ${count}` : `${name} ${count}: ${event.detail}`;
}

function shareOf(event: ProgressEvent): number {
  if (event.type === 'stage-end') return 1;
  if (event.type === 'stage-start' || event.total === undefined || event.total === 0) return 0;
  return event.done / event.total;
}
