import type { ContextMap } from '../core/context/context-map.ts';
import { signsOf } from './context-map-text.ts';
import { isLeftOut, resolutionOf } from './context-map-tree.ts';

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

const byResolution: Readonly<Record<string, Drawn>> = {
  full: { colour: 'full', label: 'Full', sign: '', pattern: 'solid' },
  skeleton: { colour: 'skeleton', label: 'Skeleton', sign: 'S', pattern: 'diagonal' },
  outline: { colour: 'outline', label: 'Outline', sign: 'O', pattern: 'horizontal' },
  path: { colour: 'path', label: 'Named only', sign: 'N', pattern: 'dots' },
};
const leftOut: Drawn = { colour: 'left-out', label: 'Left out', sign: '–', pattern: 'hatched' };

const riskBands: readonly (Drawn & { readonly above: number })[] = [
  { above: 0.66, colour: 'risk-high', label: 'High risk', sign: '!!!', pattern: 'hatched' },
  { above: 0.33, colour: 'risk-medium', label: 'Medium risk', sign: '!!', pattern: 'diagonal' },
  { above: 0, colour: 'risk-low', label: 'Low risk', sign: '', pattern: 'solid' },
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
  const names = map.resolutionNames.filter((name) => name in byResolution);
  const drawn = [...names.map((name) => byResolution[name] as Drawn), leftOut];
  const positions = new Map<string, number>(names.map((name, index) => [name, index]));
  return { drawn, of: (row) => positions.get(resolutionOf(map, row)) ?? names.length };
}

function riskIn(map: ContextMap): Drawing {
  return {
    drawn: riskBands,
    of: (row) => riskBands.findIndex(({ above }) => (map.risks[row] ?? 0) > above),
  };
}

function languagesIn(map: ContextMap): Drawing {
  const tokens = map.languageNames.map(() => 0);
  map.paths.forEach((_, row) => {
    const language = map.languages[row] ?? 0;
    tokens[language] = (tokens[language] ?? 0) + (map.tokenCounts[row] ?? 0);
  });
  const ranked = [...tokens.keys()]
    .filter((language) => map.languageNames[language] !== '')
    .sort((a, b) => (tokens[b] ?? 0) - (tokens[a] ?? 0) || a - b)
    .slice(0, ownColours);
  const signs = signsOf(ranked.map((language) => map.languageNames[language] ?? ''));
  const drawn = ranked.map((language, index): Drawn => {
    const label = map.languageNames[language] ?? '';
    // The language with most tokens is the one without a sign: it would stand nearly everywhere.
    const sign = index === 0 ? '' : (signs[index] ?? '');
    return { colour: `language-${index + 1}`, label, sign, pattern: 'solid' };
  });
  const positions = new Map(ranked.map((language, index) => [language, index]));
  return {
    drawn: [...drawn, { colour: 'language-other', label: 'Other', sign: '', pattern: 'dots' }],
    of: (row) => positions.get(map.languages[row] ?? 0) ?? drawn.length,
  };
}

/** Whether a file is drawn hatched, whatever its colour stands for: nothing of it is in the pack. */
export function isHatched(map: ContextMap, row: number, colouring: Colouring): boolean {
  return colouring !== 'resolution' && isLeftOut(map, row);
}
