import type { ModelPrice, ResolvedModel } from '../../core/index.ts';
import { AppError, assumedWindow, isLoopbackHost, lookUpModel, shareWindow } from '../../core/index.ts';
import { OllamaLanguageModel } from './ollama-language-model.ts';
import { type OllamaQuestion, showOllamaModel } from './ollama-server.ts';

/** What a model costs that runs on the user's own machine. */
export const freeOfCharge: ModelPrice = { input: 0, cachedInput: 0, output: 0 };

/** Which model to open, and where. */
export interface OpenOllamaOptions extends OllamaQuestion {
  readonly model: string;
  /** Tokens of context that are asked for at most: memory grows with them. */
  readonly maxContext: number;
}

/** @throws AppError `model-unavailable`; `configuration` for a model that cannot chat */
export async function openOllamaModel({
  model,
  maxContext,
  ...question
}: OpenOllamaOptions): Promise<ResolvedModel> {
  const { address, fetch } = question;
  const { remoteHost, contextLength, capabilities } = await showOllamaModel(question, model);
  if (capabilities !== undefined && !capabilities.includes('completion')) {
    throw new AppError(
      'configuration',
      `${model} cannot chat (Ollama says: ${capabilities.join(', ')}). Choose another model.`,
    );
  }
  const known = lookUpModel('ollama', model);
  const window = contextLength ?? known.window ?? assumedWindow;
  // The memory of somebody else's machine is not ours to save.
  const numCtx = remoteHost === undefined ? Math.min(window, maxContext) : window;
  const notes: string[] = [];
  if (numCtx < window) {
    notes.push(`Its context is held to ${numCtx} of ${window} tokens, because memory grows with it.`);
  }
  const host = remoteHost ?? new URL(address).host;
  const isLocal = remoteHost === undefined && isLoopbackHost(host);
  if (remoteHost !== undefined) notes.push(`Ollama sends what this model is given to ${remoteHost}.`);
  else if (!isLocal) notes.push(`This Ollama runs on another machine, ${host}.`);
  if (contextLength === undefined) notes.push('Ollama does not report the context length of this model.');
  return {
    id: `ollama:${model}`,
    displayName: `${model} (Ollama)`,
    location: { kind: isLocal ? 'local' : 'remote', host },
    languageModel: new OllamaLanguageModel({
      address,
      model,
      numCtx,
      thinks: capabilities?.includes('thinking') ?? false,
      takesTools: capabilities?.includes('tools') ?? true,
      fetch,
    }),
    ...shareWindow(numCtx),
    windowSource:
      contextLength !== undefined ? 'reported' : known.window !== undefined ? 'catalogue' : 'assumed',
    tokenizer: known.tokenizer,
    seesImages: capabilities?.includes('vision') ?? known.seesImages,
    price: isLocal ? freeOfCharge : undefined,
    notes,
  };
}
