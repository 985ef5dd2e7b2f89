import { isAddressPassword } from './address-rules.ts';
import type { FileContext } from './file-context.ts';
import { isOwnPassword } from './made-up-value.ts';
import type { FileRule, Stretch } from './marked-rule.ts';
import { kindOfName, type NameKind } from './secret-names.ts';
import { isPassword, isRandom } from './secret-value.ts';

/** Rows of a table that are looked at, and characters of its header. */
const limits = { rows: 10_000, header: 2000 };

/** Cells under the head of a column such as `Password`: of tables in Markdown, and of sheets and pages read as such. */
export const tableRule: FileRule = {
  id: 'table-password',
  marks: ['|--', '| --', '|:-', '| :-'],
  isFor: ({ style }) => style === 'document',
  findAll: (text, context) => {
    const found: Stretch[] = [];
    let columns: readonly (NameKind | undefined)[] = [];
    let head: { readonly line: string; readonly start: number } | undefined;
    for (const line of linesOf(text)) {
      const isRow = line.text.trimStart().startsWith('|');
      if (isRow && head !== undefined && /^\s*\|[\s:|-]+$/.test(line.text)) {
        columns = cellsOf(head.line, '|').map((cell) =>
          kindOfHead(head?.line.slice(cell.start, cell.end) ?? ''),
        );
        head = undefined;
        continue;
      }
      head = isRow && line.text.length <= limits.header ? { line: line.text, start: line.start } : undefined;
      if (!isRow) columns = [];
      else if (columns.some((kind) => kind !== undefined))
        found.push(...secretCells(line, columns, '|', context));
    }
    return found;
  },
};

/** Cells under the head of a column such as `password` of a file of values apart by a sign. */
export const separatedValuesRule: FileRule = {
  id: 'table-password',
  marks: [],
  isFor: ({ path }) => /\.(?:csv|tsv|tab)$/i.test(path),
  findAll: (text, context) => {
    const headEnd = text.indexOf('\n');
    const head = text.slice(0, headEnd < 0 ? 0 : headEnd);
    if (head === '' || head.length > limits.header) return [];
    const separator = [',', '\t', ';', '|'].reduce((best, one) =>
      head.split(one).length > head.split(best).length ? one : best,
    );
    const columns = cellsOf(head, separator).map(({ start, end }) => kindOfHead(head.slice(start, end)));
    if (!columns.some((kind) => kind !== undefined)) return [];
    const found: Stretch[] = [];
    let rows = 0;
    for (const line of linesOf(text)) {
      if (line.start > 0 && rows++ < limits.rows)
        found.push(...secretCells(line, columns, separator, context));
    }
    return found;
  },
};

/** A head that is a name, not a sentence: three words at most. */
function kindOfHead(head: string): NameKind | undefined {
  const name = head.replaceAll(/^[\s*`_"]+|[\s*`_"]+$/g, '');
  return name.split(/\s+/).length <= 3 ? kindOfName(name) : undefined;
}

interface Line {
  readonly text: string;
  readonly start: number;
}

function* linesOf(text: string): Generator<Line> {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    yield { text: text.slice(start, end < 0 ? text.length : end), start };
    if (end < 0) return;
    start = end + 1;
  }
}

/** The cells of a row, without white space, quotes and backticks around them; offsets in the row. */
function cellsOf(row: string, separator: string): Stretch[] {
  const cells: Stretch[] = [];
  let start = 0;
  let inQuotes = false;
  for (let at = 0; at <= row.length; at++) {
    const character = row[at];
    if (character === '"' && separator !== '|') inQuotes = !inQuotes;
    if (at < row.length && (character !== separator || inQuotes)) continue;
    if (separator === '|' && row[at - 1] === '\\') continue;
    let [from, to] = [start, at];
    while (from < to && /[\s"`]/.test(row[from] as string)) from++;
    while (to > from && /[\s"`]/.test(row[to - 1] as string)) to--;
    cells.push({ start: from, end: to });
    start = at + 1;
  }
  return cells;
}

function secretCells(
  line: Line,
  columns: readonly (NameKind | undefined)[],
  separator: string,
  context: FileContext,
): Stretch[] {
  return cellsOf(line.text, separator).flatMap((cell, index) => {
    const kind = columns[index];
    if (kind === undefined) return [];
    const written = line.text.slice(cell.start, cell.end);
    const isSecret =
      isRandom(written) ||
      (kind !== 'key' && (isPassword(written, 'settings') || isAddressPassword(written))) ||
      (kind === 'password' && separator !== '|' && !context.isExample && isOwnPassword(written));
    return isSecret ? [{ start: line.start + cell.start, end: line.start + cell.end }] : [];
  });
}
