import type { Repository } from '../analysis/repository.ts';
import { textHash } from '../analysis/text-hash.ts';
import { createYielder } from '../base/abort.ts';
import { fileNameOf } from '../base/path-text.ts';
import type { RunOptions } from '../base/progress.ts';
import { chunkFile } from '../chunks/chunk-file.ts';
import type { IndexedChunk, IndexStore } from '../ports/index-store.ts';
import type { SymbolDefinition } from '../syntax/syntax-summary.ts';
import { splitWords } from './split-words.ts';

/** How many files go into one transaction. */
const batchFiles = 64;

/** Brings the word index up to date with a repository: only files whose content changed are indexed again. */
export async function updateIndex(
  repository: Repository,
  store: IndexStore,
  options: RunOptions = {},
): Promise<{ readonly indexed: number; readonly removed: number }> {
  let losses = store.wordLosses;
  const { indexed, removed } = await updateOnce(repository, store, options);
  let again = 0;
  // A store that failed half-way goes on as an empty one.
  while (store.wordLosses !== losses) {
    losses = store.wordLosses;
    again += (await updateOnce(repository, store, options)).indexed;
  }
  return { indexed: indexed + again, removed };
}

async function updateOnce(
  repository: Repository,
  store: IndexStore,
  { signal, onProgress }: RunOptions,
): Promise<{ readonly indexed: number; readonly removed: number }> {
  const known = store.indexedFiles();
  const wanted = repository.files.filter(
    ({ hasText, kind }) => hasText && (kind === 'text' || kind === 'document'),
  );
  const wantedPaths = new Set(wanted.map((file) => file.path));
  const removed = [...known.keys()].filter((path) => !wantedPaths.has(path));
  if (removed.length > 0) store.removeFiles(removed);
  const stale = wanted.filter((file) => known.get(file.path) !== textHash(file));
  if (stale.length === 0) return { indexed: 0, removed: removed.length };
  onProgress?.({ type: 'stage-start', stage: 'index', total: stale.length });
  const yieldIfDue = createYielder(signal);
  for (let start = 0; start < stale.length; start += batchFiles) {
    const batch = [];
    for (const file of stale.slice(start, start + batchFiles)) {
      await yieldIfDue();
      const lines = (file.text ?? '').split('\n');
      const symbols = file.syntax?.symbols ?? [];
      const pathWords = splitWords(file.path).join(' ');
      let nextSymbol = 0; // chunks and symbols are both in order of their lines
      const chunks: IndexedChunk[] = [];
      for (const { startLine, endLine, symbol } of chunkFile(file)) {
        await yieldIfDue();
        const defined: string[] = [];
        for (; nextSymbol < symbols.length; nextSymbol++) {
          const { name, startLine: definedAt } = symbols[nextSymbol] as SymbolDefinition;
          if (definedAt > endLine) break;
          defined.push(name);
        }
        chunks.push({
          startLine,
          endLine,
          symbol,
          pathWords,
          symbolWords: splitWords([symbol, ...defined].join(' ')).join(' '),
          bodyWords: splitWords(lines.slice(startLine - 1, endLine).join('\n')).join(' '),
        });
      }
      batch.push({ path: file.path, hash: textHash(file), chunks });
    }
    store.indexFiles(batch);
    onProgress?.({ type: 'stage-progress', stage: 'index', done: start + batch.length, total: stale.length });
  }
  onProgress?.({ type: 'stage-end', stage: 'index', detail: fileNameOf(stale.at(-1)?.path ?? '') });
  return { indexed: stale.length, removed: removed.length };
}
