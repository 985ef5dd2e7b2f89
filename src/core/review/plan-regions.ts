import type { Repository, SourceFile } from '../analysis/repository.ts';
import { shortHash } from '../base/content-hash.ts';
import { folderOf } from '../base/path-text.ts';
import { compareCodeUnits, type LineRange } from '../base/text-range.ts';
import { chunkFile } from '../chunks/chunk-file.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import type { RiskRegion } from '../risk/rank-risk.ts';

/** Part of a file that one call looks at. */
export interface RegionPart extends LineRange {
  readonly path: string;
}

/** What one call of a pass looks at closely: some small files of a folder, one file, or a stretch of a large one. */
export interface ReviewRegion {
  readonly parts: readonly [RegionPart, ...RegionPart[]];
  /** 0 to 1, the riskiest of its parts. */
  readonly risk: number;
  /** Changes with the text of the region and of the files that it needs directly, and with nothing else. */
  readonly key: string;
}

/** Lines that one call looks at, about; a call that has to look at more finds less in it. */
const regionLines = 350;

export interface PlanRegionsInput {
  readonly repository: Repository;
  readonly graph: DependencyGraph;
  readonly risk: readonly RiskRegion[];
  /** Only these files; all code where undefined. */
  readonly only?: ReadonlySet<string> | undefined;
}

/** Cuts the code of a repository into regions, riskiest first. The same repository gives the same regions. */
export function planRegions({ repository, graph, risk, only }: PlanRegionsInput): ReviewRegion[] {
  const highest = new Map<string, number>();
  for (const { path, score } of risk) highest.set(path, Math.max(score, highest.get(path) ?? 0));
  const files = repository.files.filter(
    (file) => file.text?.trim() && file.kind === 'text' && isReviewed(file) && (only?.has(file.path) ?? true),
  );
  const needs = new Map<string, Set<string>>();
  for (const { from, to } of graph.dependencies) needs.set(from, (needs.get(from) ?? new Set()).add(to));
  const regions: ReviewRegion[] = [];
  const regionOf = (parts: [RegionPart, ...RegionPart[]]): ReviewRegion => {
    const paths = new Set(parts.map((part) => part.path));
    const needed = [...paths]
      .flatMap((path) => [...(needs.get(path) ?? [])])
      .filter((path) => !paths.has(path));
    const hashes = [...paths, ...[...new Set(needed)].sort()].map(
      (path) => repository.byPath.get(path)?.contentHash ?? '',
    );
    return {
      parts,
      risk: Math.max(...parts.map((part) => highest.get(part.path) ?? 0)),
      key: shortHash(JSON.stringify(parts), ...hashes),
    };
  };
  let group: RegionPart[] = [];
  let groupLines = 0;
  const closeGroup = () => {
    const [first, ...rest] = group;
    if (first !== undefined) regions.push(regionOf([first, ...rest]));
    group = [];
    groupLines = 0;
  };
  for (const file of files) {
    if (file.lineCount > regionLines) {
      closeGroup();
      for (const part of stretchesOf(file)) regions.push(regionOf([part]));
      continue;
    }
    const sameFolder = group[0] === undefined || folderOf(group[0].path) === folderOf(file.path);
    if (!sameFolder || groupLines + file.lineCount > regionLines) closeGroup();
    group.push({ path: file.path, startLine: 1, endLine: file.lineCount });
    groupLines += file.lineCount;
  }
  closeGroup();
  return regions.sort(
    (a, b) =>
      b.risk - a.risk ||
      compareCodeUnits(a.parts[0].path, b.parts[0].path) ||
      a.parts[0].startLine - b.parts[0].startLine,
  );
}

function isReviewed({ role, language }: SourceFile): boolean {
  return role === 'code' && language !== 'css' && language !== 'html';
}

/** Consecutive chunks of a large file, together about {@link regionLines} lines. */
function stretchesOf(file: SourceFile): RegionPart[] {
  const stretches: RegionPart[] = [];
  for (const { startLine, endLine } of chunkFile(file)) {
    const last = stretches.at(-1);
    if (last !== undefined && endLine - last.startLine < regionLines) {
      stretches[stretches.length - 1] = { ...last, endLine };
    } else stretches.push({ path: file.path, startLine, endLine });
  }
  return stretches;
}
