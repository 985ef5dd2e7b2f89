import { isAbort } from '../base/abort.ts';
import { AppError, isAppError, messageOf } from '../base/app-error.ts';
import { mapConcurrent } from '../base/concurrency.ts';
import { shortHash } from '../base/content-hash.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { RunOptions } from '../base/progress.ts';
import type { Finding, LocatedEvidence } from '../checks/finding.ts';
import { relatedCode } from '../context/related-code.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { callWithLookups } from '../lookups/call-with-lookups.ts';
import { repositoryLookups } from '../lookups/repository-lookups.ts';
import { createModelDoor, type ModelDoor } from '../models/call/model-door.ts';
import { readItems, readObject } from '../models/call/structured-reply.ts';
import type { RunRecord } from '../ports/journal.ts';
import type { ResolvedModel } from '../ports/model-directory.ts';
import type { ReviewPassId, Settings } from '../settings/settings-table.ts';
import type { Snapshot } from '../snapshot.ts';
import { locateEvidence } from './locate-evidence.ts';
import { findDuplicate } from './merge-findings.ts';
import type { ReviewRegion } from './plan-regions.ts';
import { passReplyTokens, type PreparedReview, retrievalTokens } from './prepare-review.ts';
import type { ReviewEnd } from './review-report.ts';
import { type ClaimedFinding, claimedFinding, claimedVerdict, passPrompt, secondLookPrompt } from './review-prompts.ts';
import type { RunUsage } from '../models/call/model-facts.ts';

/** Tokens that the reply of a second look may have. */
const verdictReplyTokens = 1024;
/** Regions in a row whose calls failed after which the run is given up. */
const maxFailuresInARow = 3;

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

/** What the model's part of a review came to. */
export interface ModelReview {
  readonly run: RunRecord;
  readonly end: ReviewEnd;
  readonly endReason: string | undefined;
  readonly findings: readonly Finding[];
  /** Keys of the regions that all passes looked at. */
  readonly coveredKeys: readonly string[];
  readonly dropped: { notLocated: number; refuted: number; duplicates: number };
  readonly usage: RunUsage;
  readonly diagnostics: readonly Diagnostic[];
}

interface ReviewState {
  readonly input: RunReviewInput;
  readonly options: RunReviewOptions;
  readonly door: ModelDoor;
  readonly run: RunRecord;
  /** By fingerprint. */
  readonly findings: Map<string, Finding>;
  readonly dropped: { notLocated: number; refuted: number; duplicates: number };
  readonly diagnostics: Diagnostic[];
  readonly packedInFull: ReadonlySet<string>;
  failuresInARow: number;
}

/**
 * Runs the passes over the regions. Findings are written down as soon as they are located, so whatever ends the run early
 * (budget, cancellation, a failing model, a killed process) loses nothing; taken up again, complete replies come out of
 * the ledger.
 */
