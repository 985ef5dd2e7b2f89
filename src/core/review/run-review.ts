import { abortError, isAbort, throwIfAborted } from '../base/abort.ts';
import { AppError, isAppError, messageOf } from '../base/app-error.ts';
import { mapConcurrent } from '../base/concurrency.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Finding } from '../checks/finding.ts';
import { packCaching, packPrompt } from '../context/pack-prompt.ts';
import { relatedCode } from '../context/related-code.ts';
import { createModelDoor, type ModelCallOptions } from '../models/call/model-door.ts';
import type { RunUsage } from '../models/call/model-facts.ts';
import { requestCaching } from '../models/call/request-caching.ts';
import { readItems } from '../models/call/structured-reply.ts';
import type { RunRecord } from '../ports/journal.ts';
import type { ReviewPassId } from '../settings/settings-table.ts';
import { locateFinding } from './locate-finding.ts';
import { findDuplicate } from './merge-findings.ts';
import { createPackGate, type PackTurn } from './pack-gate.ts';
import type { ReviewRegion } from './plan-regions.ts';
import { passReplyTokens, retrievalTokens } from './prepare-review.ts';
import { type ClaimedFinding, claimedFinding, passPrompt } from './review-prompts.ts';
import type { ReviewEnd } from './review-report.ts';
import type { ReviewState, RunReviewInput, RunReviewOptions } from './review-state.ts';
import { lookAgain } from './second-look.ts';

/** Regions in a row whose calls failed after which the run is given up. */
const maxFailuresInARow = 3;

/** Failures after which the run goes on with the next region. */
const regionErrors: readonly string[] = ['model-failed', 'model-reply-unusable', 'context-overflow'];

/** What the calls with the pack in front do when they are sent and replied to; nothing where there is no such pack. */
type PackSending = Pick<ModelCallOptions, 'beforeSend' | 'onReply'>;

