import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import { knownSecretsOf } from '../analysis/repeated-secrets.ts';
import { isAbort } from '../base/abort.ts';
import { AppError, isAppError } from '../base/app-error.ts';
import { shortHash } from '../base/content-hash.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { RunOptions } from '../base/progress.ts';
import { sentPicturesOf } from '../context/pack-picture.ts';
import { packCaching, packHash, packPrompt } from '../context/pack-prompt.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { callWithLookups } from '../lookups/call-with-lookups.ts';
import { repositoryLookups } from '../lookups/repository-lookups.ts';
import { fitAttachedPictures, weighAttached } from '../media/fit-attached-pictures.ts';
import { counterOfModel } from '../models/call/counter-of-model.ts';
import { createModelDoor } from '../models/call/model-door.ts';
import { modelFactsOf, noRunUsage } from '../models/call/model-facts-of.ts';
import type { ModelReply } from '../models/call/read-model-stream.ts';
import { affordableRules, runCacheRules } from '../models/call/run-cache-rules.ts';
import { readObject } from '../models/call/structured-reply.ts';
import { pictureRulesOf } from '../models/catalog/picture-rules.ts';
import { packForModel } from '../pack-for-model.ts';
import type { ResolvedModel } from '../ports/model-directory.ts';
import type { Settings } from '../settings/settings-table.ts';
import type { Snapshot } from '../snapshot.ts';
import { findSecrets } from '../workspace/find-secrets.ts';
import { redactSecrets } from '../workspace/redact-secrets.ts';
import {
  type ChangePlan,
  type PlanCheck,
  type PlanEdit,
  type PlanRequest,
  type PlanResult,
  type PlanStep,
  planFormat,
} from './change-plan.ts';
import { checkPlan } from './check-plan.ts';
import { findImpact } from './find-impact.ts';
import { type ClaimedPlan, claimedPlan, planPrompt, planSections } from './plan-prompts.ts';
import { readAttachments } from './read-attachments.ts';

export interface MakePlanInput {
  readonly ports: EnginePorts;
  readonly settings: Settings;
  readonly taken: Snapshot;
  readonly request: PlanRequest;
  /** Undefined: the impact checklist alone. */
  readonly model: ResolvedModel | undefined;
}

const planReplyTokens = 16_000;
/** Room for rules, the frames of messages, tools, what is looked up and what the checker says. */
const promptRoom = 12_000;
/** How often a candidate is sent back with what the checker says. */
const maxRepairs = 2;
/** Calls with the same pack that a plan is likely to take: it looks things up and is repaired. */
const callsOfOnePlan = 4;

