import { isLoopbackHost, type Settings, throwIfAborted } from '../../core/index.ts';
import {
  type CompatibleQuestion,
  chatModels,
  inspectCompatibleModel,
  listCompatibleModels,
} from './compatible-server.ts';
import { listOllamaModels, type OllamaQuestion, showOllamaModel } from './ollama-server.ts';
import { compatibleAddress, hasApiPath, ollamaAddress } from './server-addresses.ts';

/** What detection needs to know of the settings and the environment. */
export interface DetectOptions {
  readonly settings: Pick<Settings, 'baseUrl' | 'network'>;
  readonly ollamaHost: string | undefined;
  readonly apiKey: () => Promise<string | undefined>;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The id of a model that answers without having been named: the first of the server in `baseUrl`, else the first
 * chat-capable model of an Ollama on this machine that runs there itself. Undefined if there is none; throws only an
 * `AbortError`. Takes a few multiples of `timeoutMs` at most.
 */
export async function detectModel(options: DetectOptions): Promise<string | undefined> {
  const { settings, ollamaHost, apiKey, signal } = options;
  if (settings.network === 'off') return undefined;
  try {
    if (settings.baseUrl === '') {
      const address = ollamaAddress('', ollamaHost);
      if (!isLoopbackHost(new URL(address).host)) return undefined;
      return await firstOfOllama({ ...options, address });
    }
    const ollama = hasApiPath(settings.baseUrl)
      ? undefined
      : await firstOfOllama({ ...options, address: ollamaAddress(settings.baseUrl, undefined) }).catch(
          () => undefined,
        );
    throwIfAborted(signal);
    if (ollama !== undefined) return ollama;
    return await firstOfCompatible({
      ...options,
      baseUrl: compatibleAddress(settings.baseUrl),
      apiKey: await apiKey(),
    });
  } catch {
    throwIfAborted(signal);
    return undefined;
  }
}

async function firstOfCompatible(question: CompatibleQuestion): Promise<string | undefined> {
  for (const entry of chatModels(await listCompatibleModels(question))) {
    // Ollama lists its cloud models like its own; none is taken unasked.
    const isOllama = entry.owned_by === 'library';
    if (isOllama && (await inspectCompatibleModel(question, entry.id, entry)).remoteHost !== undefined)
      continue;
    return `compatible:${entry.id}`;
  }
  return undefined;
}

async function firstOfOllama(question: OllamaQuestion): Promise<string | undefined> {
  for (const { name, remoteHost, looksLikeEmbedding } of await listOllamaModels(question)) {
    if (remoteHost !== undefined || looksLikeEmbedding) continue;
    const details = await showOllamaModel(question, name);
    if (details.remoteHost !== undefined) continue;
    if (details.capabilities?.includes('completion') ?? true) return `ollama:${name}`;
  }
  return undefined;
}
