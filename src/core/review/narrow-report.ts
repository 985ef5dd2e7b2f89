import { fileNameOf, folderOf } from '../base/path-text.ts';
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
  const names = deleted.map((path) => deletedName(path));
  const speaksOfDeleted = ({ title, evidence }: ReportedFinding) =>
    [title, ...evidence.map(({ quote }) => quote)].some((text) => names.some((name) => name.test(text)));
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

/** What names a file that is gone: its name, or behind a slash its stem or that of the folder whose index it was. */
function deletedName(path: string): RegExp {
  const name = fileNameOf(path);
  const stem = name.replace(/(?<=.)\.[^.]*$/, '');
  const last = ['index', '__init__', 'mod'].includes(stem) ? fileNameOf(folderOf(path)) : stem;
  const [whole, part] = [name, last === '' ? name : last].map((text) =>
    text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`(?<![\\w.-])${whole}(?![\\w-])|[/."'\`]${part}(?![\\w-])`);
}
