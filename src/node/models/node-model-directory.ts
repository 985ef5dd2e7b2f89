import type { LocalTokenizer, ModelChoice, ModelDirectory, ResolvedModel } from '../../core/index.ts';
import {
  AppError,
  catalogedModels,
  guardedFetch,
  isAppError,
  isLoopbackHost,
  mapConcurrent,
  namesNoModel,
  type RunOptions,
  type Settings,
  throwIfAborted,
} from '../../core/index.ts';
import { type KeySources, readApiKey } from './api-keys.ts';
import { chatModels, inspectCompatibleModel, listCompatibleModels } from './compatible-server.ts';
import { detectModel } from './detect-model.ts';
import { findInstalledTokenizer, installedTokenizerStamp } from './installed-tokenizer.ts';
import { listOllamaModels } from './ollama-server.ts';
import { locateCompatibleModel, openCompatibleModel } from './open-compatible-model.ts';
import { type HostedProvider, hostedProviders, openHostedModel } from './open-hosted-model.ts';
import { openOllamaModel } from './open-ollama-model.ts';
import { patientFetch } from './patient-fetch.ts';
import { compatibleAddress, ollamaAddress } from './server-addresses.ts';
import { unaskedModel } from './unasked-model.ts';

/** What a directory works with for its life. */
export interface ModelDirectoryOptions extends KeySources {
  readonly settings: Pick<Settings, 'model' | 'baseUrl' | 'network'> &
    Partial<Pick<Settings, 'tokenizerFile'>>;
  /** Under the network rule, which is put in front of it here. */
  readonly fetch?: typeof globalThis.fetch;
  /** Tokens of context that an Ollama is asked for at most; 131072 by default. */
  readonly maxContext?: number;
}

interface FoundTokenizer {
  readonly stamp: string | undefined;
  readonly tokenizer: Promise<LocalTokenizer | undefined>;
}

/** A server that was not named must answer within this time, or it is not there. */
const detectTimeoutMs = 500;
/** A server that was named may be slow: it may be loading a model. */
const resolveTimeoutMs = 5_000;

/**
 * Opens models by ids `openai:`, `anthropic:`, `google:`, `ollama:` and `compatible:NAME`, and finds those on this
 * machine. Every connection goes through the network rule.
 */
