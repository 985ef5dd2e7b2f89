import { isAbort } from '../../base/abort.ts';
import { isAppError, messageOf } from '../../base/app-error.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { RunOptions } from '../../base/progress.ts';
import type { Journal } from '../../ports/journal.ts';
import type { LocalTokenizer, ResolvedModel } from '../../ports/model-directory.ts';
import type { Settings } from '../../settings/settings-table.ts';
import { countYielding } from '../../tokens/byte-pair-encoding.ts';
import { isTelling } from '../../tokens/calibration.ts';
import { loadCl100kEncoding } from '../../tokens/cl100k-encoding.ts';
import type { CountSource, TokenCounter } from '../../tokens/model-token-counter.ts';
import { countO200kTokensYielding } from '../../tokens/token-counter.ts';
import { assertMaySend } from './consent.ts';

export interface CountWithProviderInput {
  /** Undefined where it is not open: nothing can be sent. */
  readonly model: Pick<ResolvedModel, 'id' | 'displayName' | 'location' | 'countTokens'> | undefined;
  /** Gives the estimate, and the count itself where that is exact. */
  readonly counter: TokenCounter;
  readonly text: string;
  readonly settings: Pick<Settings, 'network' | 'allowedHosts'>;
  /** Of the model's own vocabulary, where that is installed; see `ModelDirectory.localTokenizer`. */
  readonly localTokenizer?: LocalTokenizer | undefined;
  /** Hosts for which there is consent, besides those in the settings. */
  readonly allowedHosts: readonly string[];
  /** Where given, what the provider counts calibrates the model from now on. */
  readonly journal?: Pick<Journal, 'recordUsageSample'> | undefined;
}

/** A count with what it rests on. */
export interface TextCount {
  readonly tokenCount: number;
  readonly source: CountSource;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Tokens of a provider for one of o200k. Outside, its counter is broken: what was measured lies between 0.9 and 1.6
 * (docs/counting.md).
 */
const plausibleRatios = { lowest: 0.3, highest: 5 };
/** What the frame of a message may add to a short text. */
const mostFrameTokens = 200;

/**
 * Counts a whole text once, as exactly as is allowed: here where the encoding is public, else by the provider's counter
 * if the network rule and consent let the text be sent, else by an upper estimate. A counter that fails, or whose
 * count cannot be, is told of, and the estimate stands. Nothing is sent where the answer is known.
 *
 * @throws only an `AbortError`
 */
export async function countWithProvider(
  input: CountWithProviderInput,
  options: RunOptions = {},
): Promise<TextCount> {
  const { model, counter, text, settings, allowedHosts, journal, localTokenizer } = input;
  const counted = (tokenCount: number, source: TextCount['source']): TextCount => ({
    tokenCount,
    source,
    diagnostics: [],
  });
  const local = localTokenizer?.count ?? (await countingOf(counter));
  if (local !== undefined) return counted(await local(text, options), 'encoding');
  const ownTokens = await countO200kTokensYielding(text, options.signal);
  const estimate = Math.ceil(ownTokens * counter.factor);
  const fallBack = (diagnostics: readonly Diagnostic[]): TextCount => ({
    tokenCount: estimate,
    source: 'estimate',
    diagnostics,
  });
  if (model?.countTokens === undefined) return fallBack([]);
  const failed = (reason: string): TextCount => {
    const message = `${model.displayName} did not count the text (${reason}): ${estimate} tokens are an upper estimate.`;
    return fallBack([{ severity: 'warning', code: 'token-count-estimated', message }]);
  };
  try {
    assertMaySend(model, settings, allowedHosts);
    const tokenCount = await model.countTokens(text, options);
    if (!isPlausible(tokenCount, ownTokens))
      return failed(`its counter says ${tokenCount} where o200k_base has ${ownTokens}, which cannot be`);
    const sample = { ownTokens, reportedTokens: tokenCount };
    if (isTelling(sample)) journal?.recordUsageSample(model.id, sample);
    return counted(tokenCount, 'provider');
  } catch (error) {
    if (isAbort(error)) throw error;
    // Who did not agree to send anything need not be told that nothing was sent.
    if (isAppError(error, 'consent-required') || isAppError(error, 'network-off')) return fallBack([]);
    return failed(messageOf(error));
  }
}

function isPlausible(tokenCount: number, ownTokens: number): boolean {
  const { lowest, highest } = plausibleRatios;
  return tokenCount >= Math.floor(ownTokens * lowest) && tokenCount <= ownTokens * highest + mostFrameTokens;
}

/** Whether a target counts by cl100k_base. A calibration stands above its name: replies showed that it counts otherwise. */
export function countsByCl100k({ family, calibration }: TokenCounter): boolean {
  return family === 'openai-cl100k' && calibration === undefined;
}

/** How to count by the published encoding of a family; undefined where there is none. */
async function countingOf(counter: TokenCounter): Promise<LocalTokenizer['count'] | undefined> {
  if (counter.exact) return (text, { signal } = {}) => countO200kTokensYielding(text, signal);
  if (!countsByCl100k(counter)) return undefined;
  const encoding = await loadCl100kEncoding();
  return (text, { signal } = {}) => countYielding(encoding, text, signal);
}
