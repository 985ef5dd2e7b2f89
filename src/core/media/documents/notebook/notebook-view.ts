import type { LineRange } from '../../../base/text-range.ts';
import { withoutDataPictures } from '../data-pictures.ts';
import { type NotebookCell, type NotebookOutput, notebookCells } from './notebook-cells.ts';

/** Lines of an output that are shown, from its head and its tail, and characters of each. */
const outputLines = { head: 12, tail: 6 };
const outputLineLength = 300;

/**
 * A notebook as people read it: each cell under a line that says which lines of the file it stands on, its outputs
 * shortened, pictures named instead of written as base64. Undefined for a notebook that is broken.
 */
export function notebookView(text: string): string | undefined {
  const cells = notebookCells(text);
  if (cells === undefined) return undefined;
  return cells.map((cell) => `${cellView(cell)}\n`).join('\n');
}

function cellView(cell: NotebookCell): string {
  const { number, kind, language, source, sourceLines, outputs } = cell;
  const run = cell.executionCount === undefined ? '' : `, run ${cell.executionCount}`;
  const title = `⋯ cell ${number}, ${kind === 'code' ? language : kind}, ${linesOf(cell)}${run}`;
  // Where a cell has outputs, its source has lines of its own.
  const place = outputs.length > 0 ? `; source ${linesOf(sourceLines)}` : '';
  return [`${title}${place}`, withoutDataPictures(source).trimEnd(), ...outputs.map(outputView)]
    .filter((part) => part !== '')
    .join('\n');
}

function outputView(output: NotebookOutput): string {
  const place = linesOf(output);
  if (output.kind === 'image') return `⋯ picture, ${place}: ${output.mediaType}, ${output.byteLength} bytes`;
  const name = output.kind === 'error' ? 'error' : output.name;
  const text = output.text.replace(/^\n+|\s+$/g, '');
  return text === '' ? '' : `⋯ ${name}, ${place}:\n${shortened(text)}`;
}

function shortened(text: string): string {
  const lines = text
    .split('\n')
    .map((line) =>
      line.length <= outputLineLength ? line : `${line.slice(0, outputLineLength).toWellFormed()}…`,
    );
  const { head, tail } = outputLines;
  const left = lines.length - head - tail;
  if (left <= 1) return lines.join('\n');
  return [...lines.slice(0, head), `⋯ ${left} more lines`, ...lines.slice(-tail)].join('\n');
}

function linesOf({ startLine, endLine }: LineRange): string {
  return startLine === endLine ? `line ${startLine}` : `lines ${startLine}-${endLine}`;
}
