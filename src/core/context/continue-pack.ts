import { knownSecretsOf } from '../analysis/repeated-secrets.ts';
import { throwIfAborted } from '../base/abort.ts';
import { firstOf } from '../base/count-of.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type { CacheRules } from '../models/catalog/cache-rules.ts';
import { isUnnamed, type Resolution } from '../reduce/resolution.ts';
import { type AskedOfPack, askedOf, newDemands } from './asked-of-pack.ts';
import { carryingCost } from './carrying-cost.ts';
import { attachmentsOf } from './continue-pictures.ts';
import { continuedEntries } from './continued-entries.ts';
import { attainableWish } from './file-options.ts';
import { keepOrder, keepResolutions } from './keep-choices.ts';
import { inOrder } from './order-files.ts';
import type { PackContinuation } from './pack-continuation.ts';
import { type NoDelta, type PackDelta, packDelta } from './pack-delta.ts';
import { packWriter } from './pack-format.ts';
import { type PackTarget, partsOf, type StoredPack, storedPackOf } from './pack-manifest.ts';
import {
  type PackedContext,
  type PackPart,
  type PackRepositoryInput,
  packRepository,
} from './pack-repository.ts';
import { type PackState, replayParts } from './pack-state.ts';
import { wishReader } from './pack-wishes.ts';
import { shownRedactions } from './shown-redactions.ts';
import type { FileValue } from './value-files.ts';

export interface ContinuePackInput extends PackRepositoryInput {
  readonly target: PackTarget;
  /** The last pack of the target; undefined where there is none that can be continued. */
  readonly previous: StoredPack | undefined;
  /** Pictures that may hold a secret, for all that is known; by default none. */
  readonly suspectPictures?: ReadonlySet<string>;
  /** Whether the pack goes to a model at once, its pictures between its texts, so that what was sent is sent again. */
  readonly isPrompt?: boolean;
  /** Files that are needed now at the resolution that a fresh pack gives them. */
  readonly wanted: ReadonlySet<string>;
  readonly dependencies: readonly { readonly from: string; readonly to: string }[];
  /** How the target's provider caches, whether the last pack is likely still there, and for how many calls this one is. */
  readonly rules: CacheRules;
  readonly isCacheWarm: boolean;
  readonly expectedCalls: number;
}

/** With what is asked of the pack, which takes a look at each file. */
type AskedInput = ContinuePackInput & { readonly asked: AskedOfPack };

export interface ContinuedPack {
  readonly packed: PackedContext;
  readonly continuation: PackContinuation;
  /** What the next continuation needs. */
  readonly stored: StoredPack;
}

/**
 * Share of the budget that a new pack is filled to where it may be continued: what is left takes the changes of the next
 * commits. Packs fill at least 99 % of what they are given, so that 97 % of the whole are used.
 */
const filledShare = 0.982;
const leastFill = 0.97;
/** More than this share of a pack that no longer holds confuses its reader. */
const mostSupersededShare = 0.15;
/**
 * What a continued pack may be worth less than a fresh one. Worth follows what changed lately, so every commit moves some of
 * it: as long as a prefix can be read from a cache, following each move would cost ten times what the call costs.
 */
const mostValueLoss = { warm: 0.15, cold: 0.03 } as const;

/**
 * Continues a pack: its text stays as it is up to its end, and what changed is appended. A new pack is made instead where
 * changes cannot be appended or carrying them costs more; it keeps order and resolutions as far as that loses little.
 *
 * @throws AppError `usage` when the budget is too small for even the frame
 */
export async function continuePack(
  given: ContinuePackInput,
  options: RunOptions = {},
): Promise<ContinuedPack> {
  const input: AskedInput = { ...given, asked: askedOf(given) };
  const { previous, counter } = input;
  const roomy = { ...input, budget: Math.floor(input.budget * filledShare) };
  const fresh = await packRepository(roomy, options);
  throwIfAborted(options.signal);
  if (previous === undefined) return anew(input, fresh, 'first', 'there was no pack to continue', 0);
  const parts = partsOf(previous);
  const state = replayParts(parts);
  const delta = await deltaOf(input, previous, parts, state, fresh, options);
  let reason = typeof delta === 'string' ? delta : refusal(input, parts, fresh, delta);
  if (typeof delta !== 'string' && reason === undefined) {
    const result = continued(input, { parts, state }, fresh, delta);
    if (result.packed.tokenCount <= input.budget) return result;
    reason = noDeltaReason('too-large');
  }
  const order = keepOrder({
    order: input.order,
    previous: unchangedPaths(parts, state),
    dependencies: input.dependencies,
  });
  let repacked = await packRepository(
    { ...roomy, order, values: keepResolutions(input.values, state) },
    options,
  );
  // Old resolutions may leave room that no better one of any file fits into.
  if (repacked.tokenCount < leastFill * input.budget && fresh.tokenCount > repacked.tokenCount)
    repacked = await packRepository({ ...roomy, order }, options);
  const kept = Math.ceil(sharedTokens(parts, repacked.parts) * counter.factor);
  return anew(input, repacked, 'repacked', reason ?? '', kept);
}

