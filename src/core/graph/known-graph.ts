import { analysisFormat } from '../analysis/analysis-format.ts';
import type { Repository, SourceFile } from '../analysis/repository.ts';
import { redactionMark, textHash } from '../analysis/text-hash.ts';
import { contentHash } from '../base/content-hash.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import { decodeGraph, encodeGraph, graphFormat } from './encode-graph.ts';

/** A graph that was linked earlier, and what the files that differ were then. */
export interface KnownGraph {
  readonly graph: DependencyGraph;
  readonly before: readonly FileBefore[];
}

/** A file as it was when a graph was linked. */
export interface FileBefore {
  readonly path: string;
  /** Undefined if it is not known any more. */
  readonly syntax: SourceFile['syntax'];
  /** What resolvers read of its text: see `ownTextRead`. */
  readonly ownText: string;
}

/** Under what a graph is kept: of another format it cannot be read. */
export const knownGraphKey = `${graphFormat} ${analysisFormat} 2`;

/** What a graph is linked from, in one hash. */
export function signatureOf({ files }: Pick<Repository, 'files'>): string {
  return contentHash(
    files.map((file) => `${file.path}\t${textHash(file)}\t${isParsed(file) ? 1 : 0}`).join('\n'),
  );
}

/** Of the files in the order of the graph. */
interface LinkedFrom {
  readonly hashes: readonly string[];
  /** Index → what was taken out of the text, where that is anything. */
  readonly redacted: Readonly<Record<string, string>>;
  /** The indices of those that were not parsed. */
  readonly unparsed: readonly number[];
  /** Index → what resolvers read of the text, where that is anything. */
  readonly ownTexts: Readonly<Record<string, string>>;
}

/**
 * A graph with what it was linked from, as text of three lines.
 * @param ownTextOf what resolvers read of a file's text, '' for nothing; without it nothing can go on from the graph
 */
export function encodeKnownGraph(
  { files }: Pick<Repository, 'files'>,
  graph: DependencyGraph,
  ownTextOf?: (path: string) => string,
): string {
  const texts = ownTextOf === undefined ? [] : files.map(({ path }, index) => [index, ownTextOf(path)]);
  const from: LinkedFrom = {
    hashes: ownTextOf === undefined ? [] : files.map((file) => file.contentHash),
    redacted: Object.fromEntries(
      files.flatMap((file, index) => (file.redactions.length === 0 ? [] : [[index, redactionMark(file)]])),
    ),
    unparsed: files.flatMap((file, index) => (isParsed(file) ? [] : [index])),
    ownTexts: Object.fromEntries(texts.filter(([, text]) => text !== '')),
  };
  return `${signatureOf({ files })}\n${JSON.stringify(from)}\n${encodeGraph(graph)}`;
}

/** The graph that {@link encodeKnownGraph} wrote, if it was linked from what has this signature. */
export function decodeKnownGraph(text: string, signature: string): DependencyGraph | undefined {
  return text.startsWith(`${signature}\n`) ? decodeGraph(text.slice(text.lastIndexOf('\n') + 1)) : undefined;
}

/**
 * The graph that {@link encodeKnownGraph} wrote, with the files of `repository` that differ; undefined if they are not the
 * same files by their paths, or too many differ for going on to be worth it.
 * @param syntaxOf what was read of a file with this content
 */
export function decodeSimilarGraph(
  text: string,
  repository: Repository,
  syntaxOf: (path: string, contentHash: string) => SourceFile['syntax'],
): KnownGraph | undefined {
  const [, from = '{}', graphText = ''] = text.split('\n', 3);
  const {
    hashes = [],
    redacted = {},
    unparsed = [],
    ownTexts = {},
  } = JSON.parse(from) as Partial<LinkedFrom>;
  if (hashes.length !== repository.files.length) return undefined;
  const wasUnparsed = new Set(unparsed);
  const before: FileBefore[] = [];
  for (const [index, file] of repository.files.entries()) {
    const hash = hashes[index] as string;
    const wasParsed = !wasUnparsed.has(index);
    // What is kept under a content is what was read of it before secrets of other files were taken out.
    const isRedactedAlike = (redacted[index] ?? '') === redactionMark(file);
    if (hash === file.contentHash && isRedactedAlike && wasParsed === isParsed(file)) continue;
    const syntax = wasParsed && isRedactedAlike ? syntaxOf(file.path, hash) : undefined;
    before.push({ path: file.path, syntax, ownText: ownTexts[index] ?? '' });
    if (before.length > mostDiffering(repository)) return undefined;
  }
  const graph = decodeGraph(graphText);
  return hasPaths(repository, graph.files) ? { graph, before } : undefined;
}

/** How many files may differ for going on to be quicker than linking anew. */
function mostDiffering({ files }: Repository): number {
  return 20 + files.length / 20;
}

/** Whether a repository has these files, by their paths in order. */
export function hasPaths({ files }: Pick<Repository, 'files'>, paths: readonly string[]): boolean {
  return files.length === paths.length && files.every(({ path }, index) => path === paths[index]);
}

/** Whether a file's syntax was read: of one that could not be parsed in time it may be another time. */
export function isParsed({ syntax }: SourceFile): boolean {
  return syntax !== undefined;
}
