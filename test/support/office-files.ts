import { strToU8, zipSync } from 'fflate';

/** A ZIP archive of these files. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const entries = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 1) });
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relationshipTypes = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' +
  `xmlns:r="${relationshipTypes}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
  'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" ' +
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"';

/** Links of a part: id, last word of the type, target; `external` as a fourth word for an address outside. */
export function relationshipsXml(links: readonly (readonly string[])[]): string {
  const rows = links.map(
    ([id, type, target, mode]) =>
      `<Relationship Id="${id}" Type="${relationshipTypes}/${type}" Target="${target}"${mode === 'external' ? ' TargetMode="External"' : ''}/>`,
  );
  return `${xmlHead}<Relationships xmlns="x">${rows.join('')}</Relationships>`;
}

const titled = (title: string) =>
  `${xmlHead}<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>${title}</dc:title></cp:coreProperties>`;

export interface OfficeParts {
  readonly title?: string;
  /** More files, or others in place of those that are made. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

export interface DocxParts extends OfficeParts {
  /** What is in `w:body`. */
  readonly body: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly links?: readonly (readonly string[])[];
}

/** A Word file around the XML of its body. */
export function docxOf({
  body,
  styles,
  numbering,
  footnotes,
  links = [],
  title,
  files,
}: DocxParts): Uint8Array {
  const part = (name: string, content: string) => `${xmlHead}<w:${name} ${namespaces}>${content}</w:${name}>`;
  return zipOf({
    '_rels/.rels': relationshipsXml([['r1', 'officeDocument', 'word/document.xml']]),
    'word/document.xml': part('document', `<w:body>${body}</w:body>`),
    'word/_rels/document.xml.rels': relationshipsXml([
      ['s', 'styles', 'styles.xml'],
      ['n', 'numbering', 'numbering.xml'],
      ['f', 'footnotes', 'footnotes.xml'],
      ...links,
    ]),
    ...(styles === undefined ? {} : { 'word/styles.xml': part('styles', styles) }),
    ...(numbering === undefined ? {} : { 'word/numbering.xml': part('numbering', numbering) }),
    ...(footnotes === undefined ? {} : { 'word/footnotes.xml': part('footnotes', footnotes) }),
    ...(title === undefined ? {} : { 'docProps/core.xml': titled(title) }),
    ...files,
  });
}

/** A paragraph of one run, of a style if one is named. */
export function paragraphXml(text: string, style?: string): string {
  const properties = style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
  return `<w:p>${properties}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

export interface Slide {
  /** What is in the tree of shapes. */
  readonly shapes: string;
  readonly notes?: string;
  readonly isHidden?: boolean;
  readonly links?: readonly (readonly string[])[];
}

/** A PowerPoint file around the XML of its slides. */
export function pptxOf(slides: readonly Slide[], { title, files }: OfficeParts = {}): Uint8Array {
  const tree = (shapes: string) => `<p:cSld><p:spTree>${shapes}</p:spTree></p:cSld>`;
  const parts = slides.flatMap(({ shapes, notes, isHidden, links = [] }, index) => {
    const number = index + 1;
    const notesLink =
      notes === undefined ? [] : [['n', 'notesSlide', `../notesSlides/notesSlide${number}.xml`]];
    const noteBody = `<p:sp><p:nvSpPr><p:cNvPr id="2" name="n"/><p:cNvSpPr/><p:nvPr><p:ph type="body"/></p:nvPr></p:nvSpPr>${textBody(notes ?? '')}</p:sp>`;
    return [
      [
        `ppt/slides/slide${number}.xml`,
        `${xmlHead}<p:sld ${namespaces}${isHidden ? ' show="0"' : ''}>${tree(shapes)}</p:sld>`,
      ],
      [`ppt/slides/_rels/slide${number}.xml.rels`, relationshipsXml([...notesLink, ...links])],
      [
        `ppt/notesSlides/notesSlide${number}.xml`,
        `${xmlHead}<p:notes ${namespaces}>${tree(noteBody)}</p:notes>`,
      ],
    ];
  });
  const ids = slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="r${index + 1}"/>`);
  const links = slides.map((_, index) => [`r${index + 1}`, 'slide', `slides/slide${index + 1}.xml`]);
  return zipOf({
    '_rels/.rels': relationshipsXml([['r1', 'officeDocument', 'ppt/presentation.xml']]),
    'ppt/presentation.xml': `${xmlHead}<p:presentation ${namespaces}><p:sldIdLst>${ids.join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationshipsXml(links),
    ...Object.fromEntries(parts),
    ...(title === undefined ? {} : { 'docProps/core.xml': titled(title) }),
    ...files,
  });
}

/** A text of paragraphs, each with its level before it if it is not 0: `1:deeper`. */
export function textBody(...paragraphs: readonly string[]): string {
  const rows = paragraphs.map((paragraph) => {
    const [, level, text] = /^(?:(\d):)?([\s\S]*)$/.exec(paragraph) ?? [];
    return `<a:p>${level === undefined ? '' : `<a:pPr lvl="${level}"/>`}<a:r><a:t>${text}</a:t></a:r></a:p>`;
  });
  return `<p:txBody><a:bodyPr/>${rows.join('')}</p:txBody>`;
}

/** A shape with a text; in a place such as `title` or `body`, or free. */
export function shapeXml(body: string, place?: string): string {
  const ph = place === undefined ? '' : `<p:ph type="${place}"/>`;
  return `<p:sp><p:nvSpPr><p:cNvPr id="2" name="s"/><p:cNvSpPr/><p:nvPr>${ph}</p:nvPr></p:nvSpPr>${body}</p:sp>`;
}

export interface Sheet {
  readonly name: string;
  /** What is in `sheetData`. */
  readonly rows: string;
  readonly state?: string;
}

export interface XlsxParts extends OfficeParts {
  readonly strings?: readonly string[];
  readonly styles?: string;
  readonly is1904?: boolean;
}

/** An Excel file around the XML of its rows. */
export function xlsxOf(sheets: readonly Sheet[], parts: XlsxParts = {}): Uint8Array {
  const { strings, styles, is1904, title, files } = parts;
  const listed = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="r${index + 1}"/>`,
  );
  const workbook = `<workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${listed.join('')}</sheets>`;
  return zipOf({
    '_rels/.rels': relationshipsXml([['r1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${xmlHead}<workbook xmlns:r="${relationshipTypes}">${workbook}</workbook>`,
    'xl/_rels/workbook.xml.rels': relationshipsXml([
      ...sheets.map((_, index) => [`r${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`]),
      ['st', 'styles', 'styles.xml'],
      ['ss', 'sharedStrings', 'sharedStrings.xml'],
    ]),
    ...Object.fromEntries(
      sheets.map(({ rows }, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `${xmlHead}<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
    ...(strings === undefined
      ? {}
      : {
          'xl/sharedStrings.xml': `${xmlHead}<sst>${strings.map((one) => `<si>${one}</si>`).join('')}</sst>`,
        }),
    ...(styles === undefined ? {} : { 'xl/styles.xml': `${xmlHead}<styleSheet>${styles}</styleSheet>` }),
    ...(title === undefined ? {} : { 'docProps/core.xml': titled(title) }),
    ...files,
  });
}

/** A row of numbers and formulas, from column A. */
export function rowXml(number: number, ...values: readonly (number | string)[]): string {
  const cells = values.map((value, index) => {
    const reference = `${String.fromCharCode(65 + index)}${number}`;
    return typeof value === 'number'
      ? `<c r="${reference}"><v>${value}</v></c>`
      : `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
  });
  return `<row r="${number}">${cells.join('')}</row>`;
}
