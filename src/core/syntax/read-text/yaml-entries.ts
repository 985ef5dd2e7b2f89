/** A key or an item of a YAML text that lies on a line of its own. */
export interface YamlEntry {
  /** Keys from the outermost in; each item of a list is its number within the list, as text. */
  readonly path: readonly string[];
  /** The plain or quoted value beside it, without quotes and comments; '' if it is a block or has none. */
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

interface OpenNode {
  readonly indent: number;
  readonly key: string;
  readonly isItem: boolean;
}

/** Deeper nesting is nothing that people write. */
const maxDepth = 40;

/**
 * The keys and items of a YAML text in block style, in order, with values that stand on their line; a flow sequence of
 * plain values (`[a, b]`) gives one entry for each. Block scalars, comments, anchors and tags are passed over.
 */
export function yamlEntries(text: string): YamlEntry[] {
  const entries: YamlEntry[] = [];
  const open: OpenNode[] = [];
  const counts = new Map<string, number>();
  let scalarIndent: number | undefined;
  text.split('\n').forEach((written, row) => {
    const indent = /^ */.exec(written)?.[0].length ?? 0;
    let rest = written.slice(indent);
    if (rest === '' || rest === '\r') return;
    if (scalarIndent !== undefined) {
      if (indent > scalarIndent) return;
      scalarIndent = undefined;
    }
    if (rest.startsWith('#')) return;
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(written)) {
      open.length = 0;
      return;
    }
    let column = indent;
    while (/^-(?:\s|$)/.test(rest) && open.length < maxDepth) {
      closeDownTo(open, column, true);
      const around = pathOf(open).join('\0');
      const count = counts.get(around) ?? 0;
      counts.set(around, count + 1);
      open.push({ indent: column, key: String(count), isItem: true });
      const gap = /^-\s*/.exec(rest)?.[0].length ?? 1;
      column += gap;
      rest = rest.slice(gap);
    }
    const keyed = /^(?:"([^"]*)"|'([^']*)'|([^\s"'#[\]{},&*!|>%@`][^#\n]{0,200}?|<<))\s*:(?:\s+(.*))?$/.exec(
      rest,
    );
    if (keyed !== null && open.length < maxDepth) {
      closeDownTo(open, column, false);
      open.push({ indent: column, key: keyed[1] ?? keyed[2] ?? keyed[3] ?? '', isItem: false });
      rest = keyed[4] ?? '';
    } else if (open.at(-1)?.isItem !== true) return;
    if (/^(?:[&!]\S+\s+)*[|>][+-]?\d?[+-]?\s*(?:#.*)?$/.test(rest)) {
      scalarIndent = open.at(-1)?.isItem === false ? column : indent;
      rest = '';
    }
    const path = pathOf(open);
    const items = flowItems(rest);
    if (items === undefined) entries.push({ path, value: scalarOf(rest), line: row + 1 });
    else {
      entries.push({ path, value: '', line: row + 1 });
      for (const [index, value] of items.entries())
        entries.push({ path: [...path, String(index)], value, line: row + 1 });
    }
  });
  return entries;
}

/** Closes what a line at `column` is not part of. An item may stand in the same column as the key of its list. */
function closeDownTo(open: OpenNode[], column: number, isItem: boolean): void {
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    if (top.indent < column || (isItem && top.indent === column && !top.isItem)) return;
    open.pop();
  }
}

function pathOf(open: readonly OpenNode[]): string[] {
  return open.map(({ key }) => key);
}

function scalarOf(written: string): string {
  const bare = written.replace(/^(?:[&!]\S*\s+)+/, '').trim();
  const quoted = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(bare);
  if (quoted !== null) return quoted[2] as string;
  if (/^[[{*&!|>]/.test(bare)) return '';
  return bare.replace(/\s#.*$/, '').trim();
}

function flowItems(written: string): string[] | undefined {
  const inside = /^\[([^[\]{}]*)\]\s*(?:#.*)?$/.exec(written.trim())?.[1];
  if (inside === undefined) return undefined;
  return inside
    .split(',')
    .map((item) => scalarOf(item.trim()))
    .filter((item) => item !== '');
}
