import type { Repository, SourceFile } from '../analysis/repository.ts';
import { findImageReferences } from '../media/image-references.ts';
import type { ChunkHit, IndexStore } from '../ports/index-store.ts';
import { IgnoreRules } from '../workspace/ignore-rules.ts';
import { queryWords } from './split-words.ts';

export type SearchKind = 'code' | 'docs' | 'tests' | 'images';

export interface SearchInput {
  readonly repository: Repository;
  readonly store: IndexStore;
  readonly query: string;
  /** How many places are wanted. */
  readonly top: number;
  readonly kind?: SearchKind | undefined;
  /** A gitignore pattern that paths must match. */
  readonly path?: string | undefined;
}

/** How many chunks of one file are shown at most, so that one long file does not fill the list. */
const chunksPerFile = 3;

/** How many chunks are looked at when most of them may be filtered out. */
const filteredLimit = 20_000;

/**
 * Places that answer to a query, best first: BM25 (k1 1.2, b 0.75, SQLite's) over chunks on symbol boundaries, with
 * fields for path, defined symbols and text. Test files count less unless tests are asked for.
 */
export function searchRepository({ repository, store, query, top, kind, path }: SearchInput): ChunkHit[] {
  const words = queryWords(query);
  if (words.length === 0) return [];
  if (kind === 'images') return searchImages(repository, words, top);
  const filter = path === undefined ? undefined : new IgnoreRules();
  if (path !== undefined) filter?.add('', path);
  const wantsTests = kind === 'tests' || words.some((word) => word === 'test' || word === 'tests');
  const perFile = new Map<string, number>();
  const hits: ChunkHit[] = [];
  const candidates = store
    .searchChunks(words, kind === undefined && path === undefined ? Math.max(200, top * 20) : filteredLimit)
    .map((hit) => ({ hit, file: repository.byPath.get(hit.path) }))
    .filter(({ file }) => file !== undefined && matchesKind(file, kind))
    .filter(({ hit }) => filter === undefined || filter.ignores(hit.path))
    .map(({ hit, file }) => ({ ...hit, score: hit.score * (file?.role === 'test' && !wantsTests ? 0.6 : 1) }))
    .sort((a, b) => b.score - a.score);
  for (const hit of candidates) {
    const seen = perFile.get(hit.path) ?? 0;
    if (seen >= chunksPerFile) continue;
    perFile.set(hit.path, seen + 1);
    hits.push({ ...hit, score: Math.round(hit.score * 1000) / 1000 });
    if (hits.length === top) break;
  }
  return hits;
}

function matchesKind(file: SourceFile, kind: SearchKind | undefined): boolean {
  if (kind === undefined) return true;
  if (kind === 'tests') return file.role === 'test';
  return file.role === kind;
}

/** Pictures answer with the words of their path and of the lines that refer to them. */
function searchImages(repository: Repository, words: readonly string[], top: number): ChunkHit[] {
  const images = repository.files.filter((file) => file.kind === 'image').map((file) => file.path);
  const texts = repository.files.flatMap(({ path, text, kind }) =>
    text === undefined || kind !== 'text' ? [] : [{ path, text }],
  );
  const references = findImageReferences(texts, images);
  const lineOf = (path: string, line: number) =>
    repository.byPath.get(path)?.text?.split('\n')[line - 1] ?? '';
  return images
    .map((path) => {
      const spoken = (references.get(path) ?? []).map((one) => `${one.path} ${lineOf(one.path, one.line)}`);
      const held = new Set(queryWords([path, ...spoken].join(' '), 1000));
      return {
        path,
        startLine: 1,
        endLine: 1,
        symbol: '',
        score: words.filter((word) => held.has(word)).length,
      };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
    .slice(0, top);
}
