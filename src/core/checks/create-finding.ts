import type { SourceFile } from '../analysis/repository.ts';
import { shortHash } from '../base/content-hash.ts';
import { textOfLines } from '../base/text-range.ts';
import type { Check, CheckResult } from './check.ts';
import type { Finding, LocatedEvidence } from './finding.ts';

/**
 * A check's result as a finding: grounded, with the lines quoted. `occurrence` counts results with the same rule, path
 * and subject from 0, so that the fingerprint tells them apart and survives moved lines.
 */
export function createFinding(check: Check, result: CheckResult, occurrence: number): Finding {
  const rule = `check/${check.id}`;
  const repeated = occurrence === 0 ? [] : [String(occurrence)];
  return {
    fingerprint: shortHash(rule, result.file.path, result.subject, ...repeated),
    rule,
    severity: check.severity,
    title: result.title,
    explanation: result.explanation,
    evidence: [evidenceAt(result), ...(result.also ?? []).map(evidenceAt)],
    level: 'grounded',
    confidence: 1,
    ...(result.fix === undefined ? {} : { fix: result.fix }),
  };
}

function evidenceAt({ file, line }: { readonly file: SourceFile; readonly line: number }): LocatedEvidence {
  const range = { startLine: line, endLine: line };
  return { path: file.path, ...range, quote: textOfLines(file.text ?? '', range) };
}
