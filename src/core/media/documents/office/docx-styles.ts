import { attributeOf, childAt, childrenOf, elementsOf, type XmlElement } from './read-xml.ts';
import type { ZipArchive } from './zip-archive.ts';

/** What a paragraph's properties say of it. */
export interface ParagraphRole {
  /** 1 to 6; undefined for text. */
  readonly headingLevel: number | undefined;
  readonly list: { readonly id: string; readonly level: number } | undefined;
}

interface Style {
  readonly name: string;
  readonly basedOn: string | undefined;
  readonly outlineLevel: number | undefined;
  readonly list: { readonly id: string | undefined; readonly level: number | undefined };
}

/** Styles that are based on each other are followed so far; a ring of them ends here too. */
const maxBases = 12;

/** Reads which styles are headings and lists. */
export class DocxStyles {
  readonly #styles = new Map<string, Style>();

  constructor(archive: ZipArchive, part: string | undefined) {
    if (part === undefined) return;
    for (const style of elementsOf(archive, part, 'style')) {
      const properties = childAt(style, 'pPr');
      this.#styles.set(attributeOf(style, 'styleId') ?? '', {
        name: attributeOf(childAt(style, 'name'), 'val') ?? '',
        basedOn: attributeOf(childAt(style, 'basedOn'), 'val'),
        outlineLevel: numberIn(childAt(properties, 'outlineLvl')),
        list: listOf(properties),
      });
    }
  }

  /** What a paragraph is, by its own properties (`w:pPr`) before those of its style. */
  roleOf(properties: XmlElement | undefined): ParagraphRole {
    const styles = this.#chain(attributeOf(childAt(properties, 'pStyle'), 'val'));
    const outlineLevel =
      numberIn(childAt(properties, 'outlineLvl')) ??
      styles.find((style) => style.outlineLevel !== undefined)?.outlineLevel;
    const named = styles.flatMap(({ name }) => headingLevelOf(name) ?? [])[0];
    // 9 is the level of text.
    const level = outlineLevel !== undefined && outlineLevel < 9 ? outlineLevel + 1 : named;
    const own = listOf(properties);
    const ofStyle = styles.find((style) => style.list.id !== undefined)?.list;
    // Word's own styles `List Bullet 2` and so on are lists of their own, on their first level.
    const namedLevel = Number(/^list \w+ ([2-5])$/i.exec(styles[0]?.name ?? '')?.[1] ?? 1) - 1;
    const id = own.id ?? ofStyle?.id;
    return {
      headingLevel: level === undefined ? undefined : Math.min(6, level),
      list:
        id === undefined || id === '0' ? undefined : { id, level: own.level ?? ofStyle?.level ?? namedLevel },
    };
  }

  #chain(id: string | undefined): Style[] {
    const chain: Style[] = [];
    for (let next = id; next !== undefined && chain.length < maxBases; ) {
      const style = this.#styles.get(next);
      if (style === undefined) break;
      chain.push(style);
      next = style.basedOn;
    }
    return chain;
  }
}

function headingLevelOf(styleName: string): number | undefined {
  if (/^title$/i.test(styleName)) return 1;
  const level = /^heading ([1-9])$/i.exec(styleName)?.[1];
  return level === undefined ? undefined : Number(level);
}

function listOf(properties: XmlElement | undefined): Style['list'] {
  const [numbering] = childrenOf(properties, 'numPr');
  return {
    id: attributeOf(childAt(numbering, 'numId'), 'val'),
    level: numberIn(childAt(numbering, 'ilvl')),
  };
}

function numberIn(element: XmlElement | undefined): number | undefined {
  const value = Number(attributeOf(element, 'val') ?? Number.NaN);
  return Number.isInteger(value) && value >= 0 ? value : undefined;
}
