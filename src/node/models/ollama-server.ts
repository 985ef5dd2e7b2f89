import { z } from 'zod';
import { AppError } from '../../core/index.ts';
import { askServer } from './ask-server.ts';
import { missingOllamaModel, unreachableOllama } from './ollama-failure.ts';

/** A model as `/api/tags` lists it. */
export interface OllamaListedModel {
  readonly name: string;
  /** Set for a model that runs on somebody else's machine. */
  readonly remoteHost: string | undefined;
  /** Whether its name and family say that it makes embeddings; `/api/show` knows it for certain. */
  readonly looksLikeEmbedding: boolean;
}

/** What `/api/show` says of a model. */
export interface OllamaModelDetails {
  readonly remoteHost: string | undefined;
  /** Tokens that the model was trained for. */
  readonly contextLength: number | undefined;
  /** Ollama's words: `completion`, `vision`, `tools`, `thinking`, `embedding`; undefined on old servers. */
  readonly capabilities: readonly string[] | undefined;
}

/** An Ollama, and how to ask it. */
export interface OllamaQuestion {
  readonly fetch: typeof globalThis.fetch;
  /** Without a path. */
  readonly address: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

const remoteFields = { remote_host: z.string().optional(), remote_model: z.string().optional() };
const tagsSchema = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      ...remoteFields,
      details: z.object({ family: z.string().optional() }).optional(),
    }),
  ),
});
const showSchema = z.object({
  ...remoteFields,
  capabilities: z.array(z.string()).optional(),
  model_info: z.record(z.string(), z.unknown()).optional(),
});
const psSchema = z.object({
  models: z.array(z.object({ name: z.string(), context_length: z.number().optional() })),
});

/**
 * The models that an Ollama has, in its order.
 * @throws AppError `model-unavailable` if there is no Ollama
 */
export async function listOllamaModels(question: OllamaQuestion): Promise<readonly OllamaListedModel[]> {
  const { json } = await ask(question, '/api/tags');
  const parsed = tagsSchema.safeParse(json);
  if (!parsed.success) throw notOllama(question.address);
  return parsed.data.models.map(({ name, details, ...remote }) => ({
    name,
    remoteHost: remoteHostOf(name, remote),
    looksLikeEmbedding: looksLikeEmbedding(name) || /bert/.test(details?.family ?? ''),
  }));
}

/** @throws AppError `model-unavailable` if there is no Ollama, or no such model */
export async function showOllamaModel(question: OllamaQuestion, model: string): Promise<OllamaModelDetails> {
  const { status, json } = await ask(question, '/api/show', { model });
  if (status === 404 && typeof (json as { error?: unknown } | undefined)?.error === 'string') {
    throw missingOllamaModel({ address: question.address, model });
  }
  const parsed = showSchema.safeParse(json);
  if (status !== 200 || !parsed.success) throw notOllama(question.address);
  const { model_info = {}, capabilities } = parsed.data;
  const contextLength = Object.entries(model_info).find(([key]) => key.endsWith('.context_length'))?.[1];
  return {
    remoteHost: remoteHostOf(model, parsed.data),
    contextLength: typeof contextLength === 'number' && contextLength > 0 ? contextLength : undefined,
    capabilities,
  };
}

/** Tokens of context that a model is loaded with at this moment; undefined if it is not loaded. */
export async function loadedContextLength(
  question: OllamaQuestion,
  model: string,
): Promise<number | undefined> {
  const { json } = await ask(question, '/api/ps');
  const running = psSchema.safeParse(json).data?.models ?? [];
  return running.find(({ name }) => name === model || name === `${model}:latest`)?.context_length;
}

/** Whether a name is one of those that models for embeddings and reranking have. */
export function looksLikeEmbedding(name: string): boolean {
  return /embed|rerank|minilm|(^|[/-])(bge|gte|e5)-/i.test(name);
}

function ask({ fetch, address, timeoutMs, signal }: OllamaQuestion, path: string, body?: unknown) {
  return askServer({ fetch, url: `${address}${path}`, body, timeoutMs, signal }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw unreachableOllama({ address }, error);
  });
}

/** Ollama hands its cloud models on from loopback: their host is where the text really goes. */
function remoteHostOf(
  name: string,
  { remote_host, remote_model }: { remote_host?: string | undefined; remote_model?: string | undefined },
): string | undefined {
  if (remote_host) return URL.parse(remote_host)?.host || remote_host;
  return remote_model || /[:-]cloud$/.test(name) ? 'ollama.com' : undefined;
}

function notOllama(address: string): AppError {
  return new AppError(
    'model-unavailable',
    `The server at ${address} is not Ollama. If it speaks OpenAI's protocol, use 'compatible:NAME' with 'longview.baseUrl'.`,
  );
}
