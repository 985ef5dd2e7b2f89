import type { RunOptions } from '../base/progress.ts';
import { countYielding } from '../tokens/byte-pair-encoding.ts';
import { loadCl100kEncoding } from '../tokens/cl100k-encoding.ts';
import type { TokenCounter } from '../tokens/model-token-counter.ts';
import type { PackContinuation } from './pack-continuation.ts';
import type { PackedContext } from './pack-repository.ts';

export interface CountedPack {
  readonly packed: PackedContext;
  readonly counting: Pick<TokenCounter, 'family' | 'exact' | 'factor' | 'calibration'>;
}

/** What a pack that is fitted again may have more tokens for one of o200k than the one that was counted. */
const refitMargin = 1.01;

/**
 * Makes a pack and says how it is counted. Packs are fitted in o200k tokens; where the target's own encoding is another one
 * that is here (GPT-3.5 and GPT-4: cl100k_base), the pack is counted by that, and fitted a second time by what it came to,
 * so that it fills its budget. The factor is then that of this very pack.
 *
 * @param refits whether it may be made twice; one that continues another may not
 */
export async function packByEncoding(
  counter: TokenCounter,
  make: (counter: TokenCounter) => Promise<PackedContext>,
  { refits, signal }: { readonly refits: boolean } & Pick<RunOptions, 'signal'>,
): Promise<CountedPack> {
  const packed = await make(counter);
  const { family, exact, factor, calibration } = counter;
  if (family !== 'openai-cl100k' || calibration !== undefined)
    return { packed, counting: { family, exact, factor, calibration } };
  const first = await countedByCl100k(packed, factor, signal);
  if (!refits) return first;
  const measured = Math.ceil(first.counting.factor * refitMargin * 1000) / 1000;
  if (measured >= factor) return first;
  const again = await countedByCl100k(await make({ ...counter, factor: measured }), measured, signal);
  return again.packed.tokenCount <= again.packed.budget ? again : first;
}

/** A pack that was counted in o200k tokens times `factor`, as cl100k_base counts it. */
async function countedByCl100k(
  packed: PackedContext,
  factor: number,
  signal: AbortSignal | undefined,
): Promise<CountedPack> {
  const text = await countYielding(await loadCl100kEncoding(), packed.text, signal);
  // Pictures cost what they cost, whatever the text's encoding.
  const ofPictures = new Map(packed.attachments.map((picture) => [picture.path, picture.tokenCount]));
  const pictures = [...ofPictures.values()].reduce((sum, tokens) => sum + tokens, 0);
  const share = text / Math.max(1, packed.tokenCount - pictures);
  const shared = (tokens: number) => Math.round(tokens * share);
  const entries = packed.entries.map((entry) => {
    const own = Math.min(entry.tokenCount, ofPictures.get(entry.path) ?? 0);
    return { ...entry, tokenCount: own + shared(entry.tokenCount - own) };
  });
  const tokenCount = text + pictures;
  const { continuation } = packed;
  return {
    packed: {
      ...packed,
      tokenCount,
      entries,
      ...(continuation && { continuation: continuationCounted(continuation, tokenCount, shared) }),
    },
    counting: { family: 'openai-cl100k', exact: true, factor: Number((factor * share).toFixed(4)) },
  };
}

/** What was kept and what is new, in the encoding's tokens, adding up to the whole. */
function continuationCounted(
  continuation: PackContinuation,
  tokenCount: number,
  shared: (tokens: number) => number,
): PackContinuation {
  const { appendedTokens, supersededTokens } = continuation;
  const appended = Math.min(tokenCount, shared(appendedTokens));
  return {
    ...continuation,
    keptTokens: tokenCount - appended,
    appendedTokens: appended,
    supersededTokens: shared(supersededTokens),
  };
}
