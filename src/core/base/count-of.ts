/** `1 file`, `2 files`: a number as packs and reports write it, without separators. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** `a, b, c and 2 more`: the first three of a list, and how many others there are. */
export function firstOf(items: readonly string[]): string {
  const first = items.slice(0, 3);
  const left = items.length - first.length;
  return `${first.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