export async function runReview(input: RunReviewInput, options: RunReviewOptions): Promise<ModelReview> {
  const { ports, settings, prepared, allowedHosts } = input;
  const { model, regions, passes, key } = prepared;
  const run = ports.journal.resumableRun(key) ?? ports.journal.startRun({ kind: 'review', key, model: model.id });
  const door = createModelDoor({ model, journal: ports.journal, run, settings, allowedHosts, now: ports.now });
  const inFull = prepared.packed.entries.filter((entry) => entry.resolution === 'full').map((entry) => entry.path);
  const state: ReviewState = {
    input,
    options,
    door,
    run,
    findings: new Map(),
    dropped: { notLocated: 0, refuted: 0, duplicates: 0 },
    diagnostics: [],
    packedInFull: new Set(inFull),
    failuresInARow: 0,
  };
  const jobs = regions.flatMap((region) => passes.map((pass) => ({ region, pass })));
  const done = new Map<string, number>();
  let finished = 0;
  options.onProgress?.({ type: 'stage-start', stage: 'review', total: jobs.length });
  let end: ReviewEnd = 'complete';
  let endReason: string | undefined;
  try {
    await mapConcurrent(
      jobs,
      async ({ region, pass }) => {
        if (await reviewRegion(state, region, pass)) done.set(region.key, (done.get(region.key) ?? 0) + 1);
        options.onUsage(door.usage());
        const detail = `${pass} ${region.parts[0].path}`;
        options.onProgress?.({ type: 'stage-progress', stage: 'review', done: ++finished, total: jobs.length, detail });
      },
      { limit: settings['review.concurrency'], signal: options.signal },
    );
  } catch (error) {
    end = isAbort(error) ? 'cancelled' : isAppError(error, 'budget-exhausted') ? 'budget' : 'failed';
    endReason = isAbort(error) ? 'Cancelled.' : messageOf(error);
    if (end === 'failed') state.diagnostics.push({ severity: 'error', code: 'model-failed', message: messageOf(error) });
  }
  options.onProgress?.({ type: 'stage-end', stage: 'review' });
  const coveredKeys = [...done].filter(([, count]) => count === passes.length).map(([regionKey]) => regionKey);
  return {
    run,
    end,
    endReason,
    findings: [...state.findings.values()],
    coveredKeys,
    dropped: state.dropped,
    usage: door.usage(),
    diagnostics: state.diagnostics,
  };
}

/** One call and the second looks at what it found. False if the call failed and the run goes on without it. */
async function reviewRegion(state: ReviewState, region: ReviewRegion, pass: ReviewPassId): Promise<boolean> {
  const { door, options } = state;
  let claims: readonly ClaimedFinding[];
  try {
    claims = await askForFindings(state, region, pass);
    state.failuresInARow = 0;
  } catch (error) {
    if (!isAppError(error, 'model-failed') && !isAppError(error, 'context-overflow')) throw error;
    state.failuresInARow++;
    const path = region.parts[0].path;
    state.diagnostics.push({ severity: 'warning', code: error.code, message: `${pass}: ${error.message}`, path });
    if (state.failuresInARow >= maxFailuresInARow) {
      throw new AppError('model-failed', `${maxFailuresInARow} calls in a row failed, the last one: ${error.message}`);
    }
    return false;
  }
  for (const claim of claims) {
    const finding = locateFinding(state, claim, pass);
    if (finding === undefined) continue;
    state.input.ports.journal.recordFinding(state.run.id, finding);
    state.findings.set(finding.fingerprint, finding);
    options.onFinding(finding);
    await lookAgain(state, finding);
    options.onUsage(door.usage());
  }
  return true;
}

async function askForFindings(
  state: ReviewState,
  region: ReviewRegion,
  pass: ReviewPassId,
): Promise<readonly ClaimedFinding[]> {
  const { door, options, input, packedInFull } = state;
  const { repository, graph } = input.taken;
  const { strategy, packed } = input.prepared;
  const paths = [...new Set(region.parts.map((part) => part.path))];
  const usesPack = strategy === 'pack';
  const related = usesPack
    ? ''
    : relatedCode({ repository, graph, index: input.ports.index, paths, budget: Math.floor(retrievalTokens * 0.6) });
  const prompt = passPrompt({
    pass,
    region,
    repository,
    packText: usesPack ? packed.text : undefined,
    related,
    showRegion: !usesPack || paths.some((path) => !packedInFull.has(path)),
  });
  const request = { purpose: `review/${pass} ${paths[0]}`, prompt, maxOutputTokens: passReplyTokens };
  const reply = await door.call(request, { signal: options.signal });
  const { items, problems } = readItems(reply.text, claimedFinding);
  if (problems.length === 0 || items.length > 0) return items;
  // One more try, with what was wrong; an unusable reply again is reported, and costs nothing that was found.
  const again = await door.call(
    {
      ...request,
      prompt: [
        ...prompt,
        { role: 'assistant', content: [{ type: 'text', text: reply.text.slice(0, 2000) || '(empty)' }] },
        {
          role: 'user',
          content: [
            { type: 'text', text: `That could not be read: ${problems.join(' ').slice(0, 1000)}\nReply with the JSON object alone.` },
          ],
        },
      ],
    },
    { signal: options.signal },
  );
  const second = readItems(again.text, claimedFinding);
  if (second.items.length === 0 && second.problems.length > 0) {
    const message = `${pass}: the model's reply could not be read twice (${second.problems[0]}).`;
    state.diagnostics.push({ severity: 'warning', code: 'model-reply-unusable', message, ...(paths[0] === undefined ? {} : { path: paths[0] }) });
  }
  return second.items;
}

