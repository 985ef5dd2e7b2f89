import { type Elision, elideLines, shortenLine } from './elide-lines.ts';

/** Rows that a sample of a table shows from its beginning, its middle and its end. */
const sampledRows = { head: 4, middle: 2, tail: 2 };

/** A table of comma- or tab-separated values: its head and a few rows. Undefined for a small one. */
export function rowsSample(text: string): string | undefined {
  const lines = text.split('\n');
  const count = text.endsWith('\n') ? lines.length - 1 : lines.length;
  const { head, middle, tail } = sampledRows;
  if (count < head + middle + tail + 6) return undefined;
  const middleStart = Math.floor(count / 2);
  const elisions: Elision[] = [
    { startLine: head + 1, endLine: middleStart, note: 'rows' },
    { startLine: middleStart + middle + 1, endLine: count - tail, note: 'rows' },
  ];
  return elideLines(
    lines.map((line) => shortenLine(line)),
    elisions,
  );
}

/** The columns with what their first values look like, and how many rows there are. */
export function rowsOutline(text: string): string | undefined {
  const [header = '', ...rest] = text.split('\n', 20);
  const separator = (header.match(/\t/g)?.length ?? 0) > 0 ? '\t' : header.includes(';') ? ';' : ',';
  const names = header.split(separator);
  if (names.length < 2) return undefined;
  const rows = rest.filter((row) => row !== '').map((row) => row.split(separator));
  const columns = names.slice(0, 40).map((name, column) => {
    const values = rows.flatMap((row) => row[column] ?? []);
    const isNumber =
      values.length > 0 && values.every((value) => /^"?-?\d+(?:[.,]\d+)?"?$/.test(value.trim()));
    return `${shortenLine(name.trim(), 60)}${isNumber ? ' (number)' : ''}`;
  });
  const lineCount = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const more = names.length > 40 ? `, and ${names.length - 40} more` : '';
  return `1 columns: ${columns.join(', ')}${more}\n2-${lineCount} ${lineCount - 1} rows`;
}
