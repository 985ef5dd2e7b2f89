/** A table as Markdown, its first row as head; '' for one without any text. Cells are on one line. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0 || rows.every((row) => row.every((cell) => cell.trim() === ''))) return '';
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, index) => tableCell(cells[index] ?? '')).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${' --- |'.repeat(width)}`, ...body.map(line)].join('\n');
}

function tableCell(text: string): string {
  return text
    .trim()
    .replace(/\s*\n\s*/g, ' / ')
    .replace(/\s+/g, ' ')
    .replaceAll('|', '\\|');
}

/** A picture that a document shows, by what is said of it and its name in the file. */
export function pictureMark(description: string, name: string): string {
  const alternative = description.replace(/\s+/g, ' ').replace(/[[\]]/g, '').trim();
  return `![${alternative}](${name})`;
}
