/** The parts of a parameter list and of what follows it, as places in the text. */
export interface FunctionParts {
  /** The written type of each parameter; undefined for one without. */
  readonly parameters: readonly (TextRange | undefined)[];
  /** After the closing parenthesis. */
  readonly end: number;
}

export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Nothing that people write by hand has a longer list of parameters. */
const longestList = 4000;

/** Reads the parameter list, type parameters before it left out, that begins at `at`; undefined if there is none. */
export function parametersAt(text: string, at: number): FunctionParts | undefined {
  let open = skipSpace(text, at);
  if (text[open] === '<') {
    const closed = closingOf(text, open);
    if (closed === undefined) return undefined;
    open = skipSpace(text, closed);
  }
  if (text[open] !== '(') return undefined;
  const commas: number[] = [];
  const end = closingOf(text, open, (comma) => commas.push(comma));
  if (end === undefined) return undefined;
  const cuts = [open, ...commas, end - 1];
  const parameters: (TextRange | undefined)[] = [];
  for (let index = 1; index < cuts.length; index++) {
    const from = (cuts[index - 1] as number) + 1;
    const to = cuts[index] as number;
    if (text.slice(from, to).trim() === '') continue; // none at all, or a comma at the end
    if (/^\s*this\s*:/.test(text.slice(from, to))) continue;
    parameters.push(writtenType(text, from, to));
  }
  return { parameters, end };
}

/** The parameters and the result of a function type (`(a: A) => B`, `new () => B`, in parentheses or not). */
export function functionTypeAt(
  text: string,
  from: number,
  to: number,
): (FunctionParts & { readonly result: TextRange }) | undefined {
  let start = skipSpace(text, from);
  if (text[start] === ':') start = skipSpace(text, start + 1);
  const keyword = /(?:abstract\s+)?new\b\s*/y;
  keyword.lastIndex = start;
  start += keyword.exec(text)?.[0].length ?? 0;
  if (start >= to || (text[start] !== '(' && text[start] !== '<')) return undefined;
  const parts = parametersAt(text, start);
  if (parts === undefined || parts.end > to) return undefined;
  const arrow = skipSpace(text, parts.end);
  if (text.startsWith('=>', arrow)) return { ...parts, result: { from: arrow + 2, to } };
  return text[start] === '(' ? functionTypeAt(text, start + 1, parts.end - 1) : undefined;
}

/** The type after the colon of a parameter. */
function writtenType(text: string, from: number, to: number): TextRange | undefined {
  let colon: number | undefined;
  let equals: number | undefined;
  walk(text, from, to, (at, depth) => {
    if (depth === 0 && text[at] === ':') colon ??= at;
    else if (depth === 0 && text[at] === '=' && text[at + 1] !== '>') equals ??= at;
    return false;
  });
  if (colon === undefined || (equals !== undefined && equals < colon)) return undefined;
  return { from: colon + 1, to: equals ?? to };
}

/** Behind the bracket that closes the one at `open`; `onComma` hears of commas directly inside. */
function closingOf(text: string, open: number, onComma?: (at: number) => void): number | undefined {
  let end: number | undefined;
  walk(text, open, Math.min(text.length, open + longestList), (at, depth) => {
    if (depth === 1 && text[at] === ',') onComma?.(at);
    if (depth === 0 && at > open) end = at + 1;
    return end !== undefined;
  });
  return end;
}

/** Calls `visit` for each character outside of strings and comments, with the depth of brackets after it; true ends it. */
function walk(text: string, from: number, to: number, visit: (at: number, depth: number) => boolean): void {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const character = text[at] as string;
    if (character === '"' || character === "'" || character === '`') at = endOfString(text, at);
    else if (character === '/' && text[at + 1] === '/') at = endOr(text.indexOf('\n', at), to);
    else if (character === '/' && text[at + 1] === '*') at = endOr(text.indexOf('*/', at) + 1, to);
    else {
      if ('([{<'.includes(character)) depth++;
      else if (')]}'.includes(character) || (character === '>' && text[at - 1] !== '=')) depth--;
      if (visit(at, depth) === true || depth < 0) return;
    }
  }
}

function endOfString(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== text[at]) end += text[end] === '\\' ? 2 : 1;
  return end;
}

function endOr(found: number, end: number): number {
  return found <= 0 ? end : found;
}

function skipSpace(text: string, at: number): number {
  let index = at;
  while (index < text.length && ' \n\t\r'.includes(text[index] as string)) index++;
  return index;
}
