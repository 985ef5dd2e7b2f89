import { checkRegistry } from '../../checks/check-registry.ts';
import type { LocatedEvidence, Severity } from '../../checks/finding.ts';
import { reviewPassIds } from '../../settings/settings-table.ts';
import type { ReportedFinding, ReviewReport } from '../review-report.ts';

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
};

/** SARIF 2.1.0 (OASIS), one run; fingerprints make results comparable from run to run. */
export function renderSarif(report: ReviewReport): string {
  const rules = [
    ...checkRegistry.map(({ id, description }) => ({
      id: `check/${id}`,
      shortDescription: { text: description },
    })),
    ...reviewPassIds.map((id) => ({ id: `review/${id}`, shortDescription: { text: `Review pass: ${id}` } })),
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Longview', rules } },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => resultOf(finding, rules)),
        invocations: [{ executionSuccessful: report.end !== 'failed' }],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: ReportedFinding, rules: readonly { readonly id: string }[]): unknown {
  const [first, ...further] = finding.evidence;
  return {
    ruleId: finding.rule,
    ruleIndex: rules.findIndex((rule) => rule.id === finding.rule),
    level: levels[finding.severity],
    message: { text: `${finding.title}\n\n${finding.explanation}` },
    locations: [locationOf(first)],
    ...(further.length === 0 ? {} : { relatedLocations: further.map(locationOf) }),
    partialFingerprints: { 'longview/v1': finding.fingerprint },
    baselineState: finding.change === 'new' ? 'new' : 'unchanged',
    properties: { evidenceLevel: finding.level, confidence: finding.confidence },
  };
}

function locationOf({ path, startLine, endLine, quote }: LocatedEvidence): unknown {
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
      region: { startLine, endLine, snippet: { text: quote } },
    },
  };
}
