import { documentLimits } from '../document.ts';
import { chartText } from './chart-text.ts';
import { type OfficeReading, partOfType, type Relationship, relationshipsOf } from './office-package.ts';
import {
  attributeOf,
  childAt,
  childrenOf,
  descendantsOf,
  elementsOf,
  relationshipOf,
  textIn,
  type XmlElement,
} from './read-xml.ts';
import { paragraphsText, placeholderOf, type SlideContext, shapeTexts } from './slide-text.ts';
import type { ZipArchive } from './zip-archive.ts';

/**
 * The text of a PowerPoint file: for each slide its title, texts, tables, charts, marks of pictures, and notes.
 * @throws UnreadableDocument
 */
export function readPptx(archive: ZipArchive, mainPart: string, { isFull, attempt }: OfficeReading): string {
  const links = new Map(relationshipsOf(archive, mainPart).map((link) => [link.id, link]));
  const slides = elementsOf(archive, mainPart, 'sldId').flatMap(
    (slide) => links.get(relationshipOf(slide) ?? '')?.target ?? [],
  );
  const texts: string[] = [];
  let length = 0;
  for (const [index, part] of slides.slice(0, documentLimits.pages).entries()) {
    const number = index + 1;
    const text = attempt(
      () => slideText(archive, part, number, attempt),
      `## Slide ${number}\n\n(cannot be read)`,
    );
    texts.push(text);
    length += text.length;
    if (isFull(length)) break;
  }
  if (texts.length < slides.length) texts.push(`[${slides.length - texts.length} more slides are left out]`);
  return texts.join('\n\n');
}

function slideText(
  archive: ZipArchive,
  part: string,
  number: number,
  attempt: OfficeReading['attempt'],
): string {
  const links = attempt(() => relationshipsOf(archive, part), []);
  const context: SlideContext = {
    relationships: new Map(links.map((link) => [link.id, link])),
    partText: (relationship) => attempt(() => partText(archive, relationship), ''),
  };
  const [slide] = elementsOf(archive, part, 'sld');
  const tree = childAt(slide, 'cSld', 'spTree');
  const isTitle = (shape: XmlElement) => /^(?:title|ctrTitle)$/.test(placeholderOf(shape) ?? '');
  const titles = childrenOf(tree, 'sp').filter(isTitle);
  const title = titles
    .map((shape) => paragraphsText(childAt(shape, 'txBody'), false))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  const rest = tree && { ...tree, children: childrenOf(tree).filter((shape) => !titles.includes(shape)) };
  const isHidden = /^(?:0|false)$/.test(attributeOf(slide, 'show') ?? '');
  const heading = `## Slide ${number}${title === '' ? '' : `: ${title}`}${isHidden ? ' (hidden)' : ''}`;
  const notes = attempt(() => notesText(archive, partOfType(links, 'notesSlide')), '');
  const noteBlock = notes === '' ? [] : [`Notes: ${notes}`];
  return [heading, ...shapeTexts(rest, context), ...noteBlock].join('\n\n');
}

function notesText(archive: ZipArchive, part: string | undefined): string {
  if (part === undefined) return '';
  return elementsOf(archive, part, 'sp')
    .filter((shape) => placeholderOf(shape) === 'body')
    .map((shape) => paragraphsText(childAt(shape, 'txBody'), false))
    .join('\n')
    .trim();
}

function partText(archive: ZipArchive, { type, target, isExternal }: Relationship): string {
  if (isExternal) return '';
  if (type === 'chart') return chartText(archive, target);
  // A diagram's texts, in the order of its points.
  if (type !== 'diagramData') return '';
  const texts = elementsOf(archive, target, 'pt').flatMap((point) =>
    descendantsOf(childAt(point, 't'), 'p').map((paragraph) =>
      descendantsOf(paragraph, 't').map(textIn).join(''),
    ),
  );
  return texts
    .filter((text) => text.trim() !== '')
    .map((text) => `- ${text.trim()}`)
    .join('\n');
}
