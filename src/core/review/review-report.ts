import type { Diagnostic } from '../base/diagnostic.ts';
import type { Finding } from '../checks/finding.ts';
import type { SentPictures } from '../context/pack-picture.ts';
import type { ModelFacts, RunUsage } from '../models/call/model-facts.ts';
import type { RiskRegion } from '../risk/rank-risk.ts';
import type { ReviewPassId } from '../settings/settings-table.ts';

export type ReviewStrategy = 'pack' | 'retrieval';

/** What a review would do, before anything is sent. */
export interface ReviewPreflight {
  /** Undefined: no model; checks and risk alone. */
  readonly model: ModelFacts | undefined;
  readonly strategy: ReviewStrategy;
  readonly passes: readonly ReviewPassId[];
  readonly regionCount: number;
  /** Regions that the limit leaves out; `--all` takes them too. */
  readonly regionsLeftOut: number;
  readonly fileCount: number;
  /** Of the pack, as the model counts. */
  readonly packTokens: number;
  readonly packBudget: number;
  /** Pictures of the repository that each call sees; they are part of `packTokens`. */
  readonly pictures: SentPictures;
  /** What the first call is expected to read from the provider's cache, and why; undefined without a pack in front. */
  readonly cacheRead: { readonly tokens: number; readonly reason: string } | undefined;
  /** Model calls for the passes; second looks come on top and are part of the expected tokens. */
  readonly expectedCalls: number;
  readonly expectedInputTokens: number;
  /** Of these, what is expected to be read from the provider's cache: the pack, by every call but the first. */
  readonly expectedCachedTokens: number;
  readonly expectedOutputTokens: number;
  /** US dollars; undefined where no price is known. */
  readonly expectedCostUsd: number | undefined;
  /** Files that are not shown in full, with the reason. */
  readonly reduced: readonly {
    readonly path: string;
    readonly resolution: string;
    readonly reason: string;
  }[];
  /** Secrets that were taken out: where and by which rule, never the value. */
  readonly redactions: readonly { readonly path: string; readonly rule: string; readonly count: number }[];
  /** The host to which contents would go and for which there is no consent yet. */
  readonly consentNeededFor: string | undefined;
  /** A run with the same inputs that did not finish and would be taken up again. */
  readonly resumes: { readonly completeCalls: number; readonly findings: number } | undefined;
}

export type FindingChange = 'new' | 'persisting';

export interface ReportedFinding extends Finding {
  /** Against the last finished review of this folder. */
  readonly change: FindingChange;
}

export type ReviewEnd = 'complete' | 'budget' | 'cancelled' | 'failed';

/** What a review found. Plain data: it crosses threads and is stored. */
export interface ReviewReport {
  readonly runId: string;
  readonly end: ReviewEnd;
  /** Why it ended early, for people. */
  readonly endReason: string | undefined;
  readonly model: ModelFacts | undefined;
  readonly strategy: ReviewStrategy | undefined;
  /** Most severe first, then by place. Dismissed ones are left out. */
  readonly findings: readonly ReportedFinding[];
  /** Fingerprints and titles of what the last review reported and this one no longer finds. */
  readonly fixed: readonly { readonly fingerprint: string; readonly title: string; readonly path: string }[];
  readonly dismissedCount: number;
  /** What the model said and the source did not bear out. */
  readonly dropped: { readonly notLocated: number; readonly refuted: number; readonly duplicates: number };
  readonly risk: readonly RiskRegion[];
  readonly usage: RunUsage;
  readonly pack: {
    readonly tokenCount: number;
    readonly budget: number;
    readonly byResolution: Readonly<Record<string, number>>;
  };
  readonly fileCount: number;
  readonly durationMs: number;
  readonly diagnostics: readonly Diagnostic[];
  /** What it was narrowed to, if it was: files that changed since a git reference, and those that depend on them. */
  readonly scope?: { readonly since: string; readonly fileCount: number };
}

/** Regions of the risk map that a report holds at most. */
export const reportedRegions = 50;

export interface ReviewRequest {
  readonly useModel: boolean;
  readonly passes?: readonly ReviewPassId[] | undefined;
  /** All regions, whatever `review.maxRegions` says. */
  readonly all?: boolean | undefined;
  /** Only what changed since this git reference, and what depends on it. */
  readonly since?: string | undefined;
  /** Hosts for which there is consent, besides those in the settings. */
  readonly allowedHosts?: readonly string[] | undefined;
}

/** What a review says while it runs. */
export type ReviewEvent =
  | { readonly type: 'finding'; readonly finding: ReportedFinding }
  | { readonly type: 'finding-removed'; readonly fingerprint: string; readonly why: 'refuted' | 'duplicate' }
  | { readonly type: 'usage'; readonly usage: RunUsage };

/** What a report can be written as. */
export const reportFormats = ['json', 'sarif', 'markdown', 'html'] as const;
export type ReportFormat = (typeof reportFormats)[number];
