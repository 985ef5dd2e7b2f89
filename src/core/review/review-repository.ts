import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits, rangesOverlap } from '../base/text-range.ts';
import type { Finding, LocatedEvidence, Severity } from '../checks/finding.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { noRunUsage } from '../models/call/model-facts-of.ts';
import type { ResolvedModel } from '../ports/model-directory.ts';
import type { Settings } from '../settings/settings-table.ts';
import type { Snapshot } from '../snapshot.ts';
import { locateEvidence } from './locate-evidence.ts';
import { findDuplicate } from './merge-findings.ts';
import { narrowReport } from './narrow-report.ts';
import { type PreparedReview, prepareReview } from './prepare-review.ts';
import { memoryId, type ReviewMemory, readMemory } from './review-memory.ts';
import {
  type ReportedFinding,
  type ReviewEvent,
  type ReviewPreflight,
  type ReviewReport,
  type ReviewRequest,
  reportedRegions,
} from './review-report.ts';
import { type ModelReview, runReview } from './run-review.ts';

export interface ReviewInput {
  readonly ports: EnginePorts;
  readonly settings: Settings;
  readonly taken: Snapshot;
  readonly request: ReviewRequest;
  /** When the user asked for it, milliseconds since 1970. */
  readonly startedAt: number;
  /** Undefined: checks and risk alone. */
  readonly model: ResolvedModel | undefined;
}

type ReviewOptions = RunOptions & { readonly onEvent?: ((event: ReviewEvent) => void) | undefined };

/** What a review would do, without sending anything. */
export async function previewReview(input: ReviewInput, options: RunOptions): Promise<ReviewPreflight> {
  return (await prepare(input, readMemory(input.ports.journal), options)).preflight;
}

/** Reviews a repository: grounded checks, then the model's passes. Always returns what was found, however it ended. */
export async function reviewRepository(input: ReviewInput, options: ReviewOptions): Promise<ReviewReport> {
  const { ports, settings, taken, request, model } = input;
  const memory = readMemory(ports.journal);
  const before = new Set(memory?.report.findings.map((finding) => finding.fingerprint));
  const dismissed = ports.journal.dismissals();
  const reported = (finding: Finding): ReportedFinding => ({
    ...finding,
    change: before.has(finding.fingerprint) ? 'persisting' : 'new',
  });

  options.onProgress?.({ type: 'stage-start', stage: 'check' });
  const { repository, graph, isIgnored } = taken;
  const checked = await runChecks({ repository, graph, isIgnored }, options);
  const checkFindings = checked.findings.filter((finding) => !dismissed.has(finding.fingerprint));
  for (const finding of checkFindings) options.onEvent?.({ type: 'finding', finding: reported(finding) });
  options.onProgress?.({ type: 'stage-end', stage: 'check', detail: `${checkFindings.length} findings` });

  const prepared = await prepare(input, memory, options);
  const byModel =
    model === undefined
      ? undefined
      : await runReview(
          {
            ports,
            settings,
            taken,
            prepared: { ...prepared, model },
            allowedHosts: request.allowedHosts ?? [],
            dismissed,
          },
          {
            ...options,
            onFinding: (finding) => options.onEvent?.({ type: 'finding', finding: reported(finding) }),
            onRemoved: (fingerprint, why) => options.onEvent?.({ type: 'finding-removed', fingerprint, why }),
            onUsage: (usage) => options.onEvent?.({ type: 'usage', usage }),
          },
        );
  const fromModel = byModel?.findings ?? [];
  const earlier = memory?.report.findings ?? [];
  const carried = carriedOver(earlier, input, prepared, byModel).filter(
    (finding) => !dismissed.has(finding.fingerprint) && findDuplicate(fromModel, finding) === undefined,
  );
  for (const finding of carried) options.onEvent?.({ type: 'finding', finding: reported(finding) });
  const findings = [...checkFindings, ...fromModel, ...carried].map(reported).sort(compareFindings);
  const { startedAt } = input;
  // What was cancelled before its end left nothing behind, and is no run.
  const runId =
    byModel?.run.id ?? ports.journal.startRun({ kind: 'review', key: prepared.key, model: '', startedAt }).id;
  const report: ReviewReport = {
    runId,
    end: byModel?.end ?? 'complete',
    endReason: byModel?.endReason,
    model: prepared.preflight.model,
    strategy: model === undefined ? undefined : prepared.strategy,
    findings,
    fixed: fixedSince(earlier, findings, dismissed),
    dismissedCount: checked.findings.length - checkFindings.length + (byModel?.dismissedAgain.size ?? 0),
    dropped: byModel?.dropped ?? { notLocated: 0, refuted: 0, duplicates: 0 },
    risk: taken.risk.slice(0, reportedRegions),
    usage: byModel?.usage ?? noRunUsage,
    pack: {
      tokenCount: prepared.packed.tokenCount,
      budget: prepared.packed.budget,
      byResolution: Object.fromEntries(countBy(prepared.packed.entries.map((entry) => entry.resolution))),
    },
    fileCount: repository.files.length,
    durationMs: ports.now() - input.startedAt,
    diagnostics: [...repository.diagnostics, ...checked.diagnostics, ...(byModel?.diagnostics ?? [])],
  };
  remember(input, memory, prepared, byModel, report);
  const { only } = prepared;
  if (request.since === undefined || only === undefined) return report;
  const deleted = [...only].filter((path) => !repository.byPath.has(path));
  return narrowReport(report, taken.risk, { since: request.since, paths: only, deleted });
}

