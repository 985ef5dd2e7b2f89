/** A string in a JSON text, by the keys that lead to it. */
export interface JsonString {
  /** Keys from the outermost in; places in an array are their number as text. */
  readonly path: readonly string[];
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/** Nothing that a manifest says lies deeper. */
const maxDepth = 32;

interface OpenValue {
  readonly isArray: boolean;
  key: string;
  count: number;
}

/**
 * The string values of a JSON text, in order. Comments, trailing commas and broken parts do no harm; values nested deeper
 * than 32 are passed over.
 */
export function* jsonStrings(text: string): Generator<JsonString> {
  const token = /["{}[\],\n]|\/\/[^\n]*|\/\*/g;
  const open: OpenValue[] = [];
  let depth = 0;
  let line = 1;
  let key: string | undefined;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [written] = match;
    const first = written[0] as string;
    const around = open.at(-1);
    if (first === '\n') line++;
    else if (written === '/*') {
      const end = text.indexOf('*/', token.lastIndex);
      const stop = end < 0 ? text.length : end + 2;
      line += text.slice(token.lastIndex, stop).split('\n').length - 1;
      token.lastIndex = stop;
    } else if (first === '{' || first === '[') {
      depth++;
      if (around !== undefined && depth <= maxDepth && !around.isArray) around.key = key ?? '';
      if (depth <= maxDepth) open.push({ isArray: first === '[', key: '', count: 0 });
      key = undefined;
    } else if (first === '}' || first === ']') {
      if (depth <= maxDepth) open.pop();
      depth = Math.max(0, depth - 1);
      key = undefined;
    } else if (first === ',') {
      if (around?.isArray === true && depth <= maxDepth) around.count++;
      key = undefined;
    } else if (first === '"') {
      token.lastIndex = stringEnd(text, match.index);
      if (around === undefined || depth > maxDepth) continue;
      const value = unescaped(text.slice(match.index, token.lastIndex));
      if (!around.isArray && key === undefined) key = value;
      else {
        if (!around.isArray) around.key = key as string;
        yield { path: open.map((outer) => (outer.isArray ? String(outer.count) : outer.key)), value, line };
      }
    }
  }
}

/** Behind the string that begins at `at`; one that is not closed ends on its line. */
function stringEnd(text: string, at: number): number {
  const plain = /[^"\\\n]*/y;
  for (let end = at + 1; ; end += 2) {
    plain.lastIndex = end;
    plain.exec(text);
    end = plain.lastIndex;
    if (text[end] !== '\\') return text[end] === '"' ? end + 1 : end;
  }
}

function unescaped(written: string): string {
  if (!written.includes('\\')) return written.slice(1, -1);
  try {
    return String(JSON.parse(written));
  } catch {
    return written.slice(1, -1);
  }
}