async function deltaOf(
  input: AskedInput,
  previous: StoredPack,
  parts: readonly PackPart[],
  state: PackState,
  fresh: PackedContext,
  options: RunOptions,
): Promise<PackDelta | string> {
  const { repository, budget, counter, asked } = input;
  const writer = packWriter(input.format);
  const wishOf = wishReader(input.wishes ?? {});
  const byPath = new Map(fresh.entries.map(({ path, resolution }) => [path, resolution]));
  const wished = new Set(asked.demanded);
  const demanded = newDemands(asked, previous.asked);
  const delta = await packDelta(
    {
      files: inOrder(repository.files, input.order),
      values: input.values,
      parts,
      state,
      unnamed: new Set(previous.unnamed),
      overview: fresh.parts[0]?.overview ?? [],
      knownSecrets: knownSecretsOf(repository),
      freshResolution: (path) => byPath.get(path) ?? 'omitted',
      isWished: (path) => wished.has(path),
      isDemanded: (path) => demanded.has(path),
      excluded: new Set(
        repository.leftOut.flatMap(({ path, isDeleted }) => (isDeleted === true ? [] : [path])),
      ),
      limitOf: (path) => {
        const file = repository.byPath.get(path);
        return (file === undefined ? wishOf(path) : attainableWish(file, wishOf(path)))?.resolution;
      },
      pictures: {
        ...{ offered: input.pictures ?? [], suspect: input.suspectPictures ?? new Set() },
        fresh: new Set(fresh.parts.flatMap(({ kind, path = '' }) => (kind === 'picture' ? [path] : []))),
        ...{ areInPrompt: input.isPrompt === true, factor: counter.factor },
      },
      writer,
      room: Math.floor(budget / counter.factor) - tokensOf(parts),
    },
    options,
  );
  return delta !== 'too-large' && 'parts' in delta ? delta : noDeltaReason(delta);
}

function noDeltaReason(reason: NoDelta): string {
  if (reason === 'too-large') return 'what changed does not fit behind what is there';
  if ('cannotSendAgain' in reason)
    return `pictures in the last pack are no longer what they were: ${firstOf(reason.cannotSendAgain)}`;
  return `something in the last pack is not to be shown any more: of ${firstOf(reason.mustTakeOut)}`;
}

/** Why a delta that could be appended is not, undefined if it is. */
function refusal(
  { values, rules, counter, isCacheWarm, expectedCalls }: ContinuePackInput,
  parts: readonly PackPart[],
  fresh: PackedContext,
  delta: PackDelta,
): string | undefined {
  const after = replayParts([...parts, ...delta.parts]);
  const tokens = tokensOf(parts) + tokensOf(delta.parts);
  const share = after.supersededTokens / tokens;
  if (share >= mostSupersededShare)
    return `${percent(share)} of it would be superseded; ${percent(mostSupersededShare)} is the most`;
  const worth = (resolutionOf: (path: string) => Resolution | undefined) =>
    fresh.entries.reduce((sum, { path }) => sum + worthAt(values.get(path), resolutionOf(path)), 0);
  const freshResolution = new Map(fresh.entries.map(({ path, resolution }) => [path, resolution]));
  const loss = 1 - worth((path) => delta.resolutions.get(path)) / worth((path) => freshResolution.get(path));
  const mostLoss = isCacheWarm ? mostValueLoss.warm : mostValueLoss.cold;
  if (loss > mostLoss)
    return `what it shows is worth ${percent(loss)} less than a new choice; ${percent(mostLoss)} is the most`;
  // Nothing changed: the same bytes, so that what was answered for them is not paid again.
  if (delta.parts.length === 0) return undefined;
  const scaled = (count: number) => Math.ceil(count * counter.factor);
  // A new pack begins like this one up to the first text that no longer holds.
  const kept = tokensOf(parts.slice(0, after.firstSuperseded ?? parts.length - 1));
  const cost = carryingCost({
    rules,
    isCacheWarm,
    expectedCalls,
    carried: { tokens: scaled(tokens), kept: scaled(tokensOf(parts.slice(0, -1))) },
    repacked: { tokens: scaled(tokens - after.supersededTokens), kept: scaled(kept) },
  });
  if (cost.repack >= cost.carry) return undefined;
  const told = (count: number) => `${Math.round(count)} tokens of fresh input`;
  return `over ${expectedCalls} calls a new pack costs ${told(cost.repack)}, the old one with its changes ${told(cost.carry)}${isCacheWarm ? '' : ' (its cache has run out)'}`;
}

