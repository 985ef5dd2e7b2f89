import { z } from 'zod';
import { AppError, isLoopbackHost, throwIfAborted } from '../../core/index.ts';
import { askServer, originOf } from './ask-server.ts';
import { loadedContextLength, looksLikeEmbedding, showOllamaModel } from './ollama-server.ts';

/** A server that speaks OpenAI's protocol, and how to ask it. */
export interface CompatibleQuestion {
  readonly fetch: typeof globalThis.fetch;
  /** With `/v1` or whatever stands in its place, without a slash at the end. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

const positive = z.number().positive().optional().catch(undefined);
const entrySchema = z.object({
  id: z.string(),
  owned_by: z.string().optional().catch(undefined),
  max_model_len: positive,
  context_length: positive,
  context_window: positive,
  max_context_length: positive,
  meta: z.object({ n_ctx: positive, n_ctx_train: positive }).nullish().catch(undefined),
  architecture: z
    .object({ input_modalities: z.array(z.string()).optional() })
    .nullish()
    .catch(undefined),
});
/** One entry of `/v1/models`, with what servers add to OpenAI's fields. */
export type CompatibleEntry = z.infer<typeof entrySchema>;
const listSchema = z.object({ data: z.array(z.unknown()) });

const propsSchema = z.object({
  default_generation_settings: z.object({ n_ctx: positive }),
  modalities: z.object({ vision: z.boolean().optional() }).optional().catch(undefined),
});
const lmStudioSchema = z.object({ type: z.string().optional(), loaded_context_length: positive });

/** What a server and its model could be told to be. */
export interface CompatibleFacts {
  /** Why the server is known to run the model itself; undefined if that cannot be told. */
  readonly runsItself: string | undefined;
  /** Where an Ollama sends the text to, if not to a model of its own. */
  readonly remoteHost: string | undefined;
  /** Tokens that the server says it serves. */
  readonly window: number | undefined;
  readonly seesImages: boolean | undefined;
  readonly notes: readonly string[];
}

/**
 * The models that a server lists; undefined if it has no list.
 * @throws AppError `model-unavailable`; `configuration` if it wants another key
 */
export async function listCompatibleModels(
  question: CompatibleQuestion,
): Promise<readonly CompatibleEntry[] | undefined> {
  const { status, json } = await ask(question, `${question.baseUrl}/models`);
  if (status === 401 || status === 403) {
    const message = `The server at ${originOf(question.baseUrl)} refused the key (HTTP ${status}). Set LONGVIEW_API_KEY.`;
    throw new AppError('configuration', message);
  }
  if (status >= 500) {
    const message = `The model server at ${originOf(question.baseUrl)} is not ready (HTTP ${status}).`;
    throw new AppError('model-unavailable', message, { retryable: true });
  }
  const entries = listSchema.safeParse(json).data?.data;
  return entries?.flatMap((entry) => entrySchema.safeParse(entry).data ?? []);
}

/** The entries that do not look like models for embeddings. */
export function chatModels(entries: readonly CompatibleEntry[] = []): readonly CompatibleEntry[] {
  return entries.filter(({ id }) => !looksLikeEmbedding(id));
}

/** Finds out what can be told of a model; asks only servers that say what they are, and those on this machine. */
export async function inspectCompatibleModel(
  question: CompatibleQuestion,
  model: string,
  entry: CompatibleEntry | undefined,
): Promise<CompatibleFacts> {
  const told = {
    window:
      entry?.meta?.n_ctx ??
      entry?.max_model_len ??
      entry?.context_length ??
      entry?.context_window ??
      entry?.max_context_length,
    seesImages: entry?.architecture?.input_modalities?.includes('image'),
  };
  const facts = { runsItself: undefined, remoteHost: undefined, notes: [], ...told };
  const owner = entry?.owned_by?.toLowerCase();
  if (owner === 'vllm' || owner === 'sglang') return { ...facts, runsItself: owner };
  if (owner === 'organization_owner') return { ...facts, ...(await inspectLmStudio(question, model)) };
  if (owner === 'library') return { ...facts, ...(await inspectOllama(question, model)) };
  if (owner === 'llamacpp' || isLoopbackHost(new URL(question.baseUrl).host)) {
    const props = propsSchema.safeParse(
      await askQuietly(question, `${serverRoot(question.baseUrl)}/props`),
    ).data;
    if (props !== undefined || owner === 'llamacpp') {
      return {
        ...facts,
        runsItself: 'llama.cpp',
        // What the model was trained for is no more than an upper bound, for want of anything better.
        window: props?.default_generation_settings.n_ctx ?? told.window ?? entry?.meta?.n_ctx_train,
        seesImages: props?.modalities?.vision ?? told.seesImages,
      };
    }
  }
  return { ...facts, window: told.window ?? entry?.meta?.n_ctx_train };
}

/** LM Studio gives the length that a model was loaded with, and its kind, on an address of its own. */
async function inspectLmStudio(
  question: CompatibleQuestion,
  model: string,
): Promise<Partial<CompatibleFacts>> {
  const answer = await askQuietly(
    question,
    `${serverRoot(question.baseUrl)}/api/v0/models/${encodeURIComponent(model)}`,
  );
  const details = lmStudioSchema.safeParse(answer).data;
  return {
    runsItself: 'LM Studio',
    ...(details?.loaded_context_length && { window: details.loaded_context_length }),
    ...(details?.type && { seesImages: details.type === 'vlm' }),
  };
}

/** `library` is what Ollama says of its cloud models too, so only its own `/api/show` tells where a model runs. */
async function inspectOllama(question: CompatibleQuestion, model: string): Promise<Partial<CompatibleFacts>> {
  const ollama = { ...question, address: serverRoot(question.baseUrl) };
  try {
    const [details, loaded] = await Promise.all([
      showOllamaModel(ollama, model),
      loadedContextLength(ollama, model),
    ]);
    return {
      remoteHost: details.remoteHost,
      runsItself: details.remoteHost === undefined ? 'Ollama' : undefined,
      seesImages: details.capabilities?.includes('vision'),
      ...(loaded !== undefined && { window: loaded }),
      notes: [
        `This is Ollama's OpenAI-compatible address, where a long prompt may be cut without notice: use ollama:${model} instead.`,
      ],
    };
  } catch {
    throwIfAborted(question.signal);
    return {};
  }
}

async function askQuietly(question: CompatibleQuestion, url: string): Promise<unknown> {
  try {
    const { status, json } = await ask(question, url);
    return status === 200 ? json : undefined;
  } catch {
    throwIfAborted(question.signal);
    return undefined;
  }
}

function ask({ fetch, apiKey, timeoutMs, signal }: CompatibleQuestion, url: string) {
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  return askServer({ fetch, url, headers, timeoutMs, signal });
}

/** Where a server has what does not belong to OpenAI's protocol. */
export function serverRoot(baseUrl: string): string {
  return baseUrl.replace(/\/v1$/, '');
}
