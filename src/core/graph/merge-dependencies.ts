import { compareCodeUnits } from '../base/text-range.ts';
import type { DependencyEdge, EdgeKind, FileDependency, UseEdge } from './dependency-graph.ts';

/** How much a file needs another: what must be there for it to run counts more than what only a check or a test wants. */
export const strengths = { link: 0, weak: 1, real: 4 } as const;

const weakKinds: ReadonlySet<EdgeKind> = new Set(['type-only', 'dynamic', 'mock', 'asset', 'link', 'test']);

/** What the reader wants and the program does not, so that the order does not follow it. */
const readingKinds: ReadonlySet<EdgeKind> = new Set(['link', 'implementation']);

/**
 * One dependency for each pair of files, from uses and imports together, sorted by from and to. What only a type-only or
 * dynamic import brings in, and whatever a test needs, is weak; what a document links to it needs only for its reader, and so
 * a header its source, which needs the header.
 */
export function mergeDependencies(
  edges: readonly DependencyEdge[],
  uses: Iterable<UseEdge>,
  isTest: (path: string) => boolean,
): FileDependency[] {
  const merged = new Map<string, Map<string, MergedDependency>>();
  const dependency = (from: string, to: string, line: number): MergedDependency => {
    let targets = merged.get(from);
    if (targets === undefined) {
      targets = new Map();
      merged.set(from, targets);
    }
    let found = targets.get(to);
    if (found === undefined) {
      found = { line, symbols: [], imported: new Set(), kinds: new Set() };
      targets.set(to, found);
    }
    found.line = Math.min(found.line, line);
    return found;
  };
  for (const { from, to, line, kind, names } of edges) {
    const found = dependency(from, to, line);
    found.kinds.add(kind);
    for (const name of names) found.imported.add(name);
  }
  for (const { from, to, line, symbol } of uses) dependency(from, to, line).symbols.push(symbol);
  const dependencies: FileDependency[] = [];
  for (const [from, targets] of merged) {
    for (const [to, { line, symbols, imported, kinds }] of targets) {
      const isLink =
        symbols.length === 0 && kinds.size > 0 && [...kinds].every((kind) => readingKinds.has(kind));
      const isWeak = isTest(from) || (kinds.size > 0 && [...kinds].every((kind) => weakKinds.has(kind)));
      dependencies.push({
        from,
        to,
        line,
        names: symbols.length > 0 ? symbols.slice() : [...imported], // without the room that growing left
        strength: isLink ? strengths.link : isWeak ? strengths.weak : strengths.real,
      });
    }
  }
  return dependencies
    .slice()
    .sort((a, b) => compareCodeUnits(a.from, b.from) || compareCodeUnits(a.to, b.to));
}

interface MergedDependency {
  line: number;
  readonly symbols: string[];
  readonly imported: Set<string>;
  readonly kinds: Set<EdgeKind>;
}

/** Whether two lists say the same of which files are needed, and how much. */
export function hasSameTargets(a: readonly FileDependency[], b: readonly FileDependency[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ to, strength }, index) => to === b[index]?.to && strength === b[index]?.strength)
  );
}
