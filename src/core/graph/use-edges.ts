import type { UseEdge } from './dependency-graph.ts';

/** What one file uses: `to`, `symbol`, `line` and `count` of each use, one after the other, sorted by `to` and `symbol`. */
export interface FileUses {
  readonly from: string;
  readonly rows: readonly (string | number)[];
}

/** How many values each use has in the rows. */
const width = 4;

/** The rows of one file. */
export function fileUses(from: string, uses: readonly Omit<UseEdge, 'from'>[]): FileUses {
  const rows = new Array<string | number>(uses.length * width);
  for (const [index, { to, symbol, line, count }] of uses.entries()) {
    const at = index * width;
    rows[at] = to;
    rows[at + 1] = symbol;
    rows[at + 2] = line;
    rows[at + 3] = count;
  }
  return { from, rows };
}

/**
 * Uses in order. A large repository has millions of them, so they are kept in rows, a third of the size: each is an object
 * only while somebody looks at it.
 */
export class UseEdges implements Iterable<UseEdge> {
  readonly byFile: readonly FileUses[];

  constructor(files: readonly FileUses[]) {
    this.byFile = files.filter(({ rows }) => rows.length > 0);
  }

  get length(): number {
    return this.byFile.reduce((sum, { rows }) => sum + rows.length / width, 0);
  }

  *[Symbol.iterator](): Iterator<UseEdge> {
    for (const { from, rows } of this.byFile) {
      for (let at = 0; at < rows.length; at += width) {
        const [to, symbol] = [rows[at] as string, rows[at + 1] as string];
        yield { from, to, symbol, line: rows[at + 2] as number, count: rows[at + 3] as number };
      }
    }
  }

  /** Whether anyone uses a definition by its own name. */
  has(path: string, symbol: string): boolean {
    for (const use of this) if (use.to === path && use.symbol === symbol) return true;
    return false;
  }

  map<T>(mapped: (use: UseEdge) => T): T[] {
    return Array.from(this, mapped);
  }
}
