import type { RunOptions } from '../base/progress.ts';
import type { TextCount } from '../models/call/count-with-provider.ts';
import { type Counting, type TokenCounter, tokenCounterOf } from '../tokens/model-token-counter.ts';
import type { PackContinuation } from './pack-continuation.ts';
import type { PackedContext } from './pack-repository.ts';

/** Counts a text as the target does; where that cannot be, `source` is `estimate`. */
export type CountText = (text: string, options?: RunOptions) => Promise<TextCount>;

export interface PackByCountInput {
  /** An upper bound, by which a pack is fitted that cannot be counted better. */
  readonly counter: TokenCounter;
  /** Undefined where the bound is all there is, or exact. */
  readonly count: CountText | undefined;
  /** Makes a fresh pack, as often as it is wanted. */
  readonly make: (counter: TokenCounter) => Promise<PackedContext>;
  /** Goes on from the last pack, in place of the fresh one. What is returned of that is kept, and nothing else. */
  readonly continueLast?: ((counter: TokenCounter) => Promise<OfferedPack>) | undefined;
}

export interface OfferedPack {
  readonly packed: PackedContext;
  /** Lets the next pack go on from this one. */
  readonly keep: () => void;
}

export interface CountedPack {
  readonly packed: PackedContext;
  readonly counting: Counting;
  /** Why it was not counted as it could have been. */
  readonly warnings: readonly string[];
}

/** What a pack that is fitted again may have more tokens for one of o200k than the one that was counted. */
const refitMargin = 1.003;
/** A pack that has this much of its budget is not fitted again. */
const leastFill = 0.99;
/** Each time the whole text is counted, maybe far away. More where none is within the budget yet. */
const mostRefits = { within: 2, over: 5 } as const;
/** A factor that is hardly smaller finds no room: the budget is not filled for another reason. */
const leastGain = 0.999;

/**
 * Makes a pack and says how it is counted. Packs are fitted in o200k tokens times an upper factor. Where the target's own
 * count is to be had (its vocabulary, its provider's counter), the pack's text is counted so, and the pack fitted once more
 * by what that came to, so that it fills its budget: twice, where the first time went over it or left room, and up to five
 * times as long as none is within it.
 * Of the packs that are within the budget the largest is taken; its factor is that of this very pack.
 *
 * The first one is fitted by the family's factor, whatever a calibration says: what is counted calibrates the model, and the
 * same folder must give the same pack again, which then need not be counted. A pack that goes on from the last one is fitted
 * by what a fresh one came to. Where what was appended counts higher than that, so that it goes over the budget, less is
 * appended, or a new pack is made, by what this one came to.
 */
export async function packByCount(
  { counter, count, make, continueLast }: PackByCountInput,
  options: RunOptions = {},
): Promise<CountedPack> {
  const { family, calibration } = counter;
  const bounded = (packed: PackedContext, warnings: readonly string[]): CountedPack => {
    const source = counter.exact ? 'encoding' : 'estimate';
    const { exact, factor } = counter;
    const counting = { family, exact, factor, source, ...(calibration && { calibration }) } as const;
    return { packed, counting, warnings };
  };
  const makeBounded = async (counter: TokenCounter) => {
    if (continueLast === undefined) return make(counter);
    const { packed, keep } = await continueLast(counter);
    keep();
    return packed;
  };
  if (count === undefined) return bounded(await makeBounded(counter), []);
  const start = tokenCounterOf(family);
  const attempt = async (factor: number, packed: PackedContext): Promise<CountedPack> => {
    const { tokenCount, source, diagnostics } = await count(packed.text, options);
    const warnings = diagnostics.map(({ message }) => message);
    if (source !== 'estimate')
      return { ...recounted(packed, { tokenCount, source, factor, family }), warnings };
    return { packed, counting: { family, exact: false, factor, source }, warnings };
  };
  const first = await attempt(start.factor, await make(start));
  const { warnings } = first;
  if (first.counting.source === 'estimate') {
    const isSame = continueLast === undefined && start.factor === counter.factor;
    return bounded(isSame ? first.packed : await makeBounded(counter), warnings);
  }
  const refitFactor = ({ counting }: CountedPack) => Math.ceil(counting.factor * refitMargin * 1e4) / 1e4;
  const fittedTo = (factor: number): TokenCounter => ({ ...start, exact: false, factor });
  let taken = first;
  let last = first;
  let fittedBy = start.factor;
  for (let refit = 0; !isFilled(last); refit++) {
    if (refit >= mostRefits[isWithin(taken) ? 'within' : 'over']) break;
    const factor = refitFactor(last);
    if (isWithin(last) && factor > fittedBy * leastGain) break;
    fittedBy = factor;
    const packed = await make(fittedTo(factor));
    // Everything is in.
    if (packed.text === last.packed.text) break;
    const again = await attempt(factor, packed);
    // The counter failed this time; what it counted before holds, unless that was too much.
    if (again.counting.source === 'estimate') {
      taken = { ...(isWithin(taken) ? taken : again), warnings: [...warnings, ...again.warnings] };
      break;
    }
    last = again;
    if (isBetter(again, taken)) taken = again;
  }
  if (continueLast === undefined) return taken;
  const goOn = async (factor: number) => {
    const { packed, keep } = await continueLast(fittedTo(factor));
    return { counted: await attempt(factor, packed), keep };
  };
  let latest = await goOn(refitFactor(last));
  let best = latest;
  for (let refit = 0; refit < mostRefits.over && !isWithin(latest.counted); refit++) {
    latest = await goOn(refitFactor(latest.counted));
    if (isBetter(latest.counted, best.counted)) best = latest;
  }
  best.keep();
  return best.counted;
}

function isWithin({ packed: { tokenCount, budget } }: CountedPack): boolean {
  return tokenCount <= budget;
}

function isFilled(counted: CountedPack): boolean {
  const { tokenCount, budget } = counted.packed;
  return isWithin(counted) && tokenCount >= budget * leastFill;
}

/** Within the budget goes before over it; of two within it the larger one is better, of two over it the smaller. */
function isBetter(one: CountedPack, other: CountedPack): boolean {
  const fits = isWithin(one);
  if (fits !== isWithin(other)) return fits;
  const difference = one.packed.tokenCount - other.packed.tokenCount;
  return fits ? difference > 0 : difference < 0;
}

/** A pack that was counted in o200k tokens times `factor`, with what its text really has. */
function recounted(
  packed: PackedContext,
  {
    tokenCount: text,
    factor,
    ...counted
  }: Pick<TextCount, 'tokenCount'> & Pick<Counting, 'source' | 'factor' | 'family'>,
): Pick<CountedPack, 'packed' | 'counting'> {
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
    counting: { ...counted, exact: true, factor: Number((factor * share).toFixed(4)) },
  };
}

/** What was kept and what is new, in the target's tokens, adding up to the whole. */
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
