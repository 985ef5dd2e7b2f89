import { documentLimits } from '../document.ts';
import {
  cellsOf,
  columnName,
  maxColumns,
  type NumberStyles,
  numberStylesOf,
  richText,
  type SheetCell,
  shorten,
  widthOf,
} from './cell-value.ts';
import { markdownTable } from './markdown-text.ts';
import { type OfficeReading, partOfType, relationshipsOf } from './office-package.ts';
import { attributeOf, elementsOf, readXml, relationshipOf, type XmlElement } from './read-xml.ts';
import { RowSampler } from './sample-rows.ts';
import type { ZipArchive } from './zip-archive.ts';

interface SampledRow {
  /** 1-based, as in the sheet. */
  readonly number: number;
  readonly cells: readonly SheetCell[];
}

interface SampledSheet {
  readonly name: string;
  readonly rows: readonly SampledRow[];
  /** Rows that are not empty. */
  readonly rowCount: number;
  readonly columnCount: number;
}

/**
 * The sheets of an Excel file as tables: some rows of each, with their numbers and the letters of the columns. Dates are
 * written in ISO 8601; a formula stands where its value is not known. @throws UnreadableDocument
 */
export function readXlsx(archive: ZipArchive, mainPart: string, { isFull, attempt }: OfficeReading): string {
  const links = relationshipsOf(archive, mainPart);
  const parts = new Map(links.map(({ id, target }) => [id, target]));
  const [properties] = elementsOf(archive, mainPart, 'workbookPr');
  const is1904 = /^(?:1|true)$/.test(attributeOf(properties, 'date1904') ?? '');
  const stylePart = partOfType(links, 'styles');
  const styles = attempt(() => numberStylesOf(archive, stylePart, is1904), { kinds: [], is1904 });
  const listed = elementsOf(archive, mainPart, 'sheet');
  const sheets: SampledSheet[] = [];
  let length = 0;
  for (const sheet of listed.slice(0, documentLimits.pages)) {
    const part = parts.get(relationshipOf(sheet) ?? '');
    if (part === undefined) continue;
    const hidden = attributeOf(sheet, 'state') === undefined || attributeOf(sheet, 'state') === 'visible';
    const name = `${attributeOf(sheet, 'name') ?? ''}${hidden ? '' : ' (hidden)'}`;
    const sampled = sampleSheet(archive, part, name, styles, attempt);
    sheets.push(sampled);
    for (const { cells } of sampled.rows) for (const { value } of cells) length += value.length;
    if (isFull(length)) break;
  }
  const strings = new Map<string, string>();
  const stringPart = partOfType(links, 'sharedStrings');
  attempt(() => readSharedStrings(archive, stringPart, sheets, strings), undefined);
  const texts = sheets.map((sheet) => sheetText(sheet, strings));
  if (sheets.length < listed.length)
    texts.push(`[${listed.length - sheets.length} more sheets are left out]`);
  return texts.join('\n\n');
}

function sampleSheet(
  archive: ZipArchive,
  part: string,
  name: string,
  styles: NumberStyles,
  attempt: OfficeReading['attempt'],
): SampledSheet {
  const sampler = new RowSampler<{ readonly number: number; readonly row: XmlElement }>();
  let columnCount = 0;
  let last = 0;
  const reading = {
    isWanted: (element: string) => element === 'row',
    onElement: (row: XmlElement) => {
      const number = Number(attributeOf(row, 'r') ?? last + 1);
      last = Number.isInteger(number) && number > 0 ? number : last + 1;
      const width = widthOf(row);
      columnCount = Math.max(columnCount, width);
      if (width > 0) sampler.add({ number: last, row });
      return undefined;
    },
  };
  attempt(() => readXml(archive, part, reading), undefined);
  const rows = sampler.rows().map(({ number, row }) => ({ number, cells: cellsOf(row, styles) }));
  return { name, rows, rowCount: sampler.count, columnCount };
}

/** Adds the shared strings that the sampled cells need, by their index. */
function readSharedStrings(
  archive: ZipArchive,
  part: string | undefined,
  sheets: readonly SampledSheet[],
  strings: Map<string, string>,
): void {
  const cells = sheets.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  const wanted = new Set(cells.flatMap(({ value, isShared }) => (isShared ? [value] : [])));
  if (part === undefined || wanted.size === 0) return;
  let index = 0;
  readXml(archive, part, {
    isWanted: (element) => element === 'si',
    onElement: (element) => {
      const key = String(index++);
      if (wanted.has(key)) strings.set(key, shorten(richText(element)));
      return strings.size === wanted.size;
    },
  });
}

function sheetText(
  { name, rows, rowCount, columnCount }: SampledSheet,
  strings: Map<string, string>,
): string {
  const heading = `## Sheet ${name}`;
  if (rowCount === 0) return `${heading}\n\n(empty)`;
  const used = [...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)))].sort(
    (a, b) => a - b,
  );
  const table = [
    ['', ...used.map(columnName)],
    ...rows.map(({ number, cells }) => {
      const values = new Map(cells.map((cell) => [cell.column, cell]));
      return [
        String(number),
        ...used.map((column) => {
          const cell = values.get(column);
          return (cell?.isShared ? strings.get(cell.value) : cell?.value) ?? '';
        }),
      ];
    }),
  ];
  const shown = rows.length < rowCount ? `; ${rows.length} of the rows are shown` : '';
  const cut = columnCount > maxColumns ? `; the first ${maxColumns} columns are shown` : '';
  const size = `${rowCount} ${rowCount === 1 ? 'row' : 'rows'}, ${columnCount} ${columnCount === 1 ? 'column' : 'columns'}`;
  return `${heading}\n\n${size}${shown}${cut}\n\n${markdownTable(table)}`;
}
