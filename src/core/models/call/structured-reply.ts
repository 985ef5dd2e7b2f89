import { z } from 'zod';

/** What could be read out of a reply that should have been JSON. */
export interface StructuredReply<T> {
  readonly items: readonly T[];
  /** Why the whole or some items were unusable, for the log and the question to the model; empty if nothing was. */
  readonly problems: readonly string[];
}

/**
 * Reads the objects of the first JSON array in a reply, as it is or under a key, with or without a fence around it. A
 * reply that was cut off gives the items that were complete. Items that do not fit `schema` are left out and named.
 */
export function readItems<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): StructuredReply<z.infer<Schema>> {
  const values = arrayItems(text);
  if (values === undefined) return { items: [], problems: ['The reply holds no JSON array.'] };
  const items: z.infer<Schema>[] = [];
  const problems: string[] = [];
  values.items.forEach((value, index) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) items.push(parsed.data);
    else problems.push(`Item ${index + 1}: ${z.prettifyError(parsed.error)}`);
  });
  if (!values.complete) problems.push('The array does not end.');
  return { items, problems };
}

/** The first JSON object in a reply that fits `schema`, or why there is none. */
export function readObject<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): { readonly value: z.infer<Schema> } | { readonly problem: string } {
  let problem = 'The reply holds no JSON object.';
  let tries = 0;
  for (let at = text.indexOf('{'); at >= 0 && tries < maxTries; at = text.indexOf('{', at + 1), tries++) {
    const end = endOfValue(text, at);
    if (end === undefined) {
      problem = 'The JSON object does not end.';
      continue;
    }
    const value = parseJson(text.slice(at, end));
    if (value === undefined) continue; // prose in braces
    const parsed = schema.safeParse(value);
    if (parsed.success) return { value: parsed.data };
    problem = z.prettifyError(parsed.error);
    at = end - 1;
  }
  return { problem };
}

/** Brackets at which a value is looked for: a reply that is nothing but brackets must not take for ever. */
const maxTries = 500;

function arrayItems(text: string): { readonly items: unknown[]; readonly complete: boolean } | undefined {
  let empty: { readonly items: unknown[]; readonly complete: boolean } | undefined;
  let tries = 0;
  for (let at = text.indexOf('['); at >= 0 && tries < maxTries; at = text.indexOf('[', at + 1), tries++) {
    const items: unknown[] = [];
    let next = skipSpace(text, at + 1);
    let usable = true;
    for (;;) {
      if (text[next] === ']') {
        if (items.length > 0) return { items, complete: true };
        empty ??= { items, complete: true }; // an empty list, or brackets in prose: what comes behind decides
        break;
      }
      if (text[next] !== '{') break;
      const end = endOfValue(text, next);
      const value = end === undefined ? undefined : parseJson(text.slice(next, end));
      if (end === undefined) {
        if (items.length > 0) return { items, complete: false };
        if (empty?.complete !== true) empty = { items, complete: false };
        break;
      }
      if (value === undefined) {
        usable = items.length > 0;
        break;
      }
      items.push(value);
      next = skipSpace(text, end);
      if (text[next] === ',') next = skipSpace(text, next + 1);
    }
    if (usable && items.length > 0) return { items, complete: false };
  }
  return empty;
}

/** Offset behind the object that begins at `start`, by its braces outside of strings; undefined if it does not end. */
function endOfValue(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function skipSpace(text: string, at: number): number {
  let next = at;
  while (next < text.length && /\s/.test(text[next] as string)) next++;
  return next;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