export function createModelDirectory(options: ModelDirectoryOptions): ModelDirectory {
  const { settings, environment, maxContext = 131_072 } = options;
  const fetch = guardedFetch(options.fetch ?? patientFetch, settings.network);
  const ollamaHost = environment.OLLAMA_HOST;
  const compatibleKey = () => readApiKey('LONGVIEW_API_KEY', options);
  const compatibleQuestion = async (timeoutMs: number, signal: AbortSignal | undefined) => ({
    fetch,
    baseUrl: compatibleAddress(settings.baseUrl),
    apiKey: await compatibleKey(),
    timeoutMs,
    signal,
  });

  const open = async (
    id: string,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Promise<ResolvedModel> => {
    const { provider, model } = parseModelId(id);
    switch (provider) {
      case 'ollama': {
        const address = ollamaAddress(settings.baseUrl, ollamaHost);
        return openOllamaModel({ fetch, address, model, maxContext, timeoutMs, signal });
      }
      case 'compatible': {
        if (settings.baseUrl === '') {
          const message = `'${id}' needs the address of its server: set 'longview.baseUrl', for example http://127.0.0.1:8080/v1.`;
          throw new AppError('configuration', message);
        }
        return withAdvice(openCompatibleModel(await compatibleQuestion(timeoutMs, signal), model));
      }
      default: {
        const resolved = await openHostedModel({ provider, model, keys: options, fetch });
        if (settings.baseUrl === '') return resolved;
        const note = `'longview.baseUrl' is not used for it: requests go to ${resolved.location.host}.`;
        return { ...resolved, notes: [...resolved.notes, note] };
      }
    }
  };

  /** A server on another machine is not even asked what it has before the user agreed to it. */
  const unasked = (id: string, allowedHosts: readonly string[] | undefined): ResolvedModel | undefined => {
    const { provider, model } = parseModelId(id);
    if (allowedHosts === undefined || (provider !== 'ollama' && provider !== 'compatible')) return undefined;
    const address = provider === 'ollama' ? ollamaAddress(settings.baseUrl, ollamaHost) : settings.baseUrl;
    const host = URL.parse(address)?.host;
    if (host === undefined || isLoopbackHost(host) || allowedHosts.includes(host)) return undefined;
    return unaskedModel(id, model, host);
  };

  const resolve: ModelDirectory['resolve'] = async (id, { signal, allowedHosts } = {}) => {
    throwIfAborted(signal);
    const wanted = id.trim() || settings.model.trim();
    if (wanted !== '') return unasked(wanted, allowedHosts) ?? open(wanted, resolveTimeoutMs, signal);
    // Without a name there is nothing to say of a server that may not be asked.
    if (unasked('compatible:unnamed', allowedHosts) !== undefined) return undefined;
    const found = await detectModel({
      settings,
      ollamaHost,
      apiKey: compatibleKey,
      fetch,
      timeoutMs: detectTimeoutMs,
      signal,
    });
    if (found === undefined) return undefined;
    try {
      return await open(found, 2 * detectTimeoutMs, signal);
    } catch {
      // Nobody asked for this model, so its failure is not theirs to hear of.
      throwIfAborted(signal);
      return undefined;
    }
  };

  const listOllama = async (signal: AbortSignal | undefined): Promise<ModelChoice[]> => {
    const address = ollamaAddress(settings.baseUrl, ollamaHost);
    const { host } = new URL(address);
    const models = await listOllamaModels({ fetch, address, timeoutMs: detectTimeoutMs, signal });
    return models.flatMap(({ name, remoteHost, looksLikeEmbedding }) => {
      if (looksLikeEmbedding) return [];
      const kind = remoteHost === undefined && isLoopbackHost(host) ? 'local' : 'remote';
      return [
        {
          id: `ollama:${name}`,
          displayName: `${name} (Ollama)`,
          location: { kind, host: remoteHost ?? host },
        },
      ];
    });
  };

  const listCompatible = async (signal: AbortSignal | undefined): Promise<ModelChoice[]> => {
    if (settings.baseUrl === '') return [];
    const question = await compatibleQuestion(detectTimeoutMs, signal);
    const entries = chatModels(await listCompatibleModels(question));
    return mapConcurrent(
      entries,
      async (entry) => ({
        id: `compatible:${entry.id}`,
        displayName: entry.id,
        location: locateCompatibleModel(
          question.baseUrl,
          await inspectCompatibleModel(question, entry.id, entry),
        ),
      }),
      { limit: 4, signal },
    );
  };

  const listHosted = async (provider: HostedProvider): Promise<ModelChoice[]> => {
    const { keyName, baseUrl } = hostedProviders[provider];
    if (settings.network !== 'all' || (await readApiKey(keyName, options)) === undefined) return [];
    const location = { kind: 'remote', host: new URL(baseUrl).host } as const;
    return catalogedModels(provider).map(({ id, displayName }) => ({
      id: `${provider}:${id}`,
      displayName,
      location,
    }));
  };

  const list: ModelDirectory['list'] = async ({ signal }: RunOptions = {}) => {
    throwIfAborted(signal);
    if (settings.network === 'off') return [];
    const sources = [listOllama(signal), listCompatible(signal), ...providerNames.map(listHosted)];
    // A server that is not there, or a key that cannot be used, takes nothing from the others.
    const lists = await Promise.allSettled(sources);
    throwIfAborted(signal);
    return lists.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  };

  const installed = { tokenizerFile: settings.tokenizerFile ?? '', environment };
  const localTokenizerStamp = async (id: string, { signal }: RunOptions = {}) => {
    throwIfAborted(signal);
    const { provider, model } = parseModelId(id);
    if (provider !== 'ollama' && provider !== 'compatible') return undefined;
    return installedTokenizerStamp(provider, model, installed);
  };
  const tokenizers = new Map<string, FoundTokenizer>();
  const localTokenizer = async (id: string, { signal }: RunOptions = {}) => {
    throwIfAborted(signal);
    const { provider, model } = parseModelId(id);
    if (provider !== 'ollama' && provider !== 'compatible') return undefined;
    const stamp = await installedTokenizerStamp(provider, model, installed);
    const known = tokenizers.get(id);
    if (known !== undefined && known.stamp === stamp) return known.tokenizer;
    const tokenizer = findInstalledTokenizer(provider, model, installed);
    tokenizers.set(id, { stamp, tokenizer });
    // A failure is not kept: the next one who asks may find the file.
    tokenizer.catch(() => tokenizers.delete(id));
    return tokenizer;
  };

  return { resolve, list, localTokenizer, localTokenizerStamp };
}

const providerNames = Object.keys(hostedProviders) as HostedProvider[];
const ownProviders = ['ollama', 'compatible'] as const;

function parseModelId(id: string): {
  provider: HostedProvider | (typeof ownProviders)[number];
  model: string;
} {
  const colon = id.indexOf(':');
  const name = id.slice(0, Math.max(0, colon));
  const model = id.slice(colon + 1).trim();
  const known = [...providerNames, ...ownProviders];
  const provider = known.find((candidate) => candidate === name);
  if (name === 'vscode') throw new AppError('configuration', `'${id}' can be used inside VS Code only.`);
  if (provider === undefined || model === '') throw new AppError('configuration', namesNoModel(id));
  return { provider, model };
}

async function withAdvice(opening: Promise<ResolvedModel>): Promise<ResolvedModel> {
  try {
    return await opening;
  } catch (error) {
    if (!isAppError(error, 'model-unavailable')) throw error;
    const message = `${error.message} Start it, or set 'longview.baseUrl' to where it runs.`;
    throw new AppError(error.code, message, { cause: error.cause, retryable: error.retryable });
  }
}
