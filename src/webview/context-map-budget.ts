import type { ContextMap } from '../core/context/context-map.ts';
import {
  type Category,
  type Colouring,
  categoriesOf,
  isHatched,
  leftOutMark,
} from './context-map-colouring.ts';
import { countOf, formatShare, formatTokens } from './context-map-text.ts';
import { isLeftOut } from './context-map-tree.ts';
import { createElement } from './create-element.ts';

/** One stretch of the budget bar. */
export interface BudgetPart {
  readonly label: string;
  readonly colour: string;
  readonly pattern: Category['pattern'];
  readonly tokenCount: number;
}

/** What the budget is used for, by resolution; the last part is the preamble, the listing and what frames the files. */
export function budgetParts(map: ContextMap): readonly BudgetPart[] {
  const parts: BudgetPart[] = categoriesOf(map, 'resolution')
    .categories.filter(({ tokenCount }) => tokenCount > 0)
    .map(({ label, colour, pattern, tokenCount }) => ({ label, colour, pattern, tokenCount }));
  const ofFiles = parts.reduce((sum, { tokenCount }) => sum + tokenCount, 0);
  const rest = map.tokenCount - ofFiles;
  if (rest > 0)
    parts.push({ label: 'Preamble and listing', colour: 'frame', pattern: 'solid', tokenCount: rest });
  return parts;
}

/** The budget in words: `112k of 128k tokens (88 %), estimated`. */
export function budgetText({
  tokenCount,
  budget,
  counted,
}: Pick<ContextMap, 'tokenCount' | 'budget' | 'counted'>): string {
  return `${formatTokens(tokenCount)} of ${formatTokens(budget)} tokens (${formatShare(tokenCount, budget)}), ${counted}`;
}

/** How many files are shown in full, of those that are part of the pack: `12 of 30 files in full · 2 pictures inside files`. */
export function filesText(map: ContextMap): string {
  const [full] = categoriesOf(map, 'resolution').categories;
  const inner = new Set(map.innerPictures);
  const omitted = map.resolutionNames.indexOf('omitted');
  const fileCount = map.resolutions.filter((at, row) => at !== omitted && !inner.has(row)).length;
  const pictures = map.innerPictures.filter((row) => !isLeftOut(map, row)).length;
  const files = `${(full?.fileCount ?? 0).toLocaleString('en')} of ${countOf(fileCount, 'file')} in full`;
  return pictures === 0 ? files : `${files} · ${countOf(pictures, 'picture')} inside files`;
}

/** Shows what a pack takes of its budget, by resolution. */
export function renderBudget(map: ContextMap): readonly HTMLElement[] {
  const parts = budgetParts(map);
  const whole = Math.max(map.budget, map.tokenCount, 1);
  const spoken = parts.map(({ label, tokenCount }) => `${label} ${formatTokens(tokenCount)}`).join(', ');
  const bar = createElement(
    'div',
    { className: 'budget-bar', attrs: { role: 'img', 'aria-label': `${budgetText(map)}: ${spoken}` } },
    ...parts.map((part) => {
      const segment = createElement('span', {
        className: `segment swatch ${part.pattern}`,
        title: `${part.label}: ${formatTokens(part.tokenCount)} tokens (${formatShare(part.tokenCount, whole)} of the budget)`,
      });
      segment.style.setProperty('--fill', `var(--map-${part.colour})`);
      segment.style.width = `${(part.tokenCount / whole) * 100}%`;
      return segment;
    }),
  );
  return [
    createElement(
      'p',
      { className: 'budget-text' },
      createElement('strong', { textContent: formatTokens(map.tokenCount) }),
      ` of ${formatTokens(map.budget)} tokens `,
      createElement('span', { className: 'quiet', textContent: `· ${map.counted} · ${filesText(map)}` }),
    ),
    bar,
  ];
}

/** Files that are drawn hatched, as an entry of the legend; undefined where there are none, or a colour says it. */
export function leftOutEntry(
  map: ContextMap,
  colouring: Colouring,
  withLeftOut: boolean,
): Category | undefined {
  const noFiles = new Set(map.innerPictures);
  const rows = [...map.paths.keys()].filter(
    (row) => isHatched(map, row, colouring) && (withLeftOut || (map.tokenCounts[row] ?? 0) > 0),
  );
  if (rows.length === 0) return undefined;
  const tokenCount = rows.reduce((sum, row) => sum + (map.tokenCounts[row] ?? 0), 0);
  return { ...leftOutMark, fileCount: rows.filter((row) => !noFiles.has(row)).length, tokenCount };
}

/** What the colours, patterns and signs of the map mean, with what each of them holds. */
export function renderLegend(categories: readonly Category[]): HTMLElement {
  return createElement(
    'ul',
    { className: 'legend', attrs: { 'aria-label': 'Legend' } },
    ...categories
      .filter(({ fileCount, tokenCount }) => fileCount > 0 || tokenCount > 0)
      .map(({ label, colour, pattern, sign, fileCount, tokenCount }) => {
        const swatch = createElement('span', {
          className: `swatch ${pattern}`,
          attrs: { 'aria-hidden': 'true' },
        });
        swatch.style.setProperty('--fill', `var(--map-${colour})`);
        const tokens = tokenCount > 0 ? ` · ${formatTokens(tokenCount)}` : '';
        return createElement(
          'li',
          {},
          swatch,
          sign === '' ? undefined : createElement('b', { className: 'sign', textContent: sign }),
          `${label} `,
          createElement('span', {
            className: 'quiet',
            textContent: `${fileCount.toLocaleString('en')}${tokens}`,
            title: `${countOf(fileCount, 'file')}, ${formatTokens(tokenCount)} tokens in the pack`,
          }),
        );
      }),
  );
}
