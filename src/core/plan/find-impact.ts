import { firstOf } from '../base/count-of.ts';
import { fileNameOf } from '../base/path-text.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import { findCoChanges } from '../history/co-changes.ts';
import type { IndexStore } from '../ports/index-store.ts';
import { searchRepository } from '../search/search-repository.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ImpactItem } from './change-plan.ts';

const maxTargets = 6;
const maxItems = 30;
/** Share of the best hit's score that a file needs to count as a target. */
const targetShare = 0.45;

/**
 * Files that a change probably touches: those that answer to the request, then what depends on them, tests them, names
 * them, and what history changed together with them. No model.
 */
export function findImpact(
  request: string,
  { repository, graph, history }: Snapshot,
  index: IndexStore,
): ImpactItem[] {
  const items = new Map<string, { kind: ImpactItem['kind']; reasons: string[] }>();
  const add = (path: string, kind: ImpactItem['kind'], reason: string) => {
    const known = items.get(path);
    if (known === undefined) items.set(path, { kind, reasons: [reason] });
    else if (known.reasons.length < 4) known.reasons.push(reason);
  };
  const named = repository.files.filter(
    ({ path }) =>
      request.includes(path) || (fileNameOf(path).length > 5 && wordIn(request, fileNameOf(path))),
  );
  for (const { path } of named) add(path, 'target', 'named in the request');
  const hits = searchRepository({ repository, store: index, query: request, top: 20 });
  const best = hits[0]?.score ?? 0;
  const places = new Map<string, string[]>();
  for (const { path, symbol, startLine, endLine, score } of hits) {
    const isFull = new Set([...items.keys(), ...places.keys()]).size >= maxTargets;
    if (isFull && !items.has(path) && !places.has(path)) break;
    if (score < best * targetShare) break;
    const where = symbol === '' ? `lines ${startLine}-${endLine}` : symbol;
    places.set(path, [...(places.get(path) ?? []), where]);
  }
  for (const [path, found] of places) {
    const isTest = repository.byPath.get(path)?.role === 'test';
    add(path, isTest ? 'test' : 'target', `matches the request (${firstOf([...new Set(found)])})`);
  }
  const targets = [...items.keys()];
  addDependents(graph, targets, repository, add);
  for (const file of repository.files) {
    if (file.role !== 'docs' || !file.hasText || items.has(file.path)) continue;
    const about = targets.find(
      (target) =>
        file.text?.includes(target) ||
        (fileNameOf(target).length > 5 && wordIn(file.text ?? '', fileNameOf(target))),
    );
    if (about !== undefined) add(file.path, 'document', `names ${about}`);
  }
  for (const { path, withPath, together, commits } of findCoChanges(history.commits, targets)) {
    if (repository.byPath.has(path))
      add(path, 'co-change', `changed together with ${withPath} ${together} of ${commits} times`);
  }
  return [...items]
    .slice(0, maxItems)
    .map(([path, { kind, reasons }]) => ({ path, kind, reasons: [...new Set(reasons)] }));
}

function addDependents(
  graph: DependencyGraph,
  targets: readonly string[],
  repository: Snapshot['repository'],
  add: (path: string, kind: ImpactItem['kind'], reason: string) => void,
): void {
  const wanted = new Set(targets);
  for (const { from, to, kind } of graph.edges)
    if (kind === 'test' && wanted.has(to)) add(from, 'test', `tests ${to}`);
  for (const { from, to, names } of graph.dependencies) {
    if (!wanted.has(to)) continue;
    const what = names.length === 0 ? to : `${firstOf([...new Set(names)])} of ${to}`;
    add(from, repository.byPath.get(from)?.role === 'test' ? 'test' : 'dependent', `uses ${what}`);
  }
}

function wordIn(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + word.length] ?? ' ';
    if (!/[\w-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}
