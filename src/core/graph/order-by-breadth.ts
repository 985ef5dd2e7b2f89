import { compareCodeUnits } from '../base/text-range.ts';
import type { DependencyGraph } from './dependency-graph.ts';

/**
 * Every file once, as somebody meets them who starts where the program starts: first the files that need others and that
 * nothing needs, then what they need, level by level; each level by path. What is only in circles comes at the end, then
 * what is not connected with anything.
 */
export function orderByBreadth({
  files,
  dependencies,
}: Pick<DependencyGraph, 'files' | 'dependencies'>): string[] {
  const needs = new Map<string, string[]>();
  const needed = new Set<string>();
  for (const { from, to } of dependencies) {
    const list = needs.get(from);
    if (list === undefined) needs.set(from, [to]);
    else list.push(to);
    needed.add(to);
  }
  const sorted = files.toSorted(compareCodeUnits);
  const ordered = new Set<string>();
  const walk = (starts: readonly string[]) => {
    let level = starts.filter((file) => !ordered.has(file));
    while (level.length > 0) {
      for (const file of level) ordered.add(file);
      const next = new Set(
        level.flatMap((file) => needs.get(file) ?? []).filter((file) => !ordered.has(file)),
      );
      level = [...next].sort(compareCodeUnits);
    }
  };
  walk(sorted.filter((file) => needs.has(file) && !needed.has(file)));
  for (const file of sorted) if (needs.has(file)) walk([file]);
  return [...ordered, ...sorted.filter((file) => !ordered.has(file))];
}
