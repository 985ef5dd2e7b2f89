import type { RunOptions } from '../base/progress.ts';
import type { PixelSize } from '../media/image-tokens.ts';
import { type CacheRules, cacheRulesOf } from '../models/catalog/cache-rules.ts';
import type { IndexStore } from '../ports/index-store.ts';
import { cacheBreakpoints, expectedCacheRead } from './cache-breakpoints.ts';
import { type ContinuePackInput, continuePack } from './continue-pack.ts';
import { reasonAmongOtherPacks } from './other-packs.ts';
import {
  type PackTarget,
  partsOf,
  readStoredPack,
  type StoredPack,
  targetKey,
  writeStoredPack,
} from './pack-manifest.ts';
import type { PackedContext } from './pack-repository.ts';
import { replayParts } from './pack-state.ts';
import { SentPacks } from './sent-packs.ts';

export interface ContinueStoredPackInput
  extends Omit<
    ContinuePackInput,
    'target' | 'previous' | 'rules' | 'isCacheWarm' | 'isPrompt' | keyof PicturesOfPack
  > {
  /** Makes pictures; without it there are none. */
  readonly pictures?: PictureMaker | undefined;
  readonly index: IndexStore;
  readonly orderName: string;
  /** What names the target where the budget itself differs with every question: the limit of the model. */
  readonly nominalBudget?: number | undefined;
  /** For a pack that is made for a model now; otherwise the last one may have been sent a moment ago, for all that is known. */
  readonly sending?: PackSending | undefined;
}

/** The pictures of a pack, and what is known of them. */
export type PicturesOfPack = Pick<
  ContinuePackInput,
  'pictures' | 'pictureRedactions' | 'picturesLeftOut' | 'picturesInside' | 'suspectPictures'
>;

export interface PictureMaker {
  /** Names everything on which the bytes of a picture depend besides its file. */
  readonly key: string;
  /** @param kept the pictures of the pack before, by path, with the size in which they were sent */
  readonly make: (kept: ReadonlyMap<string, PixelSize>) => Promise<PicturesOfPack>;
}

export interface PackSending {
  /** Names the requests that begin alike, so that one may read what a provider keeps of another. */
  readonly reader: string;
  /** How the pack is kept, with the one life that is asked for. */
  readonly rules: CacheRules;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface ContinuedStoredPack {
  readonly packed: PackedContext;
  /** Puts the pack in the place of the last one: the next continuation goes on from it. */
  readonly keep: () => void;
  /** To be called after each reply to a request with the pack in front, with the rules by which the provider keeps it from then on. */
  readonly noteSent: (rules: CacheRules) => void;
}

/** Of the list of targets that have a slot, the one used last first. */
const slotsKey = 'slots 1';

/** So many packs of a folder are kept to be continued; one more replaces another. */
const slots = 8;

/**
 * Continues the pack that the index keeps for the same format, budget, tokenizer and order; the new one is kept when asked
 * for. The last of two processes at once wins; each writes in one statement, so neither reads half a pack.
 *
 * @throws AppError `usage` when the budget is too small for even the frame
 */
export async function continueStoredPack(
  { index, orderName, nominalBudget, sending, pictures: maker, ...input }: ContinueStoredPackInput,
  options: RunOptions = {},
): Promise<ContinuedStoredPack> {
  const { format, counter } = input;
  const budget = nominalBudget ?? input.budget;
  const { family } = counter;
  const target: PackTarget = { format, budget, family, order: orderName, pictures: maker?.key };
  const key = targetKey(target);
  const { slot, used, others } = slotOf(index, key);
  const rules = sending?.rules ?? cacheRulesOf(counter.family);
  const stored = index.getFact(`continued-pack-${slot}`, key);
  const previous = stored === undefined ? undefined : readStoredPack(stored);
  const sentPacks = new SentPacks(index, slot, key);
  const sent = sending === undefined ? undefined : sentPacks.of(sending.reader);
  const now = sending?.now() ?? 0;
  // Whoever it is kept for: what is cheaper for a review alone would cost the next question its prefix.
  const isCacheWarm = sending === undefined || sentPacks.isKeptAt(now);
  const pictures = await maker?.make(previous === undefined ? new Map() : sentPictures(previous));
  const isPrompt = sending !== undefined;
  const result = await continuePack(
    { ...input, ...pictures, target, previous, rules, isCacheWarm, isPrompt },
    options,
  );
  const { packed } = result;
  const keep = () => {
    index.putFact('continued-packs', slotsKey, JSON.stringify(used));
    const isSame =
      result.continuation.action === 'unchanged' &&
      JSON.stringify(result.stored.asked) === JSON.stringify(previous?.asked);
    if (!isSame) index.putFact(`continued-pack-${slot}`, key, writeStoredPack(result.stored));
    sentPacks.keepOnly(result.continuation.keptTokens);
  };
  const noneReason =
    stored === undefined
      ? reasonAmongOtherPacks(target, others)
      : 'the last pack was damaged, or written by another version';
  const marks = cacheBreakpoints(packed.parts, rules).map(({ tokens }) => Math.ceil(tokens * counter.factor));
  const continuation = {
    ...result.continuation,
    ...(previous === undefined && noneReason !== undefined ? { reason: noneReason } : {}),
    ...(sending === undefined
      ? {}
      : {
          cacheRead: expectedCacheRead({
            ...{ continuation: result.continuation, rules, sent, marks, elapsedMs: now - (sent?.at ?? now) },
          }),
        }),
  };
  const noteSent = ({ lifetimes }: CacheRules) => {
    if (sending === undefined) return;
    const lifeSeconds = lifetimes[0].seconds;
    sentPacks.note(sending.reader, { at: sending.now(), tokens: packed.tokenCount, lifeSeconds });
  };
  return { packed: { ...packed, continuation }, keep, noteSent };
}

/** The pictures that go with a pack, with their sizes. */
function sentPictures(previous: StoredPack): Map<string, PixelSize> {
  const parts = partsOf(previous);
  return new Map(
    [...replayParts(parts).pictures].flatMap(([path, index]) => {
      const { width, height } = parts[index]?.picture ?? {};
      return width === undefined || height === undefined ? [] : [[path, { width, height }] as const];
    }),
  );
}

/** Where the pack of a target is kept: its own slot, else a free one, else that of the pack not used for longest. */
function slotOf(
  index: IndexStore,
  key: string,
): {
  readonly slot: number;
  readonly used: readonly (readonly [key: string, slot: number])[];
  /** The keys of the other targets that have a slot. */
  readonly others: readonly string[];
} {
  const known = JSON.parse(index.getFact('continued-packs', slotsKey) ?? '[]') as [string, number][];
  const own = known.find(([other]) => other === key);
  const slot = own?.[1] ?? (known.length < slots ? known.length : (known.at(-1)?.[1] ?? 0));
  const others = known.map(([other]) => other).filter((other) => other !== key);
  return { slot, used: [[key, slot], ...known.filter(([, other]) => other !== slot)], others };
}
