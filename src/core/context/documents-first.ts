import type { Resolution } from '../reduce/resolution.ts';
import type { FitItem, FitOption } from './fit-budget.ts';

const resolutionsWithText: ReadonlySet<Resolution> = new Set(['full', 'skeleton', 'outline']);

/**
 * Chooses so that a picture does not take the place of the document that it stands beside: where it is shown and the document
 * is not, the picture is given up if that lets the document in.
 * @param documentOf the path of the document that has text and refers to the picture at a path; undefined: none does, or the
 *   picture was asked for
 * @param choose one option for each item, which are in the order of `items`
 */
export function documentsFirst(
  items: readonly FitItem[],
  documentOf: (path: string) => string | undefined,
  choose: (items: readonly FitItem[]) => FitOption[],
): FitOption[] {
  const chosen = choose(items);
  const alone = picturesAlone(items, chosen, documentOf);
  if (alone.size === 0) return chosen;
  const withoutThem = choose(withoutPictures(items, alone));
  const shown = shownDocuments(items, withoutThem);
  const givenUp = new Set([...alone].filter((path) => shown.has(documentOf(path) as string)));
  if (givenUp.size === 0) return chosen;
  return givenUp.size === alone.size ? withoutThem : choose(withoutPictures(items, givenUp));
}

/** Pictures that are shown without the document that they stand beside. */
function picturesAlone(
  items: readonly FitItem[],
  chosen: readonly FitOption[],
  documentOf: (path: string) => string | undefined,
): Set<string> {
  const shown = shownDocuments(items, chosen);
  const alone = items.filter(({ path }, index) => {
    const document = chosen[index]?.isPicture === true ? documentOf(path) : undefined;
    return document !== undefined && !shown.has(document);
  });
  return new Set(alone.map(({ path }) => path));
}

function shownDocuments(items: readonly FitItem[], chosen: readonly FitOption[]): Set<string> {
  return new Set(
    items.flatMap(({ path }, index) => {
      const { isPicture = false, resolution } = chosen[index] as FitOption;
      return !isPicture && resolutionsWithText.has(resolution) ? [path] : [];
    }),
  );
}

function withoutPictures(items: readonly FitItem[], paths: ReadonlySet<string>): FitItem[] {
  return items.map((item) => {
    const [first, ...rest] = item.options;
    return paths.has(item.path)
      ? { ...item, options: [first, ...rest.filter(({ isPicture }) => isPicture !== true)] }
      : item;
  });
}
