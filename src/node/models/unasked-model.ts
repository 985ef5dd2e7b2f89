import type { LanguageModelV4 } from '@ai-sdk/provider';
import { AppError, assumedWindow, lookUpModel, type ResolvedModel, shareWindow } from '../../core/index.ts';

/**
 * A model on another machine for which there is no consent yet: what can be said of it without opening a connection.
 * It cannot be called.
 */
export function unaskedModel(id: string, model: string, host: string): ResolvedModel {
  const known = lookUpModel('compatible', model);
  const refuse = (): never => {
    throw new AppError('consent-required', `${host} is not asked before you agree to it.`);
  };
  const languageModel: LanguageModelV4 = {
    specificationVersion: 'v4',
    provider: 'unasked',
    modelId: model,
    supportedUrls: {},
    doGenerate: refuse,
    doStream: refuse,
  };
  return {
    id,
    displayName: model,
    location: { kind: 'remote', host },
    languageModel,
    ...shareWindow(known.window ?? assumedWindow, known.maxOutputTokens),
    windowSource: known.window === undefined ? 'assumed' : 'catalogue',
    tokenizer: known.tokenizer,
    seesImages: known.seesImages,
    price: undefined,
    notes: [`${host} was not asked anything yet: its window may be another one.`],
  };
}
