import { RefusedRequest } from './wire-format.ts';

/** A JSON object whose members are yet to be checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object, or a refusal naming what is wrong. */
export function asObject(value: unknown, what: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RefusedRequest(400, `${what} must be an object`);
  }
  return value as JsonObject;
}

/** The value as a list; nothing counts as an empty one. */
export function asList(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new RefusedRequest(400, `${what} must be an array`);
  return value;
}

/** The value as a string, or a refusal. */
export function asString(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new RefusedRequest(400, `${what} must be a string`);
  return value;
}

/** The value if it is a string. */
export function optionalString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value if it is a number. */
export function optionalNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The JSON a string holds, or the string itself if it holds none. */
export function parseJsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