function continued(
  input: AskedInput,
  { parts: before, state: earlier }: { readonly parts: readonly PackPart[]; readonly state: PackState },
  fresh: PackedContext,
  delta: PackDelta,
): ContinuedPack {
  const { counter, budget, format } = input;
  const end = before.at(-1) as PackPart;
  const parts = delta.parts.length === 0 ? before : [...before.slice(0, -1), ...delta.parts, end];
  const state = replayParts(parts);
  const stored = storedPackOf(input.target, parts, unnamedOf(delta.resolutions), input.asked);
  const scaled = (count: number) => Math.ceil(count * counter.factor);
  const entries = continuedEntries({
    ...{ repository: input.repository, format, fresh: fresh.entries, resolutions: delta.resolutions },
    ...{ earlier, unnamed: input.previous?.unnamed ?? [], parts, state, scaled },
  });
  const tokenCount = scaled(tokensOf(parts)); // as in a new pack, the counts of parts add up
  const packed = {
    text: stored.text,
    parts,
    redactions: shownRedactions(parts, input),
    ...(fresh.unfitted === undefined ? {} : { unfitted: fresh.unfitted }),
    unread: fresh.unread,
    attachments: attachmentsOf(parts, state, input.pictures ?? []),
    tokenCount,
    budget,
    format,
    entries,
  };
  const kept = tokensOf(before.slice(0, -1));
  const isSame = delta.parts.length === 0;
  return {
    packed,
    stored,
    continuation: {
      action: isSame ? 'unchanged' : 'continued',
      reason: isSame ? 'nothing changed' : 'changes were appended',
      keptTokens: isSame ? packed.tokenCount : scaled(kept),
      appendedTokens: isSame ? 0 : tokenCount - scaled(kept),
      supersededTokens: scaled(state.supersededTokens),
      continuations: state.continuations,
    },
  };
}

function anew(
  input: AskedInput,
  made: PackedContext,
  action: 'first' | 'repacked',
  reason: string,
  keptTokens: number,
): ContinuedPack {
  const packed = { ...made, budget: input.budget };
  const resolutions = new Map(packed.entries.map(({ path, resolution }) => [path, resolution]));
  // What is left out now is new when it comes back.
  for (const { path } of input.repository.leftOut) resolutions.delete(path);
  const stored = storedPackOf(input.target, packed.parts, unnamedOf(resolutions), input.asked);
  const appendedTokens = packed.tokenCount - keptTokens;
  const continuation = { action, reason, keptTokens, appendedTokens, supersededTokens: 0, continuations: 0 };
  return { packed, stored, continuation };
}

/** Files that still stand where the last new pack put them, in its order. What changed since goes where a fresh pack has it. */
function unchangedPaths(parts: readonly PackPart[], { files }: PackState): string[] {
  const changes = parts.findIndex(({ kind }) => kind === 'changes');
  return parts.slice(0, changes < 0 ? parts.length : changes).flatMap(({ path = '' }, index) => {
    const shown = files.get(path);
    return shown?.part === index && shown.patch === undefined ? [path] : [];
  });
}

function unnamedOf(resolutions: ReadonlyMap<string, Resolution>): string[] {
  return [...resolutions]
    .flatMap(([path, resolution]) => (isUnnamed(resolution) ? [path] : []))
    .sort(compareCodeUnits);
}

/** Tokens of the parts with which both packs begin. */
function sharedTokens(before: readonly PackPart[], after: readonly PackPart[]): number {
  let shared = 0;
  for (const [index, { kind, text, contentHash, tokens }] of after.entries()) {
    if (before[index]?.text !== text) break;
    if (kind === 'picture' && before[index]?.contentHash !== contentHash) break;
    shared += tokens;
  }
  return shared;
}

function tokensOf(parts: readonly { readonly tokens: number }[]): number {
  return parts.reduce((sum, { tokens }) => sum + tokens, 0);
}

function worthAt(value: FileValue | undefined, resolution: Resolution | undefined): number {
  return resolution === undefined ? 0 : (value?.byResolution[resolution] ?? 0);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
