import type { ModelLocation, ResolvedModel } from '../../core/index.ts';
import { assumedWindow, isLoopbackHost, lookUpModel, shareWindow } from '../../core/index.ts';
import {
  type CompatibleFacts,
  type CompatibleQuestion,
  inspectCompatibleModel,
  listCompatibleModels,
  serverRoot,
} from './compatible-server.ts';
import { freeOfCharge } from './open-ollama-model.ts';
import { createProviderTokenCount } from './provider-token-count.ts';

/** @throws AppError `model-unavailable`, `configuration` */
export async function openCompatibleModel(
  question: CompatibleQuestion,
  model: string,
): Promise<ResolvedModel> {
  const { baseUrl, fetch, apiKey } = question;
  const entries = await listCompatibleModels(question);
  const entry = entries?.find(({ id }) => id === model);
  const facts = await inspectCompatibleModel(question, model, entry);
  const location = locateCompatibleModel(baseUrl, facts);
  const known = lookUpModel('compatible', model);
  const window = facts.window ?? known.window ?? assumedWindow;
  const windowSource =
    facts.window !== undefined ? 'reported' : known.window !== undefined ? 'catalogue' : 'assumed';
  const notes = [...facts.notes, ...noteOnLocation(location, facts)];
  if (entries !== undefined && entry === undefined)
    notes.push(`The server does not list a model '${model}'.`);
  if (windowSource === 'assumed') {
    notes.push(`The server does not say how long a prompt may be: ${window} tokens are assumed.`);
  }
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const provider = createOpenAICompatible({
    name: 'compatible',
    baseURL: baseUrl,
    includeUsage: true,
    supportsStructuredOutputs: true,
    fetch,
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  const dialect =
    facts.runsItself === 'llama.cpp' || facts.runsItself === 'vllm' ? facts.runsItself : undefined;
  const limits =
    known.maxInputTokens !== undefined && facts.window === undefined && known.maxOutputTokens !== undefined
      ? { maxInputTokens: known.maxInputTokens, maxOutputTokens: known.maxOutputTokens }
      : shareWindow(window, known.maxOutputTokens);
  return {
    id: `compatible:${model}`,
    displayName: model,
    location,
    languageModel: provider.chatModel(model),
    ...limits,
    windowSource,
    tokenizer: known.tokenizer,
    countTokens:
      dialect && createProviderTokenCount({ dialect, baseUrl: serverRoot(baseUrl), apiKey, model, fetch }),
    seesImages: facts.seesImages ?? known.seesImages,
    // A list price of the maker says nothing of what this server asks.
    price: location.kind === 'local' ? freeOfCharge : undefined,
    notes,
  };
}

/** Loopback alone is not local: a gateway there may send everything on. */
export function locateCompatibleModel(
  baseUrl: string,
  { runsItself, remoteHost }: Pick<CompatibleFacts, 'runsItself' | 'remoteHost'>,
): ModelLocation {
  const { host } = new URL(baseUrl);
  const isLocal = isLoopbackHost(host) && runsItself !== undefined && remoteHost === undefined;
  return { kind: isLocal ? 'local' : 'remote', host: remoteHost ?? host };
}

function noteOnLocation(
  { kind, host }: ModelLocation,
  { runsItself, remoteHost }: CompatibleFacts,
): string[] {
  if (kind === 'local') return [`${runsItself} runs it on this machine.`];
  if (remoteHost !== undefined) return [`The server sends what this model is given to ${remoteHost}.`];
  if (!isLoopbackHost(host)) return [];
  return [
    `The server at ${host} is on this machine but cannot be told to run the model itself; it may be a gateway, so it counts as remote.`,
  ];
}
