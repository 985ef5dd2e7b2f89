import type { OnProgress, ProgressEvent, Stage } from '../../core/index.ts';
import { oneLine, printable } from './printable.ts';

export interface ProgressRenderer {
  readonly onProgress: OnProgress;
  /** Takes the bar away while something else is written. */
  readonly interrupt: (write: () => void) => void;
  /** Writes a sentence to standard error: a line, or where progress is JSON an object of type `message`. */
  readonly say: (text: string) => void;
  readonly end: () => void;
}

const stageNames: Readonly<Record<Stage, string>> = {
  scan: 'Scanning',
  analyze: 'Reading and parsing',
  resolve: 'Resolving imports',
  history: 'Reading history',
  index: 'Indexing',
  fit: 'Fitting the budget',
  render: 'Writing the pack',
  count: 'Counting tokens',
  check: 'Checking',
  rank: 'Ranking',
  review: 'Reviewing',
  verify: 'Looking again',
  'read-image': 'Reading the text in pictures',
  retrieve: 'Searching',
  answer: 'Answering',
  plan: 'Planning',
};

/** Milliseconds between two drawings of the bar. */
const redrawMs = 80;
/** Milliseconds of silence after which a line is written where there is no terminal. */
const plainMs = 5_000;

/** Shows progress on standard error: one line that is redrawn, a line now and then, or a JSON object a line. */
export function createProgressRenderer({
  mode,
  quiet,
}: {
  mode: 'bar' | 'plain' | 'json' | 'none';
  quiet: boolean;
}): ProgressRenderer {
  const { stderr } = process;
  let shown = '';
  let lastDrawn = 0;
  const clear = () => {
    if (shown !== '') stderr.write('\r\x1b[K');
    shown = '';
  };
  const draw = (event: ProgressEvent) => {
    const now = Date.now();
    if (event.type === 'stage-progress' && now - lastDrawn < redrawMs) return;
    lastDrawn = now;
    clear();
    if (event.type === 'stage-end') return;
    const count =
      'done' in event && event.total !== undefined
        ? ` ${bar(event.done / Math.max(1, event.total))} ${event.done}/${event.total}`
        : '';
    shown =
      `${stageNames[event.stage]}${count}${event.detail === undefined ? '' : `  ${oneLine(event.detail)}`}`.slice(
        0,
        (stderr.columns || 80) - 1, // a terminal that does not know its width says 0
      );
    stderr.write(shown);
  };
  let lastLine = Date.now();
  const writeLine = (event: ProgressEvent) => {
    if (event.type === 'stage-end' || Date.now() - lastLine < plainMs) return;
    lastLine = Date.now();
    const count = 'done' in event && event.total !== undefined ? ` ${event.done} of ${event.total}` : '';
    stderr.write(`${stageNames[event.stage]}${count} …\n`);
  };
  const active = !quiet && mode !== 'none';
  return {
    onProgress: (event) => {
      if (!active) return;
      if (mode === 'json') stderr.write(`${JSON.stringify(event)}\n`);
      else if (mode === 'plain') writeLine(event);
      else draw(event);
    },
    interrupt: (write) => {
      clear();
      write();
    },
    say: (text) => {
      clear();
      stderr.write(messageLine(text, mode === 'json'));
    },
    end: clear,
  };
}

/** A sentence as standard error gets it. */
export function messageLine(text: string, asJson: boolean): string {
  return asJson ? `${JSON.stringify({ type: 'message', message: text })}\n` : `${printable(text)}\n`;
}

function bar(share: number): string {
  const width = 20;
  const filled = Math.round(share * width);
  return `${'━'.repeat(filled)}${'·'.repeat(width - filled)}`;
}
