import type { Repository, SourceFile } from '../analysis/repository.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import type { ChangeHistory } from '../history/change-history.ts';
import type { Resolution } from '../reduce/resolution.ts';
import type { RiskRegion } from '../risk/rank-risk.ts';

export interface FileValue {
  /** What each resolution of the file is worth, `full` the most; only comparisons mean anything. */
  readonly byResolution: Readonly<Record<Resolution, number>>;
  /** What raised or lowered it, in words. */
  readonly reasons: readonly string[];
}

export interface ValueFilesInput {
  readonly repository: Repository;
  readonly graph: DependencyGraph;
  readonly history: ChangeHistory;
  readonly risk: readonly RiskRegion[];
  /** Files found for a question, best first; each is worth much more than it would be without it. */
  readonly wanted?: readonly string[] | undefined;
}

/** What each resolution is worth against the full text. */
const shareOfValue: Readonly<Record<Resolution, number>> = {
  full: 1,
  skeleton: 0.55,
  outline: 0.3,
  path: 0.08,
  folder: 0.02,
  omitted: 0,
};

const roleValues: Readonly<Record<SourceFile['role'], number>> = {
  code: 1,
  docs: 0.6,
  config: 0.5,
  test: 0.4,
  data: 0.1,
  other: 0.2,
};

/** What each file is worth to a reader of the repository: its role, who depends on it, its risk, its recent change. */
export function valueFiles({
  repository,
  graph,
  history,
  risk,
  wanted,
}: ValueFilesInput): Map<string, FileValue> {
  const dependents = new Map<string, Set<string>>();
  for (const { from, to } of graph.dependencies) {
    const known = dependents.get(to) ?? new Set<string>();
    dependents.set(to, known.add(from));
  }
  const highestRisk = new Map<string, number>();
  for (const { path, score } of risk) highestRisk.set(path, Math.max(score, highestRisk.get(path) ?? 0));
  const wantedRank = new Map((wanted ?? []).map((path, rank) => [path, rank]));
  const values = new Map<string, FileValue>();
  for (const file of repository.files) {
    const reasons: string[] = [];
    let value = roleValues[file.role];
    reasons.push(file.role === 'other' ? 'other text' : file.role);
    const dependentCount = dependents.get(file.path)?.size ?? 0;
    if (dependentCount > 0) {
      value *= 1 + 0.25 * Math.log2(1 + dependentCount);
      reasons.push(`${dependentCount} files depend on it`);
    }
    const fileRisk = highestRisk.get(file.path) ?? 0;
    if (fileRisk > 0) value *= 1 + fileRisk;
    if (fileRisk > 0.5) reasons.push('risky');
    const churn = history.byPath.get(file.path)?.recentChurn ?? 0;
    if (churn > 0) value *= 1 + 0.2 * Math.log2(1 + churn);
    if (churn > 2) reasons.push('changed lately');
    if (/(?:^|\/)(?:readme|architecture|contributing)[^/]*$/i.test(file.path)) {
      value *= 1.5;
      reasons.push('explains the repository');
    }
    const rank = wantedRank.get(file.path);
    if (rank !== undefined) {
      value *= 1 + 40 / (1 + rank);
      reasons.push(`place ${rank + 1} for the question`);
    }
    values.set(file.path, { byResolution: scaled(shareOfValue, value), reasons });
  }
  return values;
}

function scaled<Key extends string>(
  shares: Readonly<Record<Key, number>>,
  factor: number,
): Record<Key, number> {
  const entries = Object.entries<number>(shares).map(([key, share]) => [key, share * factor]);
  return Object.fromEntries(entries) as Record<Key, number>;
}
