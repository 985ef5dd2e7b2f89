import { isAbort } from './base/abort.ts';
import { isAppError, messageOf } from './base/app-error.ts';
import { contentHash } from './base/content-hash.ts';
import type { Diagnostic } from './base/diagnostic.ts';
import type { RunOptions } from './base/progress.ts';
import type { CountText } from './context/pack-by-count.ts';
import type { EnginePorts } from './engine-ports.ts';
import { assertMaySend } from './models/call/consent.ts';
import { countsByCl100k, countWithProvider } from './models/call/count-with-provider.ts';
import { RememberedCounts } from './models/call/remembered-counts.ts';
import { hostedProviders, providerOf } from './models/catalog/model-providers.ts';
import type { LocalTokenizer, ResolvedModel } from './ports/model-directory.ts';
import type { Settings } from './settings/settings-table.ts';
import type { TokenCounter } from './tokens/model-token-counter.ts';

export interface PackTextCounterInput {
  readonly ports: Pick<EnginePorts, 'index' | 'journal' | 'models' | 'hash'>;
  readonly settings: Settings;
  /** PROVIDER:ID; undefined for a pack that is for no model. */
  readonly modelId: string | undefined;
  readonly counter: TokenCounter;
  /** Hosts to which the text may be sent, besides those of the settings; undefined: to none. */
  readonly counterHosts: readonly string[] | undefined;
}

/** Counts the text of a pack as its target does. */
export interface PackTextCounter {
  readonly count: CountText;
  /** Names the vocabulary that is installed for the target, without reading it; undefined where there is none. */
  readonly vocabulary: (options: RunOptions) => Promise<string | undefined>;
  /** Whether more than an estimate is likely. Nothing is sent; a vocabulary may be read, a server asked what it has. */
  readonly canCount: (options: RunOptions) => Promise<boolean>;
}

/**
 * What counts better than an upper bound for this target: cl100k_base, the model's own vocabulary, or its provider; undefined
 * where the bound is exact, or nothing better is to be had. A vocabulary is read and a model opened when the first text is
 * counted; what came of it is remembered, so that no text is counted or sent twice.
 *
 * @throws AppError (the functions) `configuration` for a vocabulary that the settings name and that cannot be used
 */
export function packTextCounter(input: PackTextCounterInput): PackTextCounter | undefined {
  const { ports, settings, modelId, counter, counterHosts = [] } = input;
  if (counter.exact) return undefined;
  const counting = { counter, settings, allowedHosts: counterHosts };
  if (countsByCl100k(counter))
    return {
      count: (text, options) => countWithProvider({ ...counting, text, model: undefined }, options),
      canCount: async () => true,
      vocabulary: async () => undefined,
    };
  if (modelId === undefined || !mayBeCounted(modelId, input)) return undefined;
  let opening: Promise<OpenedCounter> | undefined;
  const open = (options: RunOptions) => {
    // Named before it is read: what replaces the vocabulary meanwhile is at worst counted again.
    opening ??= vocabulary(options).then(() => openCounter(modelId, input, options));
    return opening;
  };
  const remembered = new RememberedCounts(ports.index);
  const { hash = contentHash, journal, models } = ports;
  let naming: Promise<string | undefined> | undefined;
  const vocabulary = async (options: RunOptions) => {
    if (mayBeInstalled(modelId)) naming ??= models.localTokenizerStamp?.(modelId, options);
    return naming;
  };
  return {
    vocabulary,
    canCount: async (options) => {
      const { localTokenizer, model, diagnostics } = await open(options);
      return localTokenizer !== undefined || model !== undefined || diagnostics.length > 0;
    },
    count: async (text, options = {}) => {
      const { baseUrl, tokenizerFile } = settings;
      const restsOn = [modelId, baseUrl, tokenizerFile, await vocabulary(options), text];
      const key = hash(new TextEncoder().encode(JSON.stringify(restsOn)));
      const known = remembered.get(key);
      if (known !== undefined) return { ...known, diagnostics: [] };
      const { diagnostics, ...opened } = await open(options);
      options.onProgress?.({ type: 'stage-start', stage: 'count' });
      const counted = await countWithProvider({ ...counting, ...opened, text, journal }, options);
      options.onProgress?.({ type: 'stage-end', stage: 'count' });
      const { tokenCount, source } = counted;
      if (source !== 'estimate') remembered.put(key, { tokenCount, source });
      return { ...counted, diagnostics: [...diagnostics, ...counted.diagnostics] };
    },
  };
}

interface OpenedCounter {
  readonly localTokenizer: LocalTokenizer | undefined;
  readonly model: ResolvedModel | undefined;
  /** Why there is neither, where one could be expected. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether a vocabulary of the model may be installed, or its provider may have a counter and be asked; opens nothing. */
function mayBeCounted(modelId: string, input: PackTextCounterInput): boolean {
  return mayBeInstalled(modelId) || mayBeAsked(modelId, input);
}

/** Servers of open weights, whose vocabularies may lie on this machine. */
function mayBeInstalled(modelId: string): boolean {
  return ['ollama', 'compatible'].includes(providerOf(modelId));
}

function mayBeAsked(modelId: string, { settings, counterHosts }: PackTextCounterInput): boolean {
  const provider = providerOf(modelId);
  if (counterHosts === undefined || settings.network === 'off') return false;
  if (hostedProviders.includes(provider))
    return settings.network === 'all' && counterHosts.length + settings.allowedHosts.length > 0;
  // Ollama has no counter.
  return provider === 'compatible' && settings.baseUrl !== '';
}

/** The installed vocabulary; else the model, if its provider counts and may be sent the text. */
async function openCounter(
  modelId: string,
  input: PackTextCounterInput,
  options: RunOptions,
): Promise<OpenedCounter> {
  const { ports, settings, counterHosts = [] } = input;
  const { models } = ports;
  const none = { localTokenizer: undefined, model: undefined, diagnostics: [] };
  const localTokenizer = mayBeInstalled(modelId)
    ? await models.localTokenizer?.(modelId, options)
    : undefined;
  if (localTokenizer !== undefined) return { ...none, localTokenizer };
  if (!mayBeAsked(modelId, input)) return none;
  try {
    const allowedHosts = [...settings.allowedHosts, ...counterHosts];
    const model = await models.resolve(modelId, { ...options, allowedHosts });
    if (model?.countTokens === undefined) return none;
    assertMaySend(model, settings, counterHosts);
    return { ...none, model };
  } catch (error) {
    if (isAbort(error)) throw error;
    // Who has no key, or did not agree to send anything, need not be told that nothing was sent.
    const isSilent = (['key-missing', 'consent-required', 'network-off'] as const).some((code) =>
      isAppError(error, code),
    );
    if (isSilent) return none;
    const message = `${modelId} was not asked to count the text, so that its tokens are an upper estimate: ${messageOf(error)}`;
    return { ...none, diagnostics: [{ severity: 'warning', code: 'token-count-estimated', message }] };
  }
}
