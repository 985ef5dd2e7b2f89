import { pictureMark } from './markdown-text.ts';
import type { Relationship } from './office-package.ts';
import {
  attributeOf,
  childAt,
  childrenOf,
  descendantsOf,
  relationshipOf,
  textIn,
  type XmlElement,
} from './read-xml.ts';
import { shownPicture } from './shown-picture.ts';

/** What the text of a paragraph refers to. */
export interface RunContext {
  readonly relationships: ReadonlyMap<string, Relationship>;
  /** Text of the paragraphs in a text box, which hangs on a place in another paragraph. */
  readonly boxText: (content: XmlElement) => string;
}

/** What is deleted, said twice for older programs, or says how something looks. */
const skipped = new Set(['del', 'moveFrom', 'Fallback', 'pPr', 'rPr', 'instrText', 'delText', 'sdtPr']);

/** The text of what is in a paragraph: runs, links, pictures, marks of footnotes. */
export function runText(element: XmlElement, context: RunContext): string {
  return childrenOf(element)
    .map((child) => pieceText(child, context))
    .join('');
}

function pieceText(element: XmlElement, context: RunContext): string {
  switch (element.name) {
    case 't':
      return textIn(element);
    case 'tab':
    case 'ptab':
      return '\t';
    case 'br':
    case 'cr':
      // A page or column that ends here is no line.
      return attributeOf(element, 'type') === undefined || attributeOf(element, 'type') === 'textWrapping'
        ? '\n'
        : '';
    case 'noBreakHyphen':
      return '-';
    case 'sym':
      return symbolOf(element);
    case 'footnoteReference':
      return `[^${attributeOf(element, 'id') ?? ''}]`;
    case 'endnoteReference':
      return `[^e${attributeOf(element, 'id') ?? ''}]`;
    case 'hyperlink':
      return linkText(element, context);
    case 'drawing':
    case 'pict':
    case 'object':
      return drawingText(element, context);
    case 'oMath':
      return mathText(element);
    default:
      return skipped.has(element.name) ? '' : runText(element, context);
  }
}

function linkText(element: XmlElement, context: RunContext): string {
  const text = runText(element, context);
  const target = context.relationships.get(relationshipOf(element) ?? '');
  if (target === undefined || !target.isExternal || text.trim() === '' || text === target.target) return text;
  return `[${text}](${target.target})`;
}

/** Pictures with what is said of them, and the text of boxes. */
function drawingText(element: XmlElement, context: RunContext): string {
  const boxes = descendantsOf(element, 'txbxContent', 'Fallback').filter(
    ({ name }) => name === 'txbxContent',
  );
  const properties = descendantsOf(element, 'docPr')[0];
  const description = attributeOf(properties, 'descr') ?? attributeOf(properties, 'title') ?? '';
  const pictures = [
    ...descendantsOf(element, 'blip').map((blip) => shownPicture(blip, context.relationships)),
    ...descendantsOf(element, 'imagedata').map(
      (data) => context.relationships.get(relationshipOf(data) ?? '')?.target,
    ),
  ].filter((name) => name !== undefined);
  const marks = [...new Set(pictures)].map((name) => pictureMark(description, name.replace(/^word\//, '')));
  const texts = boxes.map(context.boxText).filter((text) => text !== '');
  return [...marks, ...texts].join('\n');
}

/** A formula on one line: fractions, powers and indices with the signs of TeX, everything else in order. */
function mathText(element: XmlElement): string {
  const inner = (name: string) => mathText(childAt(element, name) ?? emptyElement);
  switch (element.name) {
    case 'f':
      return `(${inner('num')})/(${inner('den')})`;
    case 'sSup':
      return `${inner('e')}^${braced(inner('sup'))}`;
    case 'sSub':
      return `${inner('e')}_${braced(inner('sub'))}`;
    case 'rad':
      return `√(${inner('e')})`;
    case 'rPr':
    case 'ctrlPr':
      return '';
    default:
      return element.children.map((child) => (typeof child === 'string' ? child : mathText(child))).join('');
  }
}

const emptyElement: XmlElement = { name: '', attributes: {}, children: [] };

function braced(text: string): string {
  return text.length === 1 ? text : `{${text}}`;
}

/** A sign of a symbol font by its code; those of Wingdings that people use as ticks and arrows are common enough to name. */
function symbolOf(element: XmlElement): string {
  const code = Number.parseInt(attributeOf(element, 'char') ?? '', 16) & 0xff;
  const known: Readonly<Record<number, string>> = {
    252: '✓',
    251: '✗',
    224: '→',
    223: '←',
    168: '☐',
    254: '☑',
  };
  return known[code] ?? '';
}
