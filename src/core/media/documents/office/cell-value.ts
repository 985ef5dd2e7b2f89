import { attributeOf, childAt, childrenOf, elementsOf, textIn, type XmlElement } from './read-xml.ts';
import type { ZipArchive } from './zip-archive.ts';

/** A cell as it stands in the sheet's XML. */
export interface SheetCell {
  /** 0-based. */
  readonly column: number;
  /** What the cell shows, or an index into the shared strings. */
  readonly value: string;
  readonly isShared: boolean;
}

/** Columns of a sheet that are shown. */
export const maxColumns = 40;
/** Characters of a cell that are shown. */
const maxCellLength = 300;

/** How numbers of a workbook are to be read. */
export interface NumberStyles {
  /** By the index of a cell's style: what a number of it stands for. */
  readonly kinds: readonly ('number' | 'date' | 'time')[];
  /** Whether days are counted from 1904. */
  readonly is1904: boolean;
}

/** Which styles of a workbook show dates or times (ECMA-376 part 1, 18.8.30). */
export function numberStylesOf(archive: ZipArchive, part: string | undefined, is1904: boolean): NumberStyles {
  if (part === undefined) return { kinds: [], is1904 };
  const formats = new Map<string, string>();
  const [styles] = elementsOf(archive, part, 'styleSheet');
  for (const format of childrenOf(childAt(styles, 'numFmts'), 'numFmt'))
    formats.set(attributeOf(format, 'numFmtId') ?? '', attributeOf(format, 'formatCode') ?? '');
  const kinds = childrenOf(childAt(styles, 'cellXfs'), 'xf').map((style) => {
    const id = attributeOf(style, 'numFmtId') ?? '0';
    const code = formats.get(id);
    return code === undefined ? builtInKind(Number(id)) : formatKind(code);
  });
  return { kinds, is1904 };
}

function builtInKind(id: number): 'number' | 'date' | 'time' {
  if ((id >= 14 && id <= 17) || id === 22) return 'date';
  return (id >= 18 && id <= 21) || (id >= 45 && id <= 47) ? 'time' : 'number';
}

function formatKind(code: string): 'number' | 'date' | 'time' {
  // Colours, conditions and text in quotes are no letters of the format.
  const letters = code.replace(/"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|\\.|_.|\*./gi, '').split(';')[0] ?? '';
  if (/[yd]/i.test(letters)) return 'date';
  return /[hs]/i.test(letters) ? 'time' : 'number';
}

/** How many columns a row reaches; 0 for one whose cells are all empty. */
export function widthOf(row: XmlElement): number {
  const cells = childrenOf(row, 'c');
  for (let index = cells.length - 1; index >= 0; index--) {
    const cell = cells[index] as XmlElement;
    if (childrenOf(cell, 'v', 'f', 'is').length > 0) return (columnOf(cell) ?? index) + 1;
  }
  return 0;
}

/** The cells of a row (`c`) that are not empty, in the first columns alone. */
export function cellsOf(row: XmlElement, styles: NumberStyles): SheetCell[] {
  const cells: SheetCell[] = [];
  let next = 0;
  for (const cell of childrenOf(row, 'c')) {
    const column = columnOf(cell) ?? next;
    next = column + 1;
    if (column >= maxColumns) continue;
    const isShared = attributeOf(cell, 't') === 's';
    const value = isShared ? textIn(childAt(cell, 'v')) : shorten(shownValue(cell, styles));
    if (value !== '') cells.push({ column, value, isShared });
  }
  return cells;
}

/** A text of a cell that is not longer than what is shown. */
export function shorten(text: string): string {
  return text.length <= maxCellLength ? text : `${text.slice(0, maxCellLength).toWellFormed()}…`;
}

function shownValue(cell: XmlElement, styles: NumberStyles): string {
  const type = attributeOf(cell, 't') ?? 'n';
  if (type === 'inlineStr') return richText(childAt(cell, 'is'));
  const value = textIn(childAt(cell, 'v'));
  const formula = textIn(childAt(cell, 'f'));
  if (value === '') return formula === '' ? '' : `=${formula}`;
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  const kind = styles.kinds[Number(attributeOf(cell, 's') ?? 0)] ?? 'number';
  if (kind === 'number') return String(Number(number.toPrecision(12)));
  return dateText(number, kind, styles.is1904) ?? value;
}

/** The text of a shared or inline string, without the readings of East Asian signs. */
export function richText(element: XmlElement | undefined): string {
  return childrenOf(element, 't', 'r')
    .map((piece) => textIn(piece.name === 't' ? piece : childAt(piece, 't')))
    .join('');
}

const dayMs = 86_400_000;

/** Days since 1900, in which Excel knows a 29th of February, or 1904, as an ISO date and time. */
function dateText(days: number, kind: 'date' | 'time', is1904: boolean): string | undefined {
  if (days < 0 || days > 2_958_466) return undefined;
  const sinceEpoch = is1904 ? days - 24_107 : days - (days < 60 ? 25_568 : 25_569);
  const iso = new Date(Math.round((sinceEpoch * dayMs) / 1000) * 1000).toISOString();
  const time = iso.slice(11, 19);
  if (kind === 'time' && days < 1) return time;
  return time === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}

/** The cell `C7` is in column 2. */
function columnOf(cell: XmlElement): number | undefined {
  const letters = /^[A-Z]{1,3}/i.exec(attributeOf(cell, 'r') ?? '')?.[0];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** 2 is column `C`. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}
