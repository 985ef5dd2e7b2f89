import type { Repository, SourceFile } from '../analysis/repository.ts';
import { textOfLines } from '../base/text-range.ts';
import { chunkFile } from '../chunks/chunk-file.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import type { IndexStore } from '../ports/index-store.ts';
import { reduceFile } from '../reduce/reduce-file.ts';
import { searchRepository } from '../search/search-repository.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';

export interface RelatedCodeInput {
  readonly repository: Repository;
  readonly graph: DependencyGraph;
  readonly index: IndexStore;
  /** Files whose surroundings are wanted; they themselves are not repeated. */
  readonly paths: readonly string[];
  /** o200k tokens that the result may have. */
  readonly budget: number;
}

/** Share of the budget for what the files need; callers and similar code get the rest. */
const dependencyShare = 0.55;

/**
 * What one must see to judge some files without the whole repository: skeletons of what they import, the places that use
 * what they export, and code that speaks of the same things. Ends with a line end unless empty.
 */
export function relatedCode({ repository, graph, index, paths, budget }: RelatedCodeInput): string {
  const own = new Set(paths);
  const parts: string[] = [];
  const shown = new Set<string>();
  let left = budget;
  const add = (key: string, part: string, limit: number): boolean => {
    if (shown.has(key)) return true;
    const cost = countO200kTokens(part);
    if (cost > limit) return false;
    shown.add(key);
    parts.push(part);
    left -= cost;
    return true;
  };
  const reserve = budget * (1 - dependencyShare);
  for (const { from, to } of graph.dependencies) {
    if (!own.has(from) || own.has(to)) continue;
    const file = repository.byPath.get(to);
    if (file !== undefined)
      add(to, block(to, reduceFile(file, 'skeleton') ?? file.text ?? ''), left - reserve);
  }
  for (const { from, to, names } of graph.dependencies) {
    if (!own.has(to) || own.has(from)) continue;
    const file = repository.byPath.get(from);
    if (file === undefined) continue;
    for (const [place, text] of mentions(file, names))
      if (!add(`${from}:${place}`, block(`${from}:${place}`, text), left)) break;
  }
  const words = paths
    .flatMap((path) => (repository.byPath.get(path)?.syntax?.symbols ?? []).map((symbol) => symbol.name))
    .slice(0, 40);
  for (const hit of searchRepository({ repository, store: index, query: words.join(' '), top: 8 })) {
    if (own.has(hit.path) || shown.has(hit.path)) continue;
    const place = `${hit.startLine}-${hit.endLine}`;
    add(
      `${hit.path}:${place}`,
      block(`${hit.path}:${place}`, textOfLines(repository.byPath.get(hit.path)?.text ?? '', hit)),
      left,
    );
  }
  return parts.join('');
}

/** Chunks of a file that use one of the names, behind its imports. */
function mentions(file: SourceFile, names: readonly string[]): [place: string, text: string][] {
  const wanted = [...new Set(names.map(lastName))].filter((name) => name !== '*' && name !== 'default');
  if (file.text === undefined || wanted.length === 0) return [];
  const lastImport = Math.max(0, ...(file.syntax?.imports ?? []).map((statement) => statement.line));
  const pattern = new RegExp(`\\b(?:${wanted.map((name) => name.replaceAll(/\W/g, '\\$&')).join('|')})\\b`);
  return chunkFile(file)
    .filter((chunk) => chunk.startLine > lastImport)
    .map((chunk): [string, string] => [
      `${chunk.startLine}-${chunk.endLine}`,
      textOfLines(file.text ?? '', chunk),
    ])
    .filter(([, text]) => pattern.test(text));
}

/** `Server.start` → `start`. */
function lastName(symbol: string): string {
  return symbol.slice(symbol.lastIndexOf('.') + 1);
}

function block(place: string, text: string): string {
  return `--- ${place} ---\n${text.endsWith('\n') ? text : `${text}\n`}`;
}
