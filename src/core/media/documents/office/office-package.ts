import { joinPath } from '../../../base/path-text.ts';
import { attributeOf, childrenOf, elementsOf, textIn } from './read-xml.ts';
import type { ZipArchive } from './zip-archive.ts';

/** How far an Office file is read. */
export interface OfficeReading {
  /** Whether a text of this length is long enough. */
  readonly isFull: (length: number) => boolean;
  /** What `read` gives; `fallback`, and a note of the reason, where a part is broken or too large. */
  readonly attempt: <T>(read: () => T, fallback: T) => T;
}

/** A link of one part of an Office file to another, or to the outside. */
export interface Relationship {
  readonly id: string;
  /** The last word of its type, such as `slide` or `image`. */
  readonly type: string;
  /** A name in the archive, or an address if it is external. */
  readonly target: string;
  readonly isExternal: boolean;
}

/** The links of a part, '' for those of the whole file (ECMA-376 part 2, 9.3). */
export function relationshipsOf(archive: ZipArchive, part: string): Relationship[] {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash).replace(/\/$/, '');
  const file = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
  return elementsOf(archive, file, 'Relationship').map((element) => {
    const target = attributeOf(element, 'Target') ?? '';
    const isExternal = attributeOf(element, 'TargetMode') === 'External';
    return {
      id: attributeOf(element, 'Id') ?? '',
      type: (attributeOf(element, 'Type') ?? '').replace(/^.*\//, ''),
      target: isExternal ? target : partName(folder, target),
      isExternal,
    };
  });
}

function partName(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  return joinPath(folder, target) ?? target;
}

/** The part of a relationship type; undefined if there is none. */
export function partOfType(relationships: readonly Relationship[], type: string): string | undefined {
  return relationships.find((relationship) => relationship.type === type && !relationship.isExternal)?.target;
}

/** The part that an Office file is about, such as `word/document.xml`. */
export function mainPartOf(archive: ZipArchive): string | undefined {
  return partOfType(relationshipsOf(archive, ''), 'officeDocument');
}

/** The title that the file says it has. */
export function titleOf(archive: ZipArchive): string | undefined {
  const [properties] = elementsOf(archive, 'docProps/core.xml', 'coreProperties');
  const title = textIn(childrenOf(properties, 'title')[0]).replace(/\s+/g, ' ').trim();
  return title === '' ? undefined : title;
}
