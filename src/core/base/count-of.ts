/** `1 file`, `2 files`: a number as packs and reports write it, without separators. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
