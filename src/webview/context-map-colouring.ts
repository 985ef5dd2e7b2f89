import type { ContextMap } from '../core/context/context-map.ts';
import type { Resolution } from '../core/reduce/resolution.ts';
import { signsOf } from './context-map-text.ts';
import { isLeftOut } from './context-map-tree.ts';
import { leftOutWords, resolutionLabel } from './resolution-words.ts';

/** What the colour of a file stands for. */
export const colourings = ['resolution', 'risk', 'language'] as const;
export type Colouring = (typeof colourings)[number];

/** How a category is drawn beside its colour, so that colour is never the only sign. */
export type FillPattern = 'solid' | 'diagonal' | 'horizontal' | 'dots' | 'hatched';

/** One entry of the legend. */
export interface Category {
  /** Names the colour: `--map-NAME` in the style sheet. */
  readonly colour: string;
  readonly label: string;
  /** Up to three characters that stand in the corner of a cell; none where a plain fill is the sign. */
  readonly sign: string;
  readonly pattern: FillPattern;
  /** Without pictures inside files; the tokens are with them. */
  readonly fileCount: number;
  readonly tokenCount: number;
}

export interface Categories {
  readonly categories: readonly Category[];
  /** The category of a file, as a position. */
  readonly of: (row: number) => number;
}

type Drawn = Omit<Category, 'fileCount' | 'tokenCount'>;

const byResolution: Readonly<Record<Resolution, Omit<Drawn, 'label'>>> = {
  full: { colour: 'full', sign: '', pattern: 'solid' },
  skeleton: { colour: 'skeleton', sign: 'S', pattern: 'diagonal' },
  outline: { colour: 'outline', sign: 'O', pattern: 'horizontal' },
  path: { colour: 'path', sign: 'N', pattern: 'dots' },
  folder: { colour: 'left-out', sign: 'C', pattern: 'hatched' },
  omitted: { colour: 'left-out', sign: '×', pattern: 'hatched' },
};

/** No band is hatched: that says of a file of whatever risk that it is left out. */
const riskBands: readonly (Drawn & { readonly above: number })[] = [
  { above: 0.66, colour: 'risk-high', label: 'High risk', sign: '!!!', pattern: 'solid' },
  { above: 0.33, colour: 'risk-medium', label: 'Medium risk', sign: '!!', pattern: 'diagonal' },
  { above: 0, colour: 'risk-low', label: 'Low risk', sign: '', pattern: 'horizontal' },
  { above: -1, colour: 'risk-none', label: 'Not ranked', sign: '', pattern: 'dots' },
];

/** Languages that get a colour of their own, those with the most tokens; the others share one. */
const ownColours = 8;

/** The categories that occur, with what they hold, and which one a file is in. */
export function categoriesOf(map: ContextMap, colouring: Colouring): Categories {
  const { drawn, of } = {
    resolution: resolutionsIn,
    risk: riskIn,
    language: languagesIn,
  }[colouring](map);
  const fileCounts = drawn.map(() => 0);
  const tokenCounts = drawn.map(() => 0);
  const noFiles = new Set(map.innerPictures);
  map.paths.forEach((_, row) => {
    const category = of(row);
    if (!noFiles.has(row)) fileCounts[category] = (fileCounts[category] ?? 0) + 1;
    tokenCounts[category] = (tokenCounts[category] ?? 0) + (map.tokenCounts[row] ?? 0);
  });
  const categories = drawn.map((category, index) => ({
    ...category,
    fileCount: fileCounts[index] ?? 0,
    tokenCount: tokenCounts[index] ?? 0,
  }));
  return { categories, of };
}

interface Drawing {
  readonly drawn: readonly Drawn[];
  readonly of: (row: number) => number;
}

function resolutionsIn(map: ContextMap): Drawing {
  const drawn = map.resolutionNames.map((name) => ({ ...byResolution[name], label: resolutionLabel(name) }));
  return { drawn, of: (row) => map.resolutions[row] ?? 0 };
}

function riskIn(map: ContextMap): Drawing {
  return {
    drawn: riskBands,
    of: (row) => riskBands.findIndex(({ above }) => (map.risks[row] ?? 0) > above),
  };
}

function languagesIn(map: ContextMap): Drawing {
  // By the whole texts of the repository, which are the same in each of its packs.
  const tokens = map.languageNames.map(() => 0);
  map.paths.forEach((_, row) => {
    const language = map.languages[row] ?? 0;
    tokens[language] =
      (tokens[language] ?? 0) + Math.max(map.fullTokenCounts[row] ?? 0, map.tokenCounts[row] ?? 0);
  });
  const ranked = [...tokens.keys()]
    .filter((language) => map.languageNames[language] !== '')
    .sort((a, b) => (tokens[b] ?? 0) - (tokens[a] ?? 0) || a - b)
    .slice(0, ownColours);
  const names = ranked.map((language) => map.languageNames[language] ?? '');
  const signs = signsOf(names);
  const colours = coloursOf(names);
  const drawn = names.map((label, index): Drawn => {
    // The language with most tokens is the one without a sign: it would stand nearly everywhere.
    const sign = index === 0 ? '' : (signs[index] ?? '');
    return { colour: `language-${(colours[index] ?? 0) + 1}`, label, sign, pattern: 'solid' };
  });
  const positions = new Map(ranked.map((language, index) => [language, index]));
  return {
    drawn: [...drawn, { colour: 'language-other', label: 'Other', sign: '', pattern: 'dots' }],
    of: (row) => positions.get(map.languages[row] ?? 0) ?? drawn.length,
  };
}

/** Colours of languages that often stand together, each with its own. */
const usualColours: Readonly<Record<string, number>> = {
  ...{
    TypeScript: 0,
    Python: 0,
    Rust: 2,
    Markdown: 1,
    JavaScript: 4,
    JSON: 3,
    HTML: 5,
    TSX: 6,
    CSS: 7,
    YAML: 7,
  },
  ...{ Go: 6, Java: 5, C: 0, 'C++': 3 },
};

/** A colour for each language by its name, so that it keeps it; where two want one, the later name takes the next free. */
export function coloursOf(names: readonly string[]): number[] {
  const taken = new Map<number, string>();
  const isUsual = (name: string) => Object.hasOwn(usualColours, name);
  for (const name of names.toSorted((a, b) => Number(isUsual(b)) - Number(isUsual(a)) || (a < b ? -1 : 1))) {
    let colour = isUsual(name) ? (usualColours[name] ?? 0) : hashOf(name) % ownColours;
    while (taken.has(colour)) colour = (colour + 1) % ownColours;
    taken.set(colour, name);
  }
  const byName = new Map([...taken].map(([colour, name]) => [name, colour]));
  return names.map((name) => byName.get(name) ?? 0);
}

function hashOf(name: string): number {
  return [...name].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7);
}

/** What stands in the legend for files that are drawn hatched, whatever their colour stands for. */
export const leftOutMark: Drawn = {
  colour: 'left-out',
  label: leftOutWords.label,
  sign: '',
  pattern: 'hatched',
};

/** Whether a file is drawn so: no text of it is in the pack. */
export function isHatched(map: ContextMap, row: number, colouring: Colouring): boolean {
  return colouring !== 'resolution' && isLeftOut(map, row);
}
