import type { LineRange } from '../../../base/text-range.ts';

/** Containers inside each other that are followed; a notebook needs six. */
const maxDepth = 100;

interface Container {
  readonly path: string;
  readonly isArray: boolean;
  index: number;
  key: string;
}

/** Where a value of a JSON text stands: its lines, and its UTF-16 offsets, the last one behind it. */
export interface JsonSpan extends LineRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The places at which some values of a JSON text stand, by their path, such as `cells.3.outputs.0`. The text
 * must be valid JSON. In time linear in its length; what is in strings is skipped.
 */
export function jsonSpans(text: string, isWanted: (path: string) => boolean): Map<string, JsonSpan> {
  const spans = new Map<string, JsonSpan>();
  const open: { readonly container: Container; readonly line: number; readonly start: number }[] = [];
  let line = 1;
  let at = 0;
  const pathHere = () => {
    const top = open.at(-1)?.container;
    if (top === undefined) return '';
    const step = top.isArray ? String(top.index) : top.key;
    return top.path === '' ? step : `${top.path}.${step}`;
  };
  const value = (path: string, startLine: number, start: number, end: number) => {
    if (isWanted(path)) spans.set(path, { startLine, endLine: line, start, end });
  };
  while (at < text.length) {
    const sign = text[at];
    const top = open.at(-1)?.container;
    if (sign === '\n') line++;
    else if (sign === '"') {
      const end = stringEnd(text, at);
      if (top !== undefined && !top.isArray && isKey(text, end)) {
        // A longer key is none of those that are asked for.
        top.key = end - at > 200 ? '' : text.slice(at + 1, end - 1);
      } else value(pathHere(), line, at, end);
      at = end;
      continue;
    } else if (sign === ',' && top?.isArray === true) top.index++;
    else if (sign === '{' || sign === '[') {
      if (open.length >= maxDepth) return spans;
      open.push({
        container: { path: pathHere(), isArray: sign === '[', index: 0, key: '' },
        line,
        start: at,
      });
    } else if (sign === '}' || sign === ']') {
      const closed = open.pop();
      if (closed !== undefined) value(closed.container.path, closed.line, closed.start, at + 1);
    }
    at++;
  }
  return spans;
}

/** The offset behind a string that begins at `start`. */
function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

function isKey(text: string, stringEnd: number): boolean {
  let at = stringEnd;
  while (/\s/.test(text[at] ?? '')) at++;
  return text[at] === ':';
}
