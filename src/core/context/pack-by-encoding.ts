import type { RunOptions } from '../base/progress.ts';
import { countYielding } from '../tokens/byte-pair-encoding.ts';
import { loadCl100kEncoding } from '../tokens/cl100k-encoding.ts';
import type { TokenCounter } from '../tokens/model-token-counter.ts';
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
  const tokenCount = packed.attachments.reduce((sum, picture) => sum + picture.tokenCount, text);
  const share = tokenCount / packed.tokenCount;
  const entries = packed.entries.map((entry) => ({
    ...entry,
    tokenCount: Math.round(entry.tokenCount * share),
  }));
  return {
    packed: { ...packed, tokenCount, entries },
    counting: { family: 'openai-cl100k', exact: true, factor: Number((factor * share).toFixed(4)) },
  };
}
