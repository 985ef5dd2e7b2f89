import { markdownTable, pictureMark } from './markdown-text.ts';
import type { Relationship } from './office-package.ts';
import { attributeOf, childAt, childrenOf, relationshipOf, textIn, type XmlElement } from './read-xml.ts';
import { shownPicture } from './shown-picture.ts';

export interface SlideContext {
  readonly relationships: ReadonlyMap<string, Relationship>;
  /** What another part (a chart, a diagram) says, by its name. */
  readonly partText: (relationship: Relationship) => string;
}

/** The kind of place that a shape fills, such as `title` or `body`; undefined for one that stands free. */
export function placeholderOf(shape: XmlElement): string | undefined {
  const properties = childrenOf(shape).find(({ name }) => /^nv\w*Pr$/.test(name));
  const place = childAt(properties, 'nvPr', 'ph');
  return place === undefined ? undefined : (attributeOf(place, 'type') ?? 'body');
}

/** What stands in a tree of shapes, block by block, in the order in which they were drawn. */
export function shapeTexts(tree: XmlElement | undefined, context: SlideContext): string[] {
  return childrenOf(tree)
    .flatMap((shape) => textsOf(shape, context))
    .filter((text) => text !== '');
}

function textsOf(shape: XmlElement, context: SlideContext): string[] {
  switch (shape.name) {
    case 'sp':
    case 'cxnSp': {
      const place = placeholderOf(shape);
      // What stands on every slide: its number, the date, the footer.
      if (place === 'sldNum' || place === 'dt' || place === 'ftr') return [];
      return [paragraphsText(childAt(shape, 'txBody'), place === 'body')];
    }
    case 'grpSp':
      return shapeTexts(shape, context);
    case 'pic':
      return [pictureText(shape, context)];
    case 'graphicFrame':
      return frameTexts(shape, context);
    case 'AlternateContent':
      return shapeTexts(childAt(shape, 'Choice') ?? childAt(shape, 'Fallback'), context);
    default:
      return [];
  }
}

/** Paragraphs of a text body, as a list by their levels where the place is one of lists. */
export function paragraphsText(body: XmlElement | undefined, isList: boolean): string {
  const lines = childrenOf(body, 'p').flatMap((paragraph) => {
    const text = paragraphText(paragraph);
    if (text === '') return [];
    const properties = childAt(paragraph, 'pPr');
    const level = Number(attributeOf(properties, 'lvl') ?? 0) || 0;
    const hasBullet = childAt(properties, 'buChar') ?? childAt(properties, 'buAutoNum');
    const isItem =
      childAt(properties, 'buNone') === undefined && (isList || hasBullet !== undefined || level > 0);
    return [isItem ? `${'  '.repeat(Math.min(level, 8))}- ${text}` : text];
  });
  // The only paragraph of a place is no list.
  return lines.length === 1 ? (lines[0] ?? '').replace(/^\s*- /, '') : lines.join('\n');
}

export function paragraphText(paragraph: XmlElement): string {
  return childrenOf(paragraph)
    .map((piece) => {
      if (piece.name === 'br') return '\n';
      return piece.name === 'r' || piece.name === 'fld' ? textIn(childAt(piece, 't')) : '';
    })
    .join('')
    .replace(/[\v\n]\s*/g, '\n')
    .trim();
}

function pictureText(shape: XmlElement, { relationships }: SlideContext): string {
  const properties = childAt(shape, 'nvPicPr', 'cNvPr');
  const name = shownPicture(childAt(shape, 'blipFill', 'blip'), relationships);
  const description = attributeOf(properties, 'descr') ?? '';
  return name === undefined ? '' : pictureMark(description, name.replace(/^ppt\//, ''));
}

/** A frame holds a table, or refers to a chart or a diagram. */
function frameTexts(frame: XmlElement, { relationships, partText }: SlideContext): string[] {
  const data = childAt(frame, 'graphic', 'graphicData');
  const table = childAt(data, 'tbl');
  if (table !== undefined) {
    const rows = childrenOf(table, 'tr').map((row) =>
      childrenOf(row, 'tc').map((cell) => paragraphsText(childAt(cell, 'txBody'), false)),
    );
    return [markdownTable(rows)];
  }
  return childrenOf(data).map((child) => {
    const id = relationshipOf(child) ?? relationshipOf(child, 'dm');
    const relationship = relationships.get(id ?? '');
    return relationship === undefined ? '' : partText(relationship);
  });
}
