/** A value of a TOML text. */
export interface TomlEntry {
  /** Keys of its table and its own, dotted keys taken apart: `['project', 'scripts', 'run']`. */
  readonly path: readonly string[];
  /** The strings in it, in order: one for a plain string, all for an array, none for another value. */
  readonly strings: readonly string[];
  /** 1-based. */
  readonly line: number;
}

/** A `[table]` or `[[table]]` of a TOML text; the second kind may occur several times. */
export interface TomlTable {
  readonly path: readonly string[];
  readonly line: number;
  /** Which of the tables of that name it is; 0 for a plain one. */
  readonly index: number;
  readonly entries: readonly TomlEntry[];
}

/** How many lines a value may reach down before it counts as broken. */
const maxValueLines = 2000;

/** The tables of a TOML text, in order; the first holds what stands above any header. Inline tables give entries of their own. */
export function tomlTables(text: string): TomlTable[] {
  const tables: (TomlTable & { readonly entries: TomlEntry[] })[] = [
    { path: [], line: 1, index: 0, entries: [] },
  ];
  const counts = new Map<string, number>();
  const lines = text.split('\n');
  for (let row = 0; row < lines.length; row++) {
    const line = (lines[row] as string).trim();
    if (line === '' || line.startsWith('#')) continue;
    const header = /^\[(\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/.exec(line);
    if (header !== null) {
      const path = keysOf(header[2] as string);
      const name = path.join('\0');
      const index = header[1] === '[' ? (counts.get(name) ?? -1) + 1 : 0;
      counts.set(name, index);
      tables.push({ path, line: row + 1, index, entries: [] });
      continue;
    }
    const table = tables.at(-1) as (typeof tables)[number];
    const equals = keyEnd(line);
    if (equals < 0) continue;
    const path = [...table.path, ...keysOf(line.slice(0, equals))];
    let value = line.slice(equals + 1).trim();
    const first = row + 1;
    const multiline = /^("""|''')/.exec(value)?.[1];
    if (multiline !== undefined) {
      for (let from = value.slice(3); !from.includes(multiline) && row + 1 < lines.length; )
        from = lines[++row] as string;
      continue;
    }
    const parts = [value];
    let depth = bracketDepth(value);
    for (; depth > 0 && row + 1 < lines.length && parts.length < maxValueLines; ) {
      const next = lines[++row] as string;
      parts.push(next);
      depth += bracketDepth(next);
    }
    value = parts.map(withoutComment).join('\n');
    table.entries.push(...entriesOf(value, path, first));
  }
  return tables;
}

function entriesOf(value: string, path: readonly string[], line: number): TomlEntry[] {
  const whole = { path, strings: stringsIn(value), line };
  if (!value.startsWith('{')) return [whole];
  return [...value.matchAll(/([\w-]+|"[^"\n]*")\s*=\s*("[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*')/g)].map(
    ([, key = '', written = '']) => ({ path: [...path, ...keysOf(key)], strings: stringsIn(written), line }),
  );
}

function stringsIn(value: string): string[] {
  return [...value.matchAll(/"((?:[^"\\\n]|\\.){0,1000})"|'([^'\n]{0,1000})'/g)].map(
    ([, basic, literal]) => basic?.replace(/\\(["\\])/g, '$1') ?? literal ?? '',
  );
}

/** Dotted keys, quoted or bare. */
function keysOf(written: string): string[] {
  return [...written.matchAll(/"([^"]*)"|'([^']*)'|([^\s.'"]+)/g)].map(
    ([, basic, literal, bare]) => basic ?? literal ?? bare ?? '',
  );
}

/** Where the `=` behind a key stands; -1 if the line has none. */
function keyEnd(line: string): number {
  const key = /^(?:[\w.\s-]|"[^"]*"|'[^']*')+=/.exec(line);
  return key === null ? -1 : key[0].length - 1;
}

/** How many brackets and braces a line opens more than it closes, strings and comments left out. */
function bracketDepth(line: string): number {
  let depth = 0;
  for (const [mark] of line.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|'[^']*'|#.*|[[\]{}]/g)) {
    if (mark === '[' || mark === '{') depth++;
    else if (mark === ']' || mark === '}') depth--;
  }
  return depth;
}

function withoutComment(line: string): string {
  if (!line.includes('#')) return line;
  for (const match of line.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|'[^']*'|#/g))
    if (match[0] === '#') return line.slice(0, match.index);
  return line;
}
