import { fileNameOf } from '../base/path-text.ts';
import type { RiskRegion } from '../risk/rank-risk.ts';
import { type ReportedFinding, type ReviewReport, reportedRegions } from './review-report.ts';

/** What a review was narrowed to. */
export interface ReviewScope {
  /** The git reference that it was compared with. */
  readonly since: string;
  /** What changed since then and what depends on it. */
  readonly paths: ReadonlySet<string>;
  /** Those of them that are gone. */
  readonly deleted: readonly string[];
}

/**
 * Of a report what lies in its scope: findings and regions in these files, and findings elsewhere that speak of a file which is
 * gone. What depended on that one cannot be seen any more.
 */
export function narrowReport(
  report: ReviewReport,
  allRisk: readonly RiskRegion[],
  { since, paths, deleted }: ReviewScope,
): ReviewReport {
  const stems = deleted.map((path) => fileNameOf(path).replace(/(?<=.)\.[^.]*$/, ''));
  const speaksOfDeleted = ({ title, evidence }: ReportedFinding) =>
    [title, ...evidence.map(({ quote }) => quote)].some((text) => stems.some((stem) => text.includes(stem)));
  const findings = report.findings.filter(
    (finding) => finding.evidence.some(({ path }) => paths.has(path)) || speaksOfDeleted(finding),
  );
  return {
    ...report,
    findings,
    fixed: report.fixed.filter(({ path }) => paths.has(path)),
    risk: allRisk.filter(({ path }) => paths.has(path)).slice(0, reportedRegions),
    scope: { since, fileCount: paths.size },
  };
}
