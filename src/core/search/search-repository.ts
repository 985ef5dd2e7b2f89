import { type Repository, type SourceFile, textsOf } from '../analysis/repository.ts';
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
  /** Say for each place what each word adds to its score. */
  readonly explain?: boolean | undefined;
}

/** How many chunks of one file are shown at most, so that one long file does not fill the list. */
const chunksPerFile = 3;

/** How many chunks are looked at when most of them may be filtered out. */
const filteredLimit = 20_000;

/**
 * Places that answer to a query, best first: BM25 (k1 1.2, b 0.75, SQLite's) over chunks on symbol boundaries, with
 * fields for path, defined symbols and text. Test files count less unless tests are asked for.
 */
export function searchRepository({
  repository,
  store,
  query,
  top,
  kind,
  path,
  explain,
}: SearchInput): ChunkHit[] {
  const words = queryWords(query);
  if (words.length === 0) return [];
  if (kind === 'images') return searchImages(repository, words, top);
  const filter = path === undefined ? undefined : new IgnoreRules();
  if (path !== undefined) filter?.add('', path);
  const weightOf = weightsFor(words, kind);
  const perFile = new Map<string, number>();
  const documents = new Map<string, string>();
  const hits: ChunkHit[] = [];
  const candidates = store
    .searchChunks(words, kind === undefined && path === undefined ? Math.max(200, top * 20) : filteredLimit)
    .map((hit) => ({ hit, file: repository.byPath.get(hit.path) }))
    .filter(({ file }) => file !== undefined && matchesKind(file, kind))
    .filter(({ hit }) => filter === undefined || filter.ignores(hit.path))
    .map(({ hit, file }) => ({ ...hit, score: hit.score * (file === undefined ? 0 : weightOf(file)) }))
    .sort((a, b) => b.score - a.score);
  for (const hit of candidates) {
    const seen = perFile.get(hit.path) ?? 0;
    if (seen >= chunksPerFile) continue;
    // Translations and versions of one document lie under the same name in parallel folders: one of them is enough.
    if (repository.byPath.get(hit.path)?.role === 'docs') {
      const name = hit.path.split('/').slice(-2).join('/');
      if ((documents.get(name) ?? hit.path) !== hit.path) continue;
      documents.set(name, hit.path);
    }
    perFile.set(hit.path, seen + 1);
    hits.push({ ...hit, score: Math.round(hit.score * 1000) / 1000 });
    if (hits.length === top) break;
  }
  return explain ? explained(hits, words, store) : hits;
}

/** BM25 adds up over the words, so the shares of single words are proportional to what they find alone. */
function explained(hits: readonly ChunkHit[], words: readonly string[], store: IndexStore): ChunkHit[] {
  const keyOf = ({ path, startLine }: ChunkHit) => `${path}:${startLine}`;
  const alone = words.map((word) => {
    const found = store.searchChunks([word], filteredLimit);
    return { word, scores: new Map(found.map((hit) => [keyOf(hit), hit.score])) };
  });
  return hits.map((hit) => {
    const shares = alone.map(({ word, scores }) => ({ word, share: scores.get(keyOf(hit)) ?? 0 }));
    const sum = shares.reduce((total, { share }) => total + share, 0) || 1;
    const matching = shares.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
    const rounded = matching.map(({ word, share }) => [
      word,
      Math.round((hit.score * share * 1000) / sum) / 1000,
    ]);
    return { ...hit, words: Object.fromEntries(rounded) };
  });
}

const roleWeights: Readonly<Record<SourceFile['role'], number>> = {
  code: 1,
  docs: 0.75,
  config: 0.7,
  test: 0.6,
  other: 0.6,
  data: 0.4,
};
const changeLog = /(?:^|\/)(?:history|change(?:s|log)|news|releases?(?:-notes)?)\b[^/]*$/i;

/** Code answers questions best, unless the question speaks of tests or documents; what changed when answers few. */
function weightsFor(words: readonly string[], kind: SearchKind | undefined): (file: SourceFile) => number {
  const asksFor = new Set<SourceFile['role']>();
  if (words.some((word) => /^tests?$/.test(word))) asksFor.add('test');
  if (words.some((word) => /^(?:docs?|documents?|documentation|readme|guide|tutorial)$/.test(word)))
    asksFor.add('docs');
  const asksForChanges = words.some((word) => /^(?:changelog|release|released|version|history)$/.test(word));
  return (file) => {
    const role = kind !== undefined || asksFor.has(file.role) ? 1 : roleWeights[file.role];
    return role * (!asksForChanges && changeLog.test(file.path) ? 0.5 : 1);
  };
}

function matchesKind(file: SourceFile, kind: SearchKind | undefined): boolean {
  if (kind === undefined) return true;
  if (kind === 'tests') return file.role === 'test';
  return file.role === kind;
}

/** Pictures answer with the words of their path and of the lines that refer to them. */
function searchImages(repository: Repository, words: readonly string[], top: number): ChunkHit[] {
  const images = repository.files.filter((file) => file.kind === 'image').map((file) => file.path);
  const texts = textsOf(repository, (_, { kind }) => kind === 'text');
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
