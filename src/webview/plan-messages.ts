import type { FileLines, ShownModel, ShownUsage } from './ask-messages.ts';

/** What the plan panel and the extension say to each other. Plain data. */

export type ShownEdit =
  | { readonly kind: 'replace'; readonly path: string; readonly oldText: string; readonly newText: string }
  | { readonly kind: 'create'; readonly path: string; readonly newText: string }
  | { readonly kind: 'delete'; readonly path: string };

export interface ShownSource {
  readonly path: string;
  readonly note: string;
  readonly startLine?: number;
  readonly endLine?: number;
}

export interface ShownStep {
  readonly id: string;
  readonly title: string;
  /** Markdown that nobody vouches for. */
  readonly reason: string;
  readonly files: readonly string[];
  readonly sources: readonly ShownSource[];
  readonly edits: readonly ShownEdit[];
}

export type ImpactKind = 'target' | 'dependent' | 'test' | 'document' | 'co-change';

export interface ShownImpact {
  readonly path: string;
  readonly kind: ImpactKind;
  readonly reasons: readonly string[];
}

export interface ShownPlan {
  readonly request: string;
  readonly attachments: readonly string[];
  readonly model: string | undefined;
  readonly summary: string;
  readonly steps: readonly ShownStep[];
  readonly impact: readonly ShownImpact[];
}

export interface ShownProblem {
  readonly code: string;
  readonly stepId: string;
  readonly path: string;
  readonly message: string;
}

export interface ShownDependent {
  readonly path: string;
  readonly line: number;
  readonly symbol: string;
  readonly definedIn: string;
}

export interface ShownCheck {
  readonly applicable: boolean;
  readonly problems: readonly ShownProblem[];
  readonly untouchedDependents: readonly ShownDependent[];
  readonly files: readonly string[];
  /** Whether the plan was applied and can be taken back. */
  readonly canRevert?: boolean;
}

/** Everything that the panel shows; sent whole whenever a part of it changes. */
export interface PlanPanelState {
  readonly plan: ShownPlan;
  /** Where the plan is saved, relative to its folder. */
  readonly savedAs: string | undefined;
  readonly check: ShownCheck | undefined;
  readonly model: ShownModel | undefined;
  readonly usage: ShownUsage | undefined;
  /** What the reader should know: of the input, of the model. */
  readonly notes: readonly string[];
  /** Whether the files are now as the plan says. */
  readonly applied: boolean;
  /** What is being done, in words; the buttons rest meanwhile. */
  readonly busy: string | undefined;
}

export type PlanAction = 'check' | 'preview' | 'apply' | 'revert' | 'save' | 'open-text' | 'select-model';

/** From the panel to the extension. */
export type PlanPanelRequest =
  | { readonly type: 'ready' }
  | { readonly type: 'action'; readonly action: PlanAction }
  | ({ readonly type: 'open' } & FileLines);

/** From the extension to the panel. */
export type PlanPanelUpdate = { readonly type: 'state'; readonly state: PlanPanelState };
