/** The file in the folder of a pack's pictures that names those which Longview wrote: hosts remove these and no others. */
export const pictureListName = '.longview-pictures';

const head =
  '# Pictures that Longview wrote here. It removes these with the pack that they belong to, and nothing else.\n';

/** Whether a text is a list that Longview wrote. */
export function isPictureList(text: string): boolean {
  return text.startsWith(head);
}

/** The names in a list; whatever else it says, nothing outside of its folder is named by it. */
export function readPictureList(text: string): string[] {
  return text
    .split('\n')
    .filter((name) => /^\d{3,}-[^\\/]*\.(?:png|jpg|gif|webp|svg|mp4|mov|webm)$/.test(name));
}

/** The text of a list, each name once. */
export function pictureListOf(names: readonly string[]): string {
  const lines = [...new Set(names)].sort().map((name) => `${name}\n`);
  return `${head}${lines.join('')}`;
}