function prepare(
  input: ReviewInput,
  memory: ReviewMemory | undefined,
  options: RunOptions,
): Promise<PreparedReview> {
  const covered = new Set(memory?.covered);
  const passes = input.request.passes ?? input.settings['review.passes'];
  return prepareReview(
    { ...input, isCovered: (key) => covered.has(coverageKey(input.model, passes, key)) },
    options,
  );
}

function coverageKey(model: ResolvedModel | undefined, passes: readonly string[], regionKey: string): string {
  return `${model?.id ?? ''} ${[...passes].sort().join()} ${regionKey}`;
}

/**
 * Findings of the last review in code that this one did not look at again by the same pass, because it did not change or
 * because the run ended early. Their quotes must still stand; lines are those of now.
 */
function carriedOver(
  earlier: readonly Finding[],
  { taken }: ReviewInput,
  { regions, passes }: PreparedReview,
  byModel: ModelReview | undefined,
): Finding[] {
  const done = new Set(byModel?.coveredKeys);
  const lookedAt = regions.filter((region) => done.has(region.key)).flatMap((region) => region.parts);
  return earlier.flatMap((finding) => {
    const now = finding.rule.startsWith('review/') ? locatedNow(finding, taken) : undefined;
    if (now === undefined) return [];
    const [first] = now.evidence;
    const isAskedAgain =
      passes.some((pass) => finding.rule === `review/${pass}`) &&
      lookedAt.some((part) => part.path === first.path && rangesOverlap(part, first));
    return isAskedAgain ? [] : [now];
  });
}

/** The finding with its quotes where they stand now; undefined if one of them is gone. */
function locatedNow(finding: Finding, { repository }: Snapshot): Finding | undefined {
  const evidence = finding.evidence.map(({ path, startLine, quote }) =>
    locateEvidence(repository, { path, line: startLine, quote }),
  );
  if (evidence.includes(undefined)) return undefined;
  return { ...finding, evidence: evidence as [LocatedEvidence, ...LocatedEvidence[]] };
}

/** What the last review reported and this one no longer finds. */
function fixedSince(
  earlier: readonly Finding[],
  now: readonly Finding[],
  dismissed: ReadonlyMap<string, string>,
): ReviewReport['fixed'] {
  const present = new Set(now.map((finding) => finding.fingerprint));
  return earlier
    .filter(({ fingerprint }) => !present.has(fingerprint) && !dismissed.has(fingerprint))
    .map(({ fingerprint, title, evidence }) => ({ fingerprint, title, path: evidence[0].path }));
}

function remember(
  { ports, model, request, settings }: ReviewInput,
  memory: ReviewMemory | undefined,
  prepared: PreparedReview,
  byModel: ModelReview | undefined,
  report: ReviewReport,
): void {
  const passes = request.passes ?? settings['review.passes'];
  const fresh = (byModel?.coveredKeys ?? []).map((key) => coverageKey(model, passes, key));
  // Coverage is kept, another model's too: its keys hold the contents. What was covered of code that is no more is
  // forgotten by a run that sees all of it.
  const seesAll = model !== undefined && request.since === undefined;
  const prefix = coverageKey(model, passes, '');
  const kept = (memory?.covered ?? []).filter(
    (one) => !seesAll || !one.startsWith(prefix) || prepared.allKeys.has(one.slice(prefix.length)),
  );
  const next: ReviewMemory = { report, covered: [...new Set([...kept, ...fresh])] };
  const state = {
    complete: 'finished',
    budget: 'stopped',
    cancelled: 'cancelled',
    failed: 'failed',
  } as const;
  const summary = { findings: report.findings.length, usage: report.usage, endReason: report.endReason };
  // Killed in between, a run that its budget stopped would be followed by one with a fresh budget.
  ports.journal.endRun(report.runId, state[report.end], JSON.stringify(summary), {
    kind: 'review',
    id: memoryId,
    json: JSON.stringify(next),
  });
  ports.journal.forgetBefore(ports.now() - settings.journalRetentionDays * 86_400_000);
}

const severityRank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2 };

function compareFindings(a: Finding, b: Finding): number {
  return (
    severityRank[a.severity] - severityRank[b.severity] ||
    compareCodeUnits(a.evidence[0].path, b.evidence[0].path) ||
    a.evidence[0].startLine - b.evidence[0].startLine ||
    compareCodeUnits(a.fingerprint, b.fingerprint)
  );
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