/** The claim as a finding whose every quote was found; undefined if not, or if it is known already. */
function locateFinding(state: ReviewState, claim: ClaimedFinding, pass: ReviewPassId): Finding | undefined {
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
    fingerprint: shortHash(`review/${pass}`, first.path, symbol?.name ?? '', first.quote.replaceAll(/\s+/g, ' ').trim()),
    rule: `review/${pass}`,
    severity: claim.severity,
    title: claim.title,
    explanation: claim.explanation,
    evidence: [first, ...rest],
    level: 'located',
    confidence: claim.confidence,
    ...(claim.fix !== undefined && isUsableFix(state, claim.fix) ? { fix: claim.fix } : {}),
  };
  if (state.input.dismissed.has(finding.fingerprint)) return undefined;
  if (findDuplicate(state.findings.values(), finding) !== undefined) {
    state.dropped.duplicates++;
    return undefined;
  }
  return finding;
}

/** A fix is offered only where its old text stands exactly once and touches no placeholder of a secret. */
function isUsableFix({ input }: ReviewState, { path, oldText, newText }: NonNullable<ClaimedFinding['fix']>): boolean {
  const text = input.taken.repository.byPath.get(path)?.text;
  if (text === undefined || oldText === newText || oldText.includes('[REDACTED ')) return false;
  const at = text.indexOf(oldText);
  return at >= 0 && text.indexOf(oldText, at + 1) < 0;
}

/** A short, sceptical second look: the finding rises, or it goes. What cannot be asked stays located. */
async function lookAgain(state: ReviewState, finding: Finding): Promise<void> {
  const { input, options, door, run } = state;
  const { repository, graph } = input.taken;
  const lookups = repositoryLookups({ repository, graph, index: input.ports.index });
  const request = {
    purpose: `verify ${finding.evidence[0].path}`,
    prompt: secondLookPrompt(repository, finding),
    maxOutputTokens: verdictReplyTokens,
  };
  let verdict: ReturnType<typeof readObject<typeof claimedVerdict>>;
  try {
    const reply = await callWithLookups(door, request, lookups, { signal: options.signal });
    verdict = readObject(reply.text, claimedVerdict);
  } catch (error) {
    if (!isAppError(error, 'model-failed') && !isAppError(error, 'context-overflow')) throw error;
    verdict = { problem: error.message };
  }
  const { path } = finding.evidence[0];
  if ('problem' in verdict) {
    const message = `The second look at "${finding.title}" gave no verdict (${verdict.problem}); it stays located.`;
    state.diagnostics.push({ severity: 'information', code: 'not-re-checked', message, path });
    return;
  }
  if (verdict.value.verdict === 'refuted') {
    state.findings.delete(finding.fingerprint);
    input.ports.journal.removeFinding(run.id, finding.fingerprint);
    state.dropped.refuted++;
    options.onRemoved(finding.fingerprint, 'refuted');
    return;
  }
  const risen: Finding = { ...finding, level: 're-checked' };
  state.findings.set(finding.fingerprint, risen);
  input.ports.journal.recordFinding(run.id, risen);
  options.onFinding(risen);
}
