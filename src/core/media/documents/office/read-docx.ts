import { DocxNumbering } from './docx-numbering.ts';
import { runText } from './docx-runs.ts';
import { DocxStyles } from './docx-styles.ts';
import { markdownTable } from './markdown-text.ts';
import { type OfficeReading, partOfType, relationshipsOf } from './office-package.ts';
import { attributeOf, childAt, childrenOf, elementsOf, readXml, type XmlElement } from './read-xml.ts';
import type { ZipArchive } from './zip-archive.ts';

/** Containers that hold paragraphs and tables as their parent does. */
const transparent = [
  'sdt',
  'sdtContent',
  'customXml',
  'ins',
  'moveTo',
  'smartTag',
  'AlternateContent',
  'Choice',
];

/**
 * The text of a Word file: headings, lists as Word numbers them, tables, footnotes at the end, pictures as marks. Headers,
 * footers, comments and deleted text are left out.
 */
export function readDocx(archive: ZipArchive, mainPart: string, { isFull, attempt }: OfficeReading): string {
  const links = attempt(() => relationshipsOf(archive, mainPart), []);
  const stylePart = partOfType(links, 'styles');
  const styles = attempt(() => new DocxStyles(archive, stylePart), new DocxStyles(archive, undefined));
  const numberingPart = partOfType(links, 'numbering');
  const numbering = attempt(
    () => new DocxNumbering(archive, numberingPart),
    new DocxNumbering(archive, undefined),
  );
  const relationships = new Map(links.map((link) => [link.id, link]));

  const paragraph = (element: XmlElement): string => {
    const { headingLevel, list } = styles.roleOf(childAt(element, 'pPr'));
    const text = runText(element, { relationships, boxText: (content) => blocks(content).join('\n') })
      .replaceAll('\t', ' ')
      .trim();
    if (text === '') return '';
    const mark = list === undefined ? '' : numbering.next(list);
    if (headingLevel !== undefined) {
      const title = text.replace(/\s+/g, ' ');
      return `${'#'.repeat(headingLevel)} ${mark === '' || mark === '-' ? '' : `${mark} `}${title}`;
    }
    return list === undefined
      ? text
      : `${'  '.repeat(Math.min(list.level, 8))}${mark === '' ? '-' : mark} ${text}`;
  };

  const table = (element: XmlElement): string => {
    const rows = childrenOf(element, 'tr', ...transparent)
      .flatMap((child) => (child.name === 'tr' ? [child] : rowsIn(child)))
      .map((row) => cellsIn(row).flatMap((cell) => cellTexts(cell)));
    // One cell is a box around text, not a table.
    if (rows.length === 1 && rows[0]?.length === 1) return rows[0]?.[0] ?? '';
    return markdownTable(rows);
  };

  /** A cell's text, and an empty one for each further column that it spans. */
  const cellTexts = (cell: XmlElement): string[] => {
    const properties = childAt(cell, 'tcPr');
    const merge = childAt(properties, 'vMerge');
    const isContinued = merge !== undefined && attributeOf(merge, 'val') !== 'restart';
    const span = Number(attributeOf(childAt(properties, 'gridSpan'), 'val') ?? 1);
    const text = isContinued ? '' : blocks(cell).join('\n');
    return [text, ...Array<string>(Math.min(63, Math.max(0, (span || 1) - 1))).fill('')];
  };

  const block = (element: XmlElement): string[] => {
    if (element.name === 'p') return [paragraph(element)];
    if (element.name === 'tbl') return [table(element)];
    return transparent.includes(element.name) ? blocks(element) : [];
  };

  const blocks = (container: XmlElement): string[] =>
    childrenOf(container)
      .flatMap(block)
      .filter((text) => text !== '');

  const texts: string[] = [];
  let length = 0;
  const reading = {
    isWanted: (name: string) => name === 'p' || name === 'tbl',
    onElement: (element: XmlElement) => {
      for (const text of block(element)) {
        if (text === '') continue;
        texts.push(text);
        length += text.length;
      }
      return isFull(length);
    },
  };
  attempt(() => readXml(archive, mainPart, reading), undefined);
  const notes = (type: string, prefix: string) =>
    attempt(() => notesOf(archive, partOfType(links, `${type}s`), type), []).map(
      (note) => `[^${prefix}${attributeOf(note, 'id') ?? ''}]: ${blocks(note).join(' ')}`,
    );
  return joinBlocks([...texts, ...notes('footnote', ''), ...notes('endnote', 'e')]);
}

function rowsIn(container: XmlElement): XmlElement[] {
  return childrenOf(container, 'tr', ...transparent).flatMap((child) =>
    child.name === 'tr' ? [child] : rowsIn(child),
  );
}

function cellsIn(row: XmlElement): XmlElement[] {
  return childrenOf(row, 'tc', ...transparent).flatMap((child) =>
    child.name === 'tc' ? [child] : cellsIn(child),
  );
}

/** Notes that a person wrote; those of a type are lines and marks of Word itself. */
function notesOf(archive: ZipArchive, part: string | undefined, type: string): XmlElement[] {
  if (part === undefined) return [];
  return elementsOf(archive, part, type).filter((note) => attributeOf(note, 'type') === undefined);
}

const listItem = /^ *(?:[-•]|(?:[\p{L}\d]{1,6}[.)])+|\([\p{L}\d]{1,4}\)|\d+(?:\.\d+)*) /u;

/** Blocks with a blank line between them, except between the items of a list. */
function joinBlocks(texts: readonly string[]): string {
  return texts
    .map((text, index) => {
      const previous = texts[index - 1];
      if (previous === undefined) return text;
      return `${listItem.test(previous) && listItem.test(text) ? '\n' : '\n\n'}${text}`;
    })
    .join('');
}
