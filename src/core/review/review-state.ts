import type { Diagnostic } from '../base/diagnostic.ts';
import type { RunOptions } from '../base/progress.ts';
import type { Finding } from '../checks/finding.ts';
import type { EnginePorts } from '../engine-ports.ts';
import type { ModelDoor } from '../models/call/model-door.ts';
import type { RunUsage } from '../models/call/model-facts.ts';
import type { RunRecord } from '../ports/journal.ts';
import type { ResolvedModel } from '../ports/model-directory.ts';
import type { Settings } from '../settings/settings-table.ts';
import type { Snapshot } from '../snapshot.ts';
import type { PreparedReview } from './prepare-review.ts';

export interface RunReviewInput {
  readonly ports: EnginePorts;
  readonly settings: Settings;
  readonly taken: Snapshot;
  readonly prepared: PreparedReview & { readonly model: ResolvedModel };
  readonly allowedHosts: readonly string[];
  /** Not shown again, and not looked at a second time. */
  readonly dismissed: ReadonlyMap<string, string>;
}

export interface RunReviewOptions extends RunOptions {
  readonly onFinding: (finding: Finding) => void;
  readonly onRemoved: (fingerprint: string, why: 'refuted' | 'duplicate') => void;
  readonly onUsage: (usage: RunUsage) => void;
}

/** What the calls of one run share. */
export interface ReviewState {
  readonly input: RunReviewInput;
  readonly options: RunReviewOptions;
  readonly door: ModelDoor;
  readonly run: RunRecord;
  /** By fingerprint. */
  readonly findings: Map<string, Finding>;
  readonly dropped: { notLocated: number; refuted: number; duplicates: number };
  /** Fingerprints of what the model found again and somebody dismissed. */
  readonly dismissedAgain: Set<string>;
  /** The same, to know their like when another pass says it in other words. */
  readonly dismissedFindings: Finding[];
  readonly diagnostics: Diagnostic[];
  readonly packedInFull: ReadonlySet<string>;
  failuresInARow: number;
  failedCalls: number;
  overflows: number;
}
