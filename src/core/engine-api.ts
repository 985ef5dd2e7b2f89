import type { Answer, AnswerEvent, Question, QuestionPreflight } from './answer/answer.ts';
import type { Diagnostic } from './base/diagnostic.ts';
import type { RunOptions } from './base/progress.ts';
import type { Finding } from './checks/finding.ts';
import type { ContextMap } from './context/context-map.ts';
import type { PackFormat } from './context/pack-format.ts';
import type { PackedContext } from './context/pack-repository.ts';
import type { PackWishes } from './context/pack-wishes.ts';
import type { Impact } from './graph/impact-of.ts';
import type { GraphFreshness } from './live-repository.ts';
import type { AppliedPlan, ChangePlan, PlanCheck, PlanRequest, PlanResult } from './plan/change-plan.ts';
import type { ChunkHit } from './ports/index-store.ts';
import type { RunRecord } from './ports/journal.ts';
import type { ModelChoice } from './ports/model-directory.ts';
import type { ReviewEvent, ReviewPreflight, ReviewReport, ReviewRequest } from './review/review-report.ts';
import type { SearchKind } from './search/search-repository.ts';
import type { ModuleOrder, PackSettings } from './settings/settings-table.ts';
import type { FolderFiles, Snapshot } from './snapshot.ts';
import type { FolderGraph } from './take-graph.ts';
import type { Counting, TokenCounter } from './tokens/model-token-counter.ts';

export interface PackRequest extends PackWishes {
  /** Tokens as the target counts; by default what the settings or the model say. */
  readonly budget?: number | undefined;
  readonly counter?: TokenCounter;
  readonly format?: PackFormat | undefined;
  /** PROVIDER:ID of the model that the pack is for: decides how it is counted, how large it is and what pictures cost. */
  readonly model?: string | undefined;
  /**
   * Hosts, besides those of the settings, to which the text may be sent to be counted by the model's own counter, if the
   * network rule allows it; undefined: it is sent nowhere.
   */
  readonly counterHosts?: readonly string[] | undefined;
  /** Whether the next continuation goes on from this pack: true unless said otherwise. */
  readonly keepsPack?: boolean | undefined;
  /** Whether pictures enter: false unless said otherwise. */
  readonly images?: boolean | undefined;
  readonly order?: ModuleOrder | undefined;
  /** What the reader wants to know: files that answer it are shown first in full. */
  readonly question?: string | undefined;
  /** Continue the last pack of the same format, budget, tokenizer and order: what is unchanged stays byte for byte. */
  readonly continue?: boolean | undefined;
  /** Files that changed since this git reference are shown first in full. */
  readonly since?: string | undefined;
  /** Whether the result says besides what is in it, file by file, for the context map. */
  readonly withMap?: boolean | undefined;
}

/** What a pack's text does not say of itself. */
export interface PackedFolderFacts {
  /**
   * How its tokens were counted: by the model's own vocabulary, by its provider, or as ours times a factor, which a
   * calibration record may give. A count that is not ours has the factor to which it came.
   */
  readonly counting: Counting;
  /** What a user should know before sending it to the model. */
  readonly warnings: readonly string[];
  readonly map?: ContextMap;
}

export interface SearchRequest {
  readonly query: string;
  readonly top: number;
  readonly kind?: SearchKind | undefined;
  /** A gitignore pattern that paths must match. */
  readonly path?: string | undefined;
  /** Say for each place what each word adds to its score. */
  readonly explain?: boolean | undefined;
}

export interface FreshImpact extends Impact {
  readonly freshness: GraphFreshness;
}

/**
 * Longview over one root folder. Every method works on the folder as it is at the time of the call, `impact` of a watched
 * one on what was told of it; every result but a snapshot and its files is plain data that can cross threads.
 */
export interface Engine {
  readonly snapshot: (options?: RunOptions) => Promise<Snapshot>;
  /** The same without what the files are to each other. */
  readonly files: (options?: RunOptions) => Promise<FolderFiles>;
  /** The graph alone: nothing is read where nothing changed. */
  readonly graph: (options?: RunOptions) => Promise<FolderGraph>;
  /**
   * What a change of a file, or of one definition in it (dotted from the outside), may touch.
   * @throws AppError `not-found` when the file is none of the repository's
   */
  readonly impact: (path: string, symbol?: string, options?: RunOptions) => Promise<FreshImpact>;
  /**
   * Takes in that files or folders were edited, made, moved or deleted, if the folder is watched and was read before.
   * Resolves when the graph is fresh. Paths are relative to the root.
   */
  readonly filesChanged: (paths: readonly string[], options?: RunOptions) => Promise<void>;
  /** Takes over what packs are told to hold; any other setting that changed needs another engine. */
  readonly packSettingsChanged: (settings: PackSettings) => void;
  readonly pack: (request: PackRequest, options?: RunOptions) => Promise<PackedFolderFacts & PackedContext>;
  /** Packs, and says only what the pack holds: no text crosses a thread. */
  readonly contextMap: (request: PackRequest, options?: RunOptions) => Promise<ContextMap>;
  readonly search: (request: SearchRequest, options?: RunOptions) => Promise<readonly ChunkHit[]>;
  readonly check: (
    options?: RunOptions,
  ) => Promise<{ readonly findings: readonly Finding[]; readonly diagnostics: readonly Diagnostic[] }>;

  readonly reviewPreflight: (request: ReviewRequest, options?: RunOptions) => Promise<ReviewPreflight>;
  /** Cancelled, out of budget or failed half-way: the report holds what was found. */
  readonly review: (
    request: ReviewRequest,
    options?: RunOptions & { readonly onEvent?: (event: ReviewEvent) => void },
  ) => Promise<ReviewReport>;
  /** The newest report of this folder, whatever its end. */
  readonly lastReview: () => ReviewReport | undefined;
  /** The finding is not reported again while its fingerprint stays the same. */
  readonly dismiss: (fingerprint: string, reason: string) => void;
  readonly restore: (fingerprint: string) => void;
  readonly runs: (limit: number) => readonly RunRecord[];

  readonly askPreflight: (question: Question, options?: RunOptions) => Promise<QuestionPreflight>;
  readonly ask: (
    question: Question,
    options?: RunOptions & { readonly onEvent?: (event: AnswerEvent) => void },
  ) => Promise<Answer>;

  readonly plan: (request: PlanRequest, options?: RunOptions) => Promise<PlanResult>;
  readonly checkPlan: (plan: ChangePlan, options?: RunOptions) => Promise<PlanCheck>;
  /** All edits or none. @throws AppError `stale-plan`, `refused-edit`; `storage` when a file cannot be written */
  readonly applyPlan: (plan: ChangePlan, options?: RunOptions) => Promise<AppliedPlan>;
  /** Puts back what the plan changed. @throws AppError `stale-plan` when a file was edited since */
  readonly revertPlan: (plan: ChangePlan, options?: RunOptions) => Promise<AppliedPlan>;

  readonly listModels: (options?: RunOptions) => Promise<readonly ModelChoice[]>;
  /** Reads the folder and brings the index up to date. */
  readonly updateIndex: (options?: RunOptions) => Promise<{ readonly fileCount: number }>;
  /** Forgets the index and makes it again. */
  readonly rebuildIndex: (options?: RunOptions) => Promise<{ readonly fileCount: number }>;
}