/** Makes a plan for a request. Without a model it is the checklist of files that the change probably touches. */
export async function makePlan(input: MakePlanInput, options: RunOptions): Promise<PlanResult> {
  const { ports, settings, taken, request, model } = input;
  if (request.request.trim() === '')
    throw new AppError('usage', 'The request is empty: say what should change.');
  const knownSecrets = knownSecretsOf(taken.repository);
  const attached = await readAttachments(request.attachments, { ...ports, knownSecrets }, options);
  options.onProgress?.({ type: 'stage-start', stage: 'plan' });
  const asked = redactSecrets(
    request.request,
    await findSecrets('request', request.request, knownSecrets),
  ).text;
  const impact = findImpact(
    [asked, ...attached.texts.map((one) => one.text)].join('\n').slice(0, 8000),
    taken,
    ports.index,
  );
  const base = {
    format: planFormat,
    request: asked,
    attachments: request.attachments.map((attachment) => attachment.name),
    impact,
  } as const;
  if (model === undefined) {
    const summary = 'No model was asked: this is the checklist of files that the change probably touches.';
    const plan: ChangePlan = { ...base, model: undefined, summary, steps: [] };
    const empty: PlanCheck = {
      ...{ applicable: false, problems: [], untouchedDependents: [] },
      ...{ files: [], redacted: [] },
    };
    return {
      ...{ plan, check: empty, model: undefined, usage: noRunUsage, diagnostics: attached.diagnostics },
      contextPictures: sentPicturesOf([]),
    };
  }
  const { repository, graph } = taken;
  const counter = counterOfModel(model, ports.journal);
  const replyTokens = Math.min(planReplyTokens, model.maxOutputTokens);
  const rules = pictureRulesOf(model);
  const images = model.seesImages ? attached.images : [];
  const weight = weighAttached(images, rules.tokenFamily);
  const sections = planSections({ request: asked, attached, impact, earlier: [] });
  // A candidate is sent back once at a time: the reply before it is all that the prompt has to hold besides.
  const window =
    model.maxInputTokens - replyTokens - promptRoom - weight.tokenCount - counter.count(sections);
  if (window < 1000) {
    throw new AppError(
      'context-overflow',
      `${model.displayName} takes ${model.maxInputTokens} tokens: too few for this request over a repository.`,
    );
  }
  const wantedRules = runCacheRules({
    model,
    kind: 'plan',
    settings,
    journal: ports.journal,
    now: ports.now(),
  });
  const { packed, noteSent } = await packForModel(
    {
      ...{ ports, taken, settings, model, counter, window },
      attached: weight,
      wanted: impact.map((item) => item.path),
      question: asked,
      expectedCalls: callsOfOnePlan,
      ...{ kind: 'plan', cacheRules: wantedRules },
    },
    options,
  );
  const cacheRules = affordableRules(
    wantedRules,
    { model, settings },
    {
      ...{ packTokens: packed.tokenCount, otherTokens: model.maxInputTokens - window, replyTokens },
      ...{ calls: callsOfOnePlan * Math.max(1, request.candidates ?? 1), callsAtOnce: 1 },
    },
  );
  const sentImages = await fitAttachedPictures(
    {
      ...{ pictures: images, rules, codec: ports.pictures },
      pictureCount: images.length + packed.attachments.length,
    },
    options,
  );
  const run = ports.journal.startRun({
    kind: 'plan',
    key: shortHash(model.id, packHash(packed), asked),
    model: model.id,
  });
  const door = createModelDoor({
    model,
    journal: ports.journal,
    run,
    settings,
    allowedHosts: request.allowedHosts ?? [],
    now: ports.now,
  });
  const lookups = repositoryLookups({ repository, graph, index: ports.index });
  const diagnostics: Diagnostic[] = [...attached.diagnostics];

  const makeCandidate = async (
    number: number,
    earlier: readonly string[],
  ): Promise<{ plan: ChangePlan; check: PlanCheck } | undefined> => {
    const prompt = planPrompt({
      pack: packPrompt(packed, cacheRules),
      sections: planSections({ request: asked, attached, impact, earlier }),
      images: sentImages,
    });
    let conversation: LanguageModelV4Prompt = prompt;
    let best: { plan: ChangePlan; check: PlanCheck } | undefined;
    const unreadable: ModelReply[] = [];
    for (let round = 0; round <= maxRepairs; round++) {
      let reply: ModelReply;
      try {
        reply = await callWithLookups(
          door,
          {
            ...{ purpose: `plan ${number}.${round}`, prompt: conversation },
            ...{ maxOutputTokens: replyTokens, caching: packCaching(packed, cacheRules) },
          },
          lookups,
          { signal: options.signal, onReply: () => noteSent(cacheRules) },
        );
      } catch (error) {
        if (best === undefined || !isAppError(error)) throw error;
        diagnostics.push(notMended(error));
        return best;
      }
      const read = readObject(reply.text, claimedPlan);
      let complaint: string;
      if ('problem' in read) {
        unreadable.push(reply);
        complaint = `That could not be read: ${read.problem}`;
      } else {
        const plan: ChangePlan = {
          ...base,
          model: model.id,
          summary: read.value.summary,
          steps: toSteps(read.value, taken),
        };
        const { edited: _, ...check } = await checkPlan(plan, taken, ports, options);
        if (best === undefined || scoreOf(check) > scoreOf(best.check)) best = { plan, check };
        if (check.problems.length === 0) return best;
        complaint = `The checker found problems; send the whole plan again, mended:\n${check.problems.map((problem) => `- ${problem.message}`).join('\n')}`;
      }
      conversation = [
        ...prompt,
        { role: 'assistant', content: [{ type: 'text', text: reply.text || '(empty)' }] },
        { role: 'user', content: [{ type: 'text', text: complaint.slice(0, 6000) }] },
      ];
    }
    // Nothing was learnt: the next request asks anew.
    if (best === undefined) for (const reply of unreadable) door.discard(reply);
    return best;
  };

  try {
    const candidates: { plan: ChangePlan; check: PlanCheck }[] = [];
    for (let number = 1; number <= Math.max(1, request.candidates ?? 1); number++) {
      try {
        const summaries = candidates.map(({ plan }) => plan.summary);
        const made = await makeCandidate(number, summaries);
        if (made !== undefined) candidates.push(made);
      } catch (error) {
        if (candidates.length === 0 || !isAppError(error)) throw error;
        diagnostics.push(notMended(error));
        break;
      }
    }
    const best = candidates.toSorted((a, b) => scoreOf(b.check) - scoreOf(a.check))[0];
    if (best === undefined)
      throw new AppError('model-reply-unusable', `${model.displayName} gave no plan that can be read.`);
    const usage = door.usage();
    ports.journal.endRun(run.id, 'finished', JSON.stringify({ request: asked.slice(0, 200), usage }));
    options.onProgress?.({ type: 'stage-end', stage: 'plan' });
    const contextPictures = sentPicturesOf(packed.attachments);
    return { ...best, model: modelFactsOf(model), usage, contextPictures, diagnostics };
  } catch (error) {
    ports.journal.endRun(
      run.id,
      isAbort(error) ? 'cancelled' : 'failed',
      JSON.stringify({ usage: door.usage() }),
    );
    throw error;
  }
}

