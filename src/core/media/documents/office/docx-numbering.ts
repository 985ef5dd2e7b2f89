import { attributeOf, childAt, childrenOf, elementsOf } from './read-xml.ts';
import type { ZipArchive } from './zip-archive.ts';

interface Level {
  readonly format: string;
  /** With `%1` for the number of the first level, and so on. */
  readonly text: string;
  readonly start: number;
}

/** Levels of a list, Word knows nine. */
const maxLevels = 9;

/** Counts the items of a document's lists, as Word shows them. To be asked in the order of the paragraphs. */
export class DocxNumbering {
  /** List → abstract list: lists of one abstract list count on together. */
  readonly #abstractOf = new Map<string, string>();
  readonly #levels = new Map<string, readonly (Level | undefined)[]>();
  readonly #counts = new Map<string, number[]>();

  constructor(archive: ZipArchive, part: string | undefined) {
    if (part === undefined) return;
    for (const element of elementsOf(archive, part, 'abstractNum', 'num')) {
      if (element.name === 'num') {
        const abstract = attributeOf(childAt(element, 'abstractNumId'), 'val') ?? '';
        const id = attributeOf(element, 'numId') ?? '';
        // One that starts anew somewhere counts for itself.
        const isOwn = childrenOf(element, 'lvlOverride').length > 0;
        this.#abstractOf.set(id, isOwn ? `${abstract} ${id}` : abstract);
        continue;
      }
      const levels: Level[] = [];
      for (const level of childrenOf(element, 'lvl').slice(0, maxLevels)) {
        levels[Number(attributeOf(level, 'ilvl')) % maxLevels || 0] = {
          format: attributeOf(childAt(level, 'numFmt'), 'val') ?? 'decimal',
          text: attributeOf(childAt(level, 'lvlText'), 'val') ?? '',
          start: Number(attributeOf(childAt(level, 'start'), 'val') ?? 1) || 0,
        };
      }
      this.#levels.set(attributeOf(element, 'abstractNumId') ?? '', levels);
    }
  }

  /** What stands before the next paragraph of a list: `-` for a bullet, else its number as written, such as `2.1`. */
  next(list: { readonly id: string; readonly level: number }): string {
    const abstract = this.#abstractOf.get(list.id);
    const levels = this.#levels.get(abstract?.split(' ')[0] ?? '');
    const at = Math.min(list.level, (levels?.length ?? 1) - 1, maxLevels - 1);
    const level = levels?.[at];
    if (levels === undefined || level === undefined || level.format === 'bullet') return '-';
    const counts = this.#counts.get(abstract ?? '') ?? [];
    this.#counts.set(abstract ?? '', counts);
    counts.length = Math.min(counts.length, at + 1);
    for (let above = 0; above < at; above++) counts[above] ??= levels[above]?.start ?? 1;
    counts[at] = (counts[at] ?? level.start - 1) + 1;
    if (level.format === 'none') return '';
    return level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const place = Number(digit) - 1;
      return numeral(counts[place] ?? 1, levels[place]?.format ?? 'decimal');
    });
  }
}

function numeral(value: number, format: string): string {
  if (format === 'lowerLetter') return letters(value);
  if (format === 'upperLetter') return letters(value).toUpperCase();
  if (format === 'lowerRoman') return roman(value).toLowerCase();
  if (format === 'upperRoman') return roman(value);
  return String(value);
}

/** a to z, then aa to zz. */
function letters(value: number): string {
  if (value < 1 || value > 26 * 20) return String(value);
  return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

const romanDigits = [
  ...([
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
  ] as const),
  ...([
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const),
];

function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value);
  let left = value;
  return romanDigits
    .map(([worth, digit]) => {
      const times = Math.floor(left / worth);
      left -= times * worth;
      return digit.repeat(times);
    })
    .join('');
}
