import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { VocabularyName } from '../core/parsing.ts';

const tables = new Map<string, SharedArrayBuffer>();

/** Where the table of a vocabulary lies among the assets. */
export function vocabularyFile(name: VocabularyName): string {
  return `tokens/${name}.bin`;
}

/**
 * Reads the table of a vocabulary into memory that threads can share, once; undefined where there is none, as when the
 * sources run before anything was built. Synchronously: 5 MB take 2 ms, and the thread pool more.
 */
export function vocabularyAsset(assetDirectory: string, name: VocabularyName): SharedArrayBuffer | undefined {
  const path = `${assetDirectory}/${vocabularyFile(name)}`;
  const known = tables.get(path);
  if (known !== undefined) return known;
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const table = new SharedArrayBuffer(fstatSync(file).size);
    const bytes = new Uint8Array(table);
    for (let read = 1, at = 0; read > 0; at += read) read = readSync(file, bytes, { offset: at });
    tables.set(path, table);
    return table;
  } finally {
    closeSync(file);
  }
}