/** What the model's part of a review came to. */
export interface ModelReview {
  readonly run: RunRecord;
  readonly end: ReviewEnd;
  readonly endReason: string | undefined;
  readonly findings: readonly Finding[];
  /** Keys of the regions that all passes looked at. */
  readonly coveredKeys: readonly string[];
  readonly dropped: { notLocated: number; refuted: number; duplicates: number };
  /** Fingerprints of what was found again and somebody dismissed. */
  readonly dismissedAgain: ReadonlySet<string>;
  readonly usage: RunUsage;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs the passes over the regions. Findings are written down as soon as they are located, so whatever ends the run early
 * (budget, cancellation, a failing model, a killed process) loses nothing; taken up again, complete replies come out of
 * the ledger.
 */
export async function runReview(input: RunReviewInput, options: RunReviewOptions): Promise<ModelReview> {
  const { ports, settings, prepared, allowedHosts } = input;
  const { model, regions, passes, key } = prepared;
  const run =
    ports.journal.resumeRun(key) ?? ports.journal.startRun({ kind: 'review', key, model: model.id });
  const door = createModelDoor({
    model,
    journal: ports.journal,
    run,
    settings,
    allowedHosts,
    now: ports.now,
  });
  const inFull = prepared.packed.entries
    .filter((entry) => entry.resolution === 'full')
    .map((entry) => entry.path);
  const state: ReviewState = {
    input,
    options,
    door,
    run,
    findings: new Map(),
    dropped: { notLocated: 0, refuted: 0, duplicates: 0 },
    dismissedAgain: new Set(),
    dismissedFindings: [],
    diagnostics: [],
    packedInFull: new Set(inFull),
    failuresInARow: 0,
    failedCalls: 0,
    overflows: 0,
  };
  const jobs = regions.flatMap((region) => passes.map((pass) => ({ region, pass })));
  const done = new Map<string, number>();
  let finished = 0;
  options.onProgress?.({ type: 'stage-start', stage: 'review', total: jobs.length });
  let end: ReviewEnd = 'complete';
  let endReason: string | undefined;
  // What ends the run stops further calls, but not those under way: their replies are paid for.
  let stop: { readonly error: unknown } | undefined;
  const gate = createPackGate();
  const sendingOf = (turn: PackTurn): PackSending => ({
    beforeSend: async () => {
      await turn.begin();
      if (stop !== undefined) throw abortError();
    },
    onReply: () => {
      turn.open();
      prepared.noteSent();
    },
  });
  try {
    await mapConcurrent(
      jobs,
      async ({ region, pass }) => {
        if (stop !== undefined) return;
        const turn = gate.turn();
        const sending = prepared.strategy === 'pack' ? sendingOf(turn) : {};
        try {
          if (await reviewRegion(state, region, pass, sending))
            done.set(region.key, (done.get(region.key) ?? 0) + 1);
        } catch (error) {
          stop ??= { error };
          return;
        } finally {
          turn.end();
        }
        options.onUsage(door.usage());
        const detail = `${pass} ${region.parts[0].path}`;
        options.onProgress?.({
          type: 'stage-progress',
          stage: 'review',
          done: ++finished,
          total: jobs.length,
          detail,
        });
      },
      { limit: settings['review.concurrency'] },
    );
    if (stop !== undefined) throw (stop as { readonly error: unknown }).error;
    throwIfAborted(options.signal);
    if (state.failedCalls > 0 || (jobs.length > 0 && state.overflows === jobs.length)) {
      const message = `${state.failedCalls + state.overflows} of ${jobs.length} calls failed; the next review asks again for what they were to look at.`;
      throw new AppError('model-failed', message);
    }
  } catch (error) {
    end = isAbort(error) ? 'cancelled' : isAppError(error, 'budget-exhausted') ? 'budget' : 'failed';
    endReason = isAbort(error) ? 'Cancelled.' : messageOf(error);
    if (end === 'failed')
      state.diagnostics.push({ severity: 'error', code: 'model-failed', message: messageOf(error) });
  }
  options.onProgress?.({ type: 'stage-end', stage: 'review' });
  const coveredKeys = [...done]
    .filter(([, count]) => count === passes.length)
    .map(([regionKey]) => regionKey);
  return {
    run,
    end,
    endReason,
    findings: withEarlierFindings(state),
    coveredKeys,
    dropped: state.dropped,
    dismissedAgain: state.dismissedAgain,
    usage: door.usage(),
    diagnostics: state.diagnostics,
  };
}

/** The findings, with those that an interrupted process of this run wrote down and this one did not come to again. */
function withEarlierFindings({ input, run, findings }: ReviewState): Finding[] {
  const all = [...findings.values()];
  for (const finding of input.ports.journal.findings(run.id)) {
    if (findings.has(finding.fingerprint) || input.dismissed.has(finding.fingerprint)) continue;
    if (findDuplicate(all, finding) === undefined) all.push(finding);
  }
  return all;
}

/**
 * One call and the second looks at what it found. False if the call failed, or gave nothing that can be read, and the
 * run goes on without it.
 */
async function reviewRegion(
  state: ReviewState,
  region: ReviewRegion,
  pass: ReviewPassId,
  sending: PackSending,
): Promise<boolean> {
  const { door, options } = state;
  throwIfAborted(options.signal);
  let claims: readonly ClaimedFinding[];
  try {
    claims = await askForFindings(state, region, pass, sending);
    state.failuresInARow = 0;
  } catch (error) {
    if (!isAppError(error) || !regionErrors.includes(error.code)) throw error;
    state.failuresInARow++;
    if (error.code === 'context-overflow') state.overflows++;
    else state.failedCalls++;
    const path = region.parts[0].path;
    state.diagnostics.push({
      severity: 'warning',
      code: error.code,
      message: `${pass}: ${error.message}`,
      path,
    });
    if (state.failuresInARow >= maxFailuresInARow) {
      throw new AppError(
        'model-failed',
        `${maxFailuresInARow} calls in a row failed, the last one: ${error.message}`,
      );
    }
    return false;
  }

  // All of them are written down before the first second look, which may be the end of the run.
  const located: Finding[] = [];
  for (const claim of claims) {
    const finding = locateFinding(state, claim, pass);
    if (finding === undefined) continue;
    state.input.ports.journal.recordFinding(state.run.id, finding);
    state.findings.set(finding.fingerprint, finding);
    options.onFinding(finding);
    located.push(finding);
  }
  for (const finding of located) {
    await lookAgain(state, finding);
    options.onUsage(door.usage());
  }
  return true;
}

/** What the model claims. @throws AppError `model-reply-unusable` if its reply could not be read twice */
async function askForFindings(
  state: ReviewState,
  region: ReviewRegion,
  pass: ReviewPassId,
  sending: PackSending,
): Promise<readonly ClaimedFinding[]> {
  const { door, options, input, packedInFull } = state;
  const { repository, graph } = input.taken;
  const { strategy, packed, cacheRules } = input.prepared;
  const paths = [...new Set(region.parts.map((part) => part.path))];
  const usesPack = strategy === 'pack';
  const related = usesPack
    ? ''
    : relatedCode({
        repository,
        graph,
        index: input.ports.index,
        paths,
        budget: Math.floor(retrievalTokens * 0.6),
      });
  const prompt = passPrompt({
    pass,
    region,
    repository,
    pack: usesPack ? packPrompt(packed, cacheRules) : undefined,
    related,
    showRegion: !usesPack || paths.some((path) => !packedInFull.has(path)),
  });
  const request = {
    ...{ purpose: `review/${pass} ${paths[0]}`, prompt, maxOutputTokens: passReplyTokens },
    // What was retrieved for a region stands in no other request.
    caching: usesPack
      ? packCaching(packed, cacheRules)
      : requestCaching(cacheRules, { text: region.key, isMarked: false }),
  };
  const callOptions = { signal: options.signal, ...sending };
  const reply = await door.call(request, callOptions);
  const { items, problems } = readItems(reply.text, claimedFinding);
  if (problems.length === 0 || items.length > 0) return items;
  // One more try, with what was wrong.
  const again = await door.call(
    {
      ...request,
      prompt: [
        ...prompt,
        { role: 'assistant', content: [{ type: 'text', text: reply.text.slice(0, 2000) || '(empty)' }] },
        {
          role: 'user',
          content: [
            {
              type: 'text',
              text: `That could not be read: ${problems.join(' ').slice(0, 1000)}\nReply with the JSON object alone.`,
            },
          ],
        },
      ],
    },
    callOptions,
  );
  const second = readItems(again.text, claimedFinding);
  if (second.items.length === 0 && second.problems.length > 0) {
    // Nothing was learnt: the next review asks anew.
    door.discard(reply);
    door.discard(again);
    const message = `the model's reply could not be read twice (${second.problems[0]}).`;
    throw new AppError('model-reply-unusable', message);
  }
  return second.items;
}
