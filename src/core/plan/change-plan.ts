import type { Diagnostic } from '../base/diagnostic.ts';
import type { LineRange } from '../base/text-range.ts';
import type { SentPictures } from '../context/pack-picture.ts';
import type { ModelFacts, RunUsage } from '../models/call/model-facts.ts';

/** Raised when the document's shape changes; a plan of a newer format is refused with a message. */
export const planFormat = 1;

/** One exact replacement in one file, or a new file, or a file's removal. */
export type PlanEdit =
  | {
      readonly kind: 'replace';
      readonly path: string;
      /** SHA-256 of the file's bytes for which the edit was made. */
      readonly baseHash: string;
      /** Stands exactly once in the file. */
      readonly oldText: string;
      readonly newText: string;
    }
  | { readonly kind: 'create'; readonly path: string; readonly newText: string }
  | { readonly kind: 'delete'; readonly path: string; readonly baseHash: string };

/** Where a step's reason comes from. */
export interface PlanSource extends Partial<LineRange> {
  readonly path: string;
  readonly note: string;
}

export interface PlanStep {
  readonly id: string;
  readonly title: string;
  /** Markdown: why, and what a person has to do where edits cannot say it. */
  readonly reason: string;
  /** Files that the step touches. */
  readonly files: readonly string[];
  readonly sources: readonly PlanSource[];
  readonly edits: readonly PlanEdit[];
}

/** A file that probably belongs to the change; the whole plan where there is no model. */
export interface ImpactItem {
  readonly path: string;
  /** `target`: found for the request. Others: why it hangs together with a target. */
  readonly kind: 'target' | 'dependent' | 'test' | 'document' | 'co-change';
  readonly reasons: readonly string[];
}

/** A plan as a document: people read, edit, save and share it. */
export interface ChangePlan {
  readonly format: typeof planFormat;
  readonly request: string;
  readonly attachments: readonly string[];
  readonly model: string | undefined;
  readonly summary: string;
  /** In the order in which they should be done: what a later one needs comes first. */
  readonly steps: readonly PlanStep[];
  readonly impact: readonly ImpactItem[];
}

export type PlanProblemCode =
  | 'stale'
  | 'anchor-missing'
  | 'anchor-ambiguous'
  | 'refused-path'
  | 'redacted-text'
  | 'does-not-parse'
  | 'import-breaks'
  | 'file-exists'
  | 'file-missing';

export interface PlanProblem {
  readonly code: PlanProblemCode;
  readonly stepId: string;
  readonly path: string;
  readonly message: string;
}

/** What the checker says of a plan against the files as they are now. */
export interface PlanCheck {
  /** Whether the plan can be applied: no problem at all. */
  readonly applicable: boolean;
  readonly problems: readonly PlanProblem[];
  /** Dependents of changed definitions that the plan does not touch. */
  readonly untouchedDependents: readonly {
    readonly path: string;
    readonly line: number;
    readonly symbol: string;
    readonly definedIn: string;
    /** What the plan does to the definition. */
    readonly change: 'removed' | 'signature' | 'body';
  }[];
  /** The files that the plan changes, as they would be, to be looked at: without their secrets. */
  readonly files: readonly PlannedFile[];
  /** Paths of those in which secrets are not shown. */
  readonly redacted: readonly string[];
}

export interface PlannedFile {
  readonly path: string;
  /** Undefined for a new file. LF text, as on disk but for encoding, line ends, and in what is shown secrets. */
  readonly before: string | undefined;
  /** Undefined for a file that the plan deletes. */
  readonly after: string | undefined;
}

export interface PlanRequest {
  readonly request: string;
  /** Documents and pictures by name. */
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly useModel: boolean;
  readonly candidates?: number | undefined;
  readonly allowedHosts?: readonly string[] | undefined;
}

export interface PlanResult {
  readonly plan: ChangePlan;
  readonly check: PlanCheck;
  readonly model: ModelFacts | undefined;
  readonly usage: RunUsage;
  /** Pictures of the repository that the model saw. */
  readonly contextPictures: SentPictures;
  readonly diagnostics: readonly Diagnostic[];
}

/** What applying left behind, so that it can be undone. */
export interface AppliedPlan {
  readonly snapshotId: string;
  readonly paths: readonly string[];
}
