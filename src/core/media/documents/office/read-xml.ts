import { SaxesParser } from 'saxes';
import { documentLimits, UnreadableDocument } from '../document.ts';
import type { ZipArchive } from './zip-archive.ts';

/** An element with everything inside it. Names are without their prefix, which a writer may choose. */
export interface XmlElement {
  readonly name: string;
  /** By their name with its prefix, if they have one. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[];
}

export interface XmlReading {
  /** Whether an element is to be given, with everything inside it. Elements around it are not kept. */
  readonly isWanted: (name: string) => boolean;
  /** Called with each wanted element at its end; returning `true` ends the reading. */
  readonly onElement: (element: XmlElement) => boolean | undefined;
}

/**
 * Reads an XML file of an archive piece by piece: no more of it is in memory than one wanted element. Entities that the
 * file declares itself are not expanded, because a file with a document type is refused.
 * @throws UnreadableDocument
 */
export function readXml(archive: ZipArchive, name: string, { isWanted, onElement }: XmlReading): void {
  if (!archive.has(name)) return;
  const parser = new SaxesParser({ xmlns: false, position: false });
  const open: OpenElement[] = [];
  let depth = 0;
  let elements = 0;
  let isOver = false;
  parser.on('error', ({ message }) => {
    throw new UnreadableDocument(`${name} inside it is not well-formed: ${message}`);
  });
  parser.on('doctype', () => {
    throw new UnreadableDocument(`${name} inside it has a document type, which no Office file has.`);
  });
  parser.on('opentag', ({ name: fullName, attributes }) => {
    const element = { name: localName(fullName), attributes, children: [] };
    if (++depth > documentLimits.xmlDepth)
      throw new UnreadableDocument(
        `${name} inside it has more than ${documentLimits.xmlDepth} elements in each other.`,
      );
    const parent = open.at(-1);
    if (parent === undefined && !isWanted(element.name)) return;
    if (++elements > documentLimits.xmlElements)
      throw new UnreadableDocument(
        `${name} inside it has a part of more than ${documentLimits.xmlElements} elements.`,
      );
    parent?.children.push(element);
    open.push(element);
  });
  const addText = (text: string) => open.at(-1)?.children.push(text);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    depth--;
    const element = open.pop();
    if (element === undefined || open.length > 0) return;
    elements = 0;
    if (!isOver) isOver = onElement(element) === true;
  });
  const decoder = new XmlDecoder(name);
  archive.read(name, (bytes) => {
    parser.write(decoder.decode(bytes));
    return isOver;
  });
  if (!isOver) parser.close();
}

/** UTF-8, or UTF-16 by its byte order mark: what an Office file may be written in. */
class XmlDecoder {
  readonly #name: string;
  #decoder: TextDecoder | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  decode(bytes: Uint8Array): string {
    if (this.#decoder === undefined) {
      const mark = `${bytes[0]} ${bytes[1]}`;
      const encoding = mark === '255 254' ? 'utf-16le' : mark === '254 255' ? 'utf-16be' : 'utf-8';
      this.#decoder = new TextDecoder(encoding, { fatal: true });
    }
    try {
      return this.#decoder.decode(bytes, { stream: true });
    } catch {
      throw new UnreadableDocument(`${this.#name} inside it is not valid UTF-8.`);
    }
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** All elements of these names, wherever they stand in the file. */
export function elementsOf(archive: ZipArchive, file: string, ...names: readonly string[]): XmlElement[] {
  const found: XmlElement[] = [];
  readXml(archive, file, {
    isWanted: (name) => names.includes(name),
    onElement: (element) => {
      found.push(element);
      return undefined;
    },
  });
  return found;
}

/** An attribute by its name without prefix. */
export function attributeOf(element: XmlElement | undefined, name: string): string | undefined {
  if (element === undefined) return undefined;
  const { attributes } = element;
  if (Object.hasOwn(attributes, name)) return attributes[name];
  for (const key in attributes) if (key.endsWith(`:${name}`)) return attributes[key];
  return undefined;
}

/** The id of a relationship: the one attribute that always has a prefix, beside another `id` without. */
export function relationshipOf(element: XmlElement | undefined, name = 'id'): string | undefined {
  const key = Object.keys(element?.attributes ?? {}).find((candidate) => candidate.endsWith(`:${name}`));
  return key === undefined ? undefined : element?.attributes[key];
}

export function childrenOf(element: XmlElement | undefined, ...names: readonly string[]): XmlElement[] {
  const isNamed = (child: XmlElement | string): child is XmlElement =>
    typeof child !== 'string' && (names.length === 0 || names.includes(child.name));
  return element?.children.filter(isNamed) ?? [];
}

/** The first element at the end of a path of names. */
export function childAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let at = element;
  for (const name of path) at = childrenOf(at, name)[0];
  return at;
}

/** Elements of these names inside an element, in order, none of them inside another. */
export function descendantsOf(element: XmlElement | undefined, ...names: readonly string[]): XmlElement[] {
  return childrenOf(element).flatMap((child) =>
    names.includes(child.name) ? [child] : descendantsOf(child, ...names),
  );
}

/** All text inside an element. */
export function textIn(element: XmlElement | undefined): string {
  return element?.children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('') ?? '';
}
