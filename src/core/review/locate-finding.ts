import { shortHash } from '../base/content-hash.ts';
import type { Finding, LocatedEvidence } from '../checks/finding.ts';
import type { ReviewPassId } from '../settings/settings-table.ts';
import { locateEvidence } from './locate-evidence.ts';
import { findDuplicate } from './merge-findings.ts';
import type { ClaimedFinding } from './review-prompts.ts';
import type { ReviewState } from './review-state.ts';

/** The claim as a finding whose every quote was found; undefined if not, or if it is known already. */
export function locateFinding(
  state: ReviewState,
  claim: ClaimedFinding,
  pass: ReviewPassId,
): Finding | undefined {
  const { repository } = state.input.taken;
  const evidence: LocatedEvidence[] = [];
  for (const quoted of claim.evidence) {
    const located = locateEvidence(repository, quoted);
    if (located === undefined) {
      state.dropped.notLocated++;
      return undefined;
    }
    evidence.push(located);
  }
  const [first, ...rest] = evidence as [LocatedEvidence, ...LocatedEvidence[]];
  const symbol = (repository.byPath.get(first.path)?.syntax?.symbols ?? []).findLast(
    (one) => one.startLine <= first.startLine && first.endLine <= one.endLine,
  );
  const finding: Finding = {
    fingerprint: shortHash(
      `review/${pass}`,
      first.path,
      symbol?.name ?? '',
      first.quote.replaceAll(/\s+/g, ' ').trim(),
    ),
    rule: `review/${pass}`,
    severity: claim.severity,
    title: claim.title,
    explanation: claim.explanation,
    evidence: [first, ...rest],
    level: 'located',
    confidence: claim.confidence,
    ...(claim.fix !== undefined && isUsableFix(state, claim.fix) ? { fix: claim.fix } : {}),
  };
  if (state.input.dismissed.has(finding.fingerprint)) {
    state.dismissedAgain.add(finding.fingerprint);
    state.dismissedFindings.push(finding);
    return undefined;
  }
  const known = [...state.findings.values(), ...state.dismissedFindings];
  if (findDuplicate(known, finding) !== undefined) {
    state.dropped.duplicates++;
    return undefined;
  }
  return finding;
}

/** A fix is offered only where its old text stands exactly once and touches no placeholder of a secret. */
function isUsableFix(
  { input }: ReviewState,
  { path, oldText, newText }: NonNullable<ClaimedFinding['fix']>,
): boolean {
  const text = input.taken.repository.byPath.get(path)?.text;
  if (text === undefined || oldText === newText || oldText.includes('[REDACTED ')) return false;
  const at = text.indexOf(oldText);
  return at >= 0 && text.indexOf(oldText, at + 1) < 0;
}
