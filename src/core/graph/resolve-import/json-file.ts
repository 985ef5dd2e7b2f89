import { parse } from 'jsonc-parser';
import type { Repository } from '../../analysis/repository.ts';

/** A JSON file with comments as an object; undefined where it is missing, broken or something else. */
export function jsonObject(repository: Repository, path: string): Record<string, unknown> | undefined {
  const text = repository.byPath.get(path)?.text;
  if (text === undefined) return undefined;
  try {
    const value: unknown = parse(text, [], { allowTrailingComma: true });
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // nested so deeply that the parser's stack ends
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
