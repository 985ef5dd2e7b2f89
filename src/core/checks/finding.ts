import type { LineRange } from '../base/text-range.ts';

export type Severity = 'error' | 'warning' | 'information';

/** A quote that was found where it is said to stand. */
export interface LocatedEvidence extends LineRange {
  readonly path: string;
  /** The lines' text, as it is in the (redacted) source. */
  readonly quote: string;
}

/**
 * How far a finding has been proven. `grounded`: a check without a model derived it from facts. `located`: every quote
 * was found in the source. `re-checked`: a second, sceptical look could not refute it.
 */
export type EvidenceLevel = 'grounded' | 'located' | 're-checked';

/** An exact replacement; refused where `oldText` is not found exactly once in the lines of the evidence's file. */
export interface SuggestedFix {
  readonly path: string;
  readonly oldText: string;
  readonly newText: string;
}

/** A problem, with the places that show it. The first evidence is where it is shown. */
export interface Finding {
  /** Stays the same from run to run while the code it is about does. */
  readonly fingerprint: string;
  /** The check or review pass that found it: `check/unresolved-import`, `review/correctness`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  /** Markdown. */
  readonly explanation: string;
  readonly evidence: readonly [LocatedEvidence, ...LocatedEvidence[]];
  readonly level: EvidenceLevel;
  /** 0 to 1, as the finder judges; 1 for checks. */
  readonly confidence: number;
  readonly fix?: SuggestedFix;
}
