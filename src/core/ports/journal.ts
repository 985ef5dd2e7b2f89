import type { Disposable } from '../base/disposable.ts';
import type { Finding } from '../checks/finding.ts';
import type { UsageSample } from '../tokens/calibration.ts';

export type RunKind = 'review' | 'ask' | 'plan';
/** `interrupted` is what a run is from its start until it says otherwise: a killed process says nothing. */
export type RunState = 'interrupted' | 'finished' | 'stopped' | 'cancelled' | 'failed';

/** One review, question or plan. */
export interface RunRecord {
  readonly id: string;
  readonly kind: RunKind;
  /** What the run is a function of: the same key means that an interrupted run can be taken up again. */
  readonly key: string;
  readonly model: string;
  readonly state: RunState;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** What a history view shows, as JSON. */
  readonly summary: string;
}

/** Tokens and money of one call; what a provider did not report is estimated, and says so. */
export interface CallUsage {
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
  readonly reported: boolean;
}

/** A model call. `pending` was sent, and its reply was not complete on disk when last seen. */
export interface CallRecord {
  readonly id: string;
  readonly runId: string;
  readonly requestHash: string;
  readonly purpose: string;
  readonly state: 'pending' | 'complete' | 'failed';
  /** The worst case while pending, the real usage once complete. */
  readonly usage: CallUsage;
  readonly reply: string | undefined;
}

/** Something kept by kind and id; the next one with both replaces it. */
export interface JournalDocument {
  readonly kind: 'plan-snapshot' | 'review';
  readonly id: string;
  readonly json: string;
}

/** What must last: runs, the ledger of model calls, findings, dismissals. One per root folder, never dropped. */
export interface Journal extends Disposable {
  /** @param run with the time at which it was asked for, if that is not now, in milliseconds since 1970 */
  startRun(run: {
    readonly kind: RunKind;
    readonly key: string;
    readonly model: string;
    readonly startedAt?: number;
  }): RunRecord;
  /**
   * The newest run with this key, if it did not finish: interrupted, cancelled, failed, or stopped by a budget, which then
   * has to be raised. One that a living process works on is that process's.
   */
  resumableRun(key: string): RunRecord | undefined;
  /** Takes up the {@link resumableRun}, so that no other process does; undefined if there is none. */
  resumeRun(key: string): RunRecord | undefined;
  /** Ends a run and keeps what it leaves behind, both or neither. */
  endRun(id: string, state: RunState, summary: string, document?: JournalDocument): void;
  /** Newest first. */
  runs(limit: number): readonly RunRecord[];

  /** Writes a call down before it is sent, with the worst that it can cost. Returns its id. */
  reserveCall(call: Omit<CallRecord, 'id' | 'state' | 'reply'>): string;
  /** Writes a complete reply down before anybody uses it. */
  completeCall(id: string, reply: string, usage: CallUsage): void;
  /** A call without a usable reply, with what it cost at most. */
  failCall(id: string, usage: CallUsage): void;
  /** The reply to the very same request, if it was ever complete, in whatever run. */
  completedCall(requestHash: string): CallRecord | undefined;
  calls(runId: string): readonly CallRecord[];
  /** Whether a request of the run was sent and not refused: a run that its budget stopped first, or the ledger answered, sent none. */
  hasSent(runId: string): boolean;

  /** Keeps what a request really took, for the calibration of the model. `runId`: the run that it belongs to, if any. */
  recordUsageSample(modelId: string, sample: UsageSample, runId?: string): void;
  /**
   * Newest first, as many as a calibration takes. Those of a run count once it is finished: until then it may be taken up
   * again, and its packs must stay the same.
   */
  usageSamples(modelId: string): readonly UsageSample[];

  recordFinding(runId: string, finding: Finding): void;
  /** Replaces findings of the run that were merged or re-checked, by fingerprint. */
  removeFinding(runId: string, fingerprint: string): void;
  findings(runId: string): readonly Finding[];

  dismiss(fingerprint: string, reason: string): void;
  restore(fingerprint: string): void;
  dismissals(): ReadonlyMap<string, string>;

  putDocument(document: JournalDocument): void;
  getDocument(kind: JournalDocument['kind'], id: string): string | undefined;
  /** Deletes what ended before this time, in milliseconds since 1970; dismissals stay. */
  forgetBefore(time: number): void;
}
