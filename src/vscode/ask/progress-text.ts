import type { ProgressEvent, Stage } from '../../core/base/progress.ts';

const stageTexts: Readonly<Record<Stage, string>> = {
  scan: 'Looking through the folder',
  analyze: 'Reading the files',
  resolve: 'Following the imports',
  history: 'Reading the history',
  index: 'Updating the index',
  fit: 'Fitting the context',
  render: 'Writing the context',
  count: 'Counting tokens',
  check: 'Checking',
  rank: 'Ranking',
  review: 'Reviewing',
  verify: 'Looking again',
  'read-image': 'Reading the text in pictures',
  retrieve: 'Searching the repository',
  answer: 'Asking the model',
  plan: 'Planning the change',
};

export interface ProgressText {
  readonly text: string;
  /** Of the stage, 0 to 1; undefined where it is not known. */
  readonly fraction: number | undefined;
}

/** What a run is doing, in words. Undefined where a stage ended: the next one says what goes on. */
export function progressText(event: ProgressEvent): ProgressText | undefined {
  if (event.type === 'stage-end') return undefined;
  const detail = event.detail === undefined ? '' : `: ${event.detail}`;
  const done = event.type === 'stage-progress' ? event.done : 0;
  const fraction = event.total ? Math.min(1, done / event.total) : undefined;
  return { text: `${stageTexts[event.stage]}${detail}…`, fraction };
}
