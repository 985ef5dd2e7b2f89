import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { ResolvedModel } from '../../core/index.ts';
import { AppError, assumedHostedWindow, lookUpModel, shareWindow } from '../../core/index.ts';
import { type KeySources, readApiKey } from './api-keys.ts';
import { createProviderTokenCount } from './provider-token-count.ts';

/** Providers whose models are served by their makers. */
export const hostedProviders = {
  openai: {
    title: 'OpenAI',
    keyName: 'OPENAI_API_KEY',
    baseUrl: 'https://api.openai.com/v1',
  },
  anthropic: {
    title: 'Anthropic',
    keyName: 'ANTHROPIC_API_KEY',
    baseUrl: 'https://api.anthropic.com/v1',
  },
  google: {
    title: 'Google',
    keyName: 'GOOGLE_GENERATIVE_AI_API_KEY',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
  },
} as const;

/** A provider as model ids name it. */
export type HostedProvider = keyof typeof hostedProviders;

/** Which model to open. */
export interface OpenHostedOptions {
  readonly provider: HostedProvider;
  readonly model: string;
  readonly keys: KeySources;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Opens a hosted model. Nothing is sent until it is called.
 * @throws AppError `key-missing`
 */
export async function openHostedModel({
  provider,
  model,
  keys,
  fetch,
}: OpenHostedOptions): Promise<ResolvedModel> {
  const { title, keyName, baseUrl } = hostedProviders[provider];
  const apiKey = await readApiKey(keyName, keys);
  if (apiKey === undefined) {
    const message = `There is no key for ${title}: set ${keyName} in the environment, or run the command 'Set API Key'.`;
    throw new AppError('key-missing', message);
  }
  const known = lookUpModel(provider, model);
  const { window, maxInputTokens, maxOutputTokens, price } = known;
  const limits =
    maxInputTokens !== undefined && maxOutputTokens !== undefined
      ? { maxInputTokens, maxOutputTokens }
      : shareWindow(window ?? assumedHostedWindow, maxOutputTokens);
  const notes: string[] = [];
  if (window === undefined) {
    notes.push(
      `${model} is not in Longview's catalogue: ${assumedHostedWindow} tokens are assumed for prompt and reply.`,
    );
  }
  if (price === undefined) notes.push('Its price is not known, so its cost cannot be shown or limited.');
  return {
    id: `${provider}:${model}`,
    displayName: known.displayName ?? model,
    location: { kind: 'remote', host: new URL(baseUrl).host },
    // The base address is always given: the providers would take another from the environment, unseen by the user.
    languageModel: await createModel(provider, model, { apiKey, baseURL: baseUrl, fetch }),
    ...limits,
    windowSource: window === undefined ? 'assumed' : 'catalogue',
    tokenizer: known.tokenizer,
    countTokens: createProviderTokenCount({ dialect: provider, baseUrl, apiKey, model, fetch }),
    seesImages: known.seesImages,
    price,
    notes,
  };
}

interface ProviderSettings {
  readonly apiKey: string;
  readonly baseURL: string;
  readonly fetch: typeof globalThis.fetch;
}

/** Each provider's package is loaded when it is used: one alone takes about a tenth of a second. */
async function createModel(
  provider: HostedProvider,
  model: string,
  settings: ProviderSettings,
): Promise<LanguageModelV4> {
  switch (provider) {
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai');
      return withoutStorage(createOpenAI(settings)(model));
    }
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      return createAnthropic(settings)(model);
    }
    case 'google': {
      const { createGoogle } = await import('@ai-sdk/google');
      return createGoogle(settings)(model);
    }
  }
}

/** OpenAI keeps prompts and replies for later reading unless it is told not to. */
function withoutStorage(model: LanguageModelV4): LanguageModelV4 {
  const keepNothing = (call: Parameters<LanguageModelV4['doStream']>[0]) => ({
    ...call,
    providerOptions: { ...call.providerOptions, openai: { store: false, ...call.providerOptions?.openai } },
  });
  return {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    doGenerate: (call) => model.doGenerate(keepNothing(call)),
    doStream: (call) => model.doStream(keepNothing(call)),
  };
}
