import type { LineRange } from '../../../base/text-range.ts';
import { type JsonSpan, jsonSpans } from './json-spans.ts';

/** A cell of a notebook. Its lines are those of the notebook's JSON file. */
export interface NotebookCell extends LineRange {
  /** 1-based. */
  readonly number: number;
  readonly kind: 'code' | 'markdown' | 'raw';
  /** Of a code cell: the notebook's own, in lower case. */
  readonly language: string | undefined;
  readonly source: string;
  /** Where the source stands; as a rule each of its lines on a line of its own, below the first. */
  readonly sourceLines: LineRange;
  readonly executionCount: number | undefined;
  readonly outputs: readonly NotebookOutput[];
}

/** What a cell wrote or showed. */
export type NotebookOutput = LineRange &
  (
    | { readonly kind: 'text'; readonly name: 'stdout' | 'stderr' | 'result'; readonly text: string }
    | { readonly kind: 'error'; readonly text: string }
    | { readonly kind: 'image'; readonly mediaType: string; readonly byteLength: number }
  );

/** An object of JSON whose members nobody has looked at yet. */
export interface Json {
  readonly [key: string]: unknown;
}

/** The cells of a notebook of format 4, from its JSON; undefined for one that is broken or of another format. */
export function notebookCells(text: string): NotebookCell[] | undefined {
  const notebook = parseNotebook(text);
  if (notebook === undefined) return undefined;
  const spans = jsonSpans(text, (path) => /^cells\.\d+(?:\.source|\.outputs\.\d+)?$/.test(path));
  const whole: LineRange = { startLine: 1, endLine: 1 };
  const language = languageOf(notebook.metadata);
  return notebook.cells.map((cell, index) => {
    const kind = cell['cell_type'] === 'markdown' || cell['cell_type'] === 'raw' ? cell['cell_type'] : 'code';
    const lines = linesOf(spans.get(`cells.${index}`)) ?? whole;
    const count = cell['execution_count'];
    return {
      number: index + 1,
      kind,
      language: kind === 'code' ? language : undefined,
      source: joined(cell['source']),
      sourceLines: linesOf(spans.get(`cells.${index}.source`)) ?? lines,
      executionCount: typeof count === 'number' ? count : undefined,
      outputs: objectsIn(cell['outputs']).flatMap((output, at) =>
        outputsOf(output, linesOf(spans.get(`cells.${index}.outputs.${at}`)) ?? lines),
      ),
      ...lines,
    };
  });
}

/** A notebook of format 4 as its JSON says, undefined for one that is broken or of another format. */
export function parseNotebook(
  text: string,
): { readonly cells: readonly Json[]; readonly metadata: unknown } | undefined {
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(notebook) || !Array.isArray(notebook['cells'])) return undefined;
  // Every cell keeps its place, so that its number and its lines stay true.
  const cells = notebook['cells'].map((cell: unknown) => (isObject(cell) ? cell : {}));
  return { cells, metadata: notebook['metadata'] };
}

function linesOf(span: JsonSpan | undefined): LineRange | undefined {
  return span && { startLine: span.startLine, endLine: span.endLine };
}

function languageOf(metadata: unknown): string {
  if (!isObject(metadata)) return 'python';
  const { language_info: info, kernelspec: kernel } = metadata;
  const name = (isObject(info) && info['name']) || (isObject(kernel) && kernel['language']);
  return typeof name === 'string' && name !== '' ? name.toLowerCase() : 'python';
}

/** Colours of a terminal, in which tracebacks are written. */
const escapeCodes = /\u{1b}\[[0-9;]*[A-Za-z]/gu;

function outputsOf(output: Json, lines: LineRange): NotebookOutput[] {
  const type = output['output_type'];
  if (type === 'stream') {
    const name = output['name'] === 'stderr' ? 'stderr' : 'stdout';
    return [{ kind: 'text', name, text: joined(output['text']).replace(escapeCodes, ''), ...lines }];
  }
  if (type === 'error') {
    const trace = Array.isArray(output['traceback']) ? output['traceback'].filter(isString).join('\n') : '';
    const title = [output['ename'], output['evalue']].filter(isString).join(': ');
    return [{ kind: 'error', text: (trace === '' ? title : trace).replace(escapeCodes, ''), ...lines }];
  }
  const picture = pictureIn(output['data']);
  if (picture !== undefined) {
    const { mediaType, data } = picture;
    return [{ kind: 'image', mediaType, byteLength: byteLengthOf(mediaType, data), ...lines }];
  }
  const text = textIn(output['data']);
  return text === '' ? [] : [{ kind: 'text', name: 'result', text, ...lines }];
}

/** Kinds of text that an output may have, the most readable first. */
const textTypes = ['text/markdown', 'text/plain', 'text/latex', 'text/html', 'application/json'];

function textIn(bundle: unknown): string {
  if (!isObject(bundle)) return '';
  const type = textTypes.find((candidate) => bundle[candidate] !== undefined);
  if (type === undefined) return '';
  const text = joined(bundle[type]);
  return text === '' ? JSON.stringify(bundle[type]) : text.replace(escapeCodes, '');
}

/** Kinds of pictures that an output may have, the best first. */
const pictureTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/svg+xml'];

/** The picture of an output or of an attachment, as its JSON writes it; undefined where there is none. */
export function pictureIn(
  bundle: unknown,
): { readonly mediaType: string; readonly data: string } | undefined {
  if (!isObject(bundle)) return undefined;
  const mediaType = pictureTypes.find((type) => bundle[type] !== undefined);
  if (mediaType === undefined) return undefined;
  const data = joined(bundle[mediaType]);
  return data === '' ? undefined : { mediaType, data };
}

/** How many bytes a picture has that is written as text (SVG) or as base64. */
export function byteLengthOf(mediaType: string, data: string): number {
  if (mediaType === 'image/svg+xml') return new TextEncoder().encode(data).length;
  const digits = data.replace(/[\s=]/g, '').length;
  return Math.floor((digits * 3) / 4);
}

/** A text that may be written as a list of its lines. */
export function joined(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.filter(isString).join('') : '';
}

/** The items of a list, with nothing in place of what is no object, so that each keeps its place. */
export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.map((item: unknown) => (isObject(item) ? item : {})) : [];
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
