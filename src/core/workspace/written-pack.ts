/** The first sentence of every pack, whatever its format. */
export const packIntroduction = 'This is a whole repository, fitted into a token budget.';

/** What stands before it. */
export const packOpenings = {
  xml: '<pack>\n<how-to-read>\n',
  markdown: '# Repository\n\n',
  json: '{"howToRead":"',
} as const;

/** How the map of a pack begins, as a page. */
export const mapOpening = '<!DOCTYPE html>\n<html lang="en" data-longview="context-map">\n';

const beginnings = Object.values(packOpenings).map((opening) => opening + packIntroduction);

/** Whether a text is a pack that Longview wrote: it begins as one. A text that quotes one begins otherwise. */
export function isWrittenPack(text: string): boolean {
  return beginnings.some((beginning) => text.startsWith(beginning));
}

/** Whether a page is the map of a pack, in the same sense. */
export function isWrittenMap(text: string): boolean {
  return text.startsWith(mapOpening);
}
