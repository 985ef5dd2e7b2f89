import { isAppError } from '../base/app-error.ts';
import type { Finding } from '../checks/finding.ts';
import { callWithLookups } from '../lookups/call-with-lookups.ts';
import { repositoryLookups } from '../lookups/repository-lookups.ts';
import { requestCaching } from '../models/call/request-caching.ts';
import { readObject } from '../models/call/structured-reply.ts';
import { cacheRulesOf, growing } from '../models/catalog/cache-rules.ts';
import { claimedVerdict, secondLookPrompt } from './review-prompts.ts';
import type { ReviewState } from './review-state.ts';

/** Tokens that the reply of a second look may have. */
const verdictReplyTokens = 1024;

/** A short, sceptical second look: the finding rises, or it goes. What cannot be asked stays located. */
export async function lookAgain(state: ReviewState, finding: Finding): Promise<void> {
  const { input, options, door, run } = state;
  const { repository, graph } = input.taken;
  const lookups = repositoryLookups({ repository, graph, index: input.ports.index });
  const { tokenizer, id: modelId, price } = input.prepared.model;
  const rules = growing(cacheRulesOf(tokenizer, { modelId, price }));
  const request = {
    purpose: `verify ${finding.evidence[0].path}`,
    prompt: secondLookPrompt(repository, finding),
    maxOutputTokens: verdictReplyTokens,
    caching: requestCaching(rules, { text: finding.fingerprint, isMarked: false }),
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