/** A later call failed: the plan that is there already is kept. */
function notMended({ code, message }: AppError): Diagnostic {
  return { severity: 'warning', code, message: `The plan was not worked on further: ${message}` };
}

/** Does it apply, parse and resolve; then, how many dependents does it leave alone. */
function scoreOf({ problems, untouchedDependents, files }: PlanCheck): number {
  const signatures = untouchedDependents.filter((row) => row.change !== 'body').length;
  return (files.length > 0 ? 1 : 0) - problems.length * 10 - signatures;
}

function toSteps(claimed: ClaimedPlan, { repository, graph }: Snapshot): PlanStep[] {
  const position = new Map(graph.order.map((path, index) => [path, index]));
  const steps = claimed.steps.map(({ title, reason, files, sources, edits }, index) => {
    const completed = edits.map((edit): PlanEdit => {
      if (edit.kind === 'create') return edit;
      return { ...edit, baseHash: repository.byPath.get(edit.path)?.contentHash ?? '' };
    });
    return {
      id: `step-${index + 1}`,
      title,
      reason,
      files: [...new Set([...files, ...edits.map((edit) => edit.path)])],
      sources: sources.map(({ path, line, note }) => ({
        path,
        note,
        ...(line === undefined ? {} : { startLine: line, endLine: line }),
      })),
      edits: completed,
    };
  });
  // Code in dependency order, then tests, then documents; the model's own order where that says nothing.
  const rank = (step: PlanStep) => {
    const roles = step.files.map((path) => repository.byPath.get(path)?.role);
    const group = roles.includes('code') ? 0 : roles.includes('test') ? 1 : roles.includes('docs') ? 2 : 0;
    const places = step.files.map((path) => position.get(path) ?? graph.order.length);
    return group * 1e7 + Math.min(...places, graph.order.length);
  };
  return steps
    .toSorted((a, b) => rank(a) - rank(b))
    .map((step, index) => ({ ...step, id: `step-${index + 1}` }));
}
