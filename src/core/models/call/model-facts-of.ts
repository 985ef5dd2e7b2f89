import type { ResolvedModel } from '../../ports/model-directory.ts';
import { tokenCounterOf } from '../../tokens/model-token-counter.ts';
import type { ModelFacts, RunUsage } from './model-facts.ts';

/** What people should know of a model, without the object that reaches it. */
export function modelFactsOf(model: ResolvedModel): ModelFacts {
  const { id, displayName, location, maxInputTokens, windowSource, seesImages, notes } = model;
  return {
    id,
    displayName,
    runsHere: location.kind === 'local',
    host: location.host,
    maxInputTokens,
    windowSource,
    seesImages,
    countIsExact: tokenCounterOf(model.tokenizer).exact,
    notes,
  };
}

/** The usage of a run that asked no model. */
export const noRunUsage: RunUsage = {
  calls: 0,
  callsFromLedger: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
};
