import type { Reference } from './syntax-summary.ts';

/** How many values each reference has in the list. */
const width = 5;

/** References as JSON of one list: `chain`, `line`, `count`, `within` and `lines` of each, 0 for what it does not have. */
export function encodeReferences(references: readonly Reference[]): string {
  const values: (string | number | readonly number[])[] = [];
  for (const { chain, line, count, within, lines } of references)
    values.push(chain, line, count, within ?? 0, lines ?? 0);
  return JSON.stringify(values);
}

/** Reads what {@link encodeReferences} wrote. */
export function decodeReferences(json: string): Reference[] {
  const values = JSON.parse(json) as readonly unknown[];
  const references: Reference[] = [];
  for (let at = 0; at < values.length; at += width) {
    const [within, lines] = [values[at + 3], values[at + 4]];
    references.push({
      chain: values[at] as string,
      line: values[at + 1] as number,
      count: values[at + 2] as number,
      ...(within === 0 ? {} : { within: within as string }),
      ...(lines === 0 ? {} : { lines: lines as readonly number[] }),
    });
  }
  return references;
}
