/** The first sentence of every pack, whatever its format. */
export const packIntroduction = 'This is a whole repository, fitted into a token budget.';

/** What stands before it. */
export const packOpenings = {
  xml: '<pack>\n<how-to-read>\n',
  markdown: '# Repository\n\n',
  json: '{"howToRead":"',
} as const;

const beginnings = Object.values(packOpenings).map((opening) => opening + packIntroduction);

/** Whether a text is a pack that Longview wrote: it begins as one. A text that quotes one begins otherwise. */
export function isWrittenPack(text: string): boolean {
  return beginnings.some((beginning) => text.startsWith(beginning));
}
