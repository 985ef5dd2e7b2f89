import { shortHash } from '../base/content-hash.ts';
import type { RunOptions } from '../base/progress.ts';
import { sentPicturesOf } from '../context/pack-picture.ts';
import { packHash } from '../context/pack-prompt.ts';
import type { PackedContext } from '../context/pack-repository.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { callCostUsd } from '../models/call/call-cost.ts';
import { consentNeededFor } from '../models/call/consent.ts';
import { counterOfModel } from '../models/call/counter-of-model.ts';
import { modelFactsOf } from '../models/call/model-facts-of.ts';
import { affordableRules, runCacheRules } from '../models/call/run-cache-rules.ts';
import { type CacheRules, cacheRulesOf } from '../models/catalog/cache-rules.ts';
import { packForModel } from '../pack-for-model.ts';
import type { ModelPrice, ResolvedModel } from '../ports/model-directory.ts';
import type { ReviewPassId, Settings } from '../settings/settings-table.ts';
import type { Snapshot } from '../snapshot.ts';
import { tokenCounterOf } from '../tokens/model-token-counter.ts';
import { planRegions, type ReviewRegion } from './plan-regions.ts';
import type { ReviewPreflight, ReviewRequest, ReviewStrategy } from './review-report.ts';

/** Tokens that one reply of a pass may have. */
export const passReplyTokens = 4096;
/** Tokens of a call besides pack and region: rules, task, message frames. */
const promptFrameTokens = 1200;
/** o200k tokens for a region and what is retrieved for it, at most. */
export const retrievalTokens = 14_000;
/** What a second look takes, for the forecast: a short context and a few lookups. */
const secondLookTokens = 6000;
/** What is likely to come back of a call and of a second look. */
const callReplyTokens = 700;
const verdictTokens = 150;
const secondLook = { inputTokens: secondLookTokens, cachedInputTokens: 0, outputTokens: verdictTokens };
/** Second looks for each call of a pass, for the forecast. */
const expectedFindingsPerCall = 0.5;
/** Without a model a pack is made for this many tokens. */
const budgetWithoutModel = 128_000;

/** A review that is ready to run: everything is decided, nothing was sent. */
export interface PreparedReview {
  readonly model: ResolvedModel | undefined;
  readonly strategy: ReviewStrategy;
  readonly passes: readonly ReviewPassId[];
  /** Riskiest first. */
  readonly regions: readonly ReviewRegion[];
  /** Regions that the last review of the same model and passes covered and that did not change since. */
  readonly coveredKeys: ReadonlySet<string>;
  /** Keys of all regions that there are, for those of earlier states to be forgotten. */
  readonly allKeys: ReadonlySet<string>;
  /** What the review is narrowed to: what changed and what depends on it. Undefined: everything. */
  readonly only: ReadonlySet<string> | undefined;
  readonly packed: PackedContext;
  /** How the provider keeps what the calls have in common. */
  readonly cacheRules: CacheRules;
  /** To be called after each reply to a request with the pack in front. */
  readonly noteSent: () => void;
  /** Names the run: an interrupted one with the same key is taken up again. */
  readonly key: string;
  readonly preflight: ReviewPreflight;
}

export interface PrepareReviewInput {
  readonly ports: EnginePorts;
  readonly settings: Settings;
  readonly taken: Snapshot;
  readonly request: ReviewRequest;
  readonly model: ResolvedModel | undefined;
  readonly isCovered: (regionKey: string) => boolean;
}

/** Decides what a review does: strategy, regions, pack; and says what it would cost. */
export async function prepareReview(input: PrepareReviewInput, options: RunOptions): Promise<PreparedReview> {
  const { ports, settings, taken, request, model } = input;
  const { repository, graph, risk } = taken;
  const passes = request.passes ?? settings['review.passes'];
  const counter = model === undefined ? tokenCounterOf('openai') : counterOfModel(model, ports.journal);
  const wantedRules =
    model === undefined
      ? cacheRulesOf('openai')
      : runCacheRules({ model, kind: 'review', settings, journal: ports.journal, now: ports.now() });
  const only =
    request.since === undefined
      ? undefined
      : await changedAndDependents(ports, taken, request.since, options);
  const allRegions = planRegions({ repository, graph, risk, only });
  const covered = allRegions.filter(
    (region) => request.since === undefined && !request.all && input.isCovered(region.key),
  );
  const coveredKeys = new Set(covered.map((region) => region.key));
  const fresh = allRegions.filter((region) => !coveredKeys.has(region.key));
  const limit =
    request.all || settings['review.maxRegions'] === 0 ? fresh.length : settings['review.maxRegions'];
  const regions = fresh.slice(0, limit);

  const windowLeft =
    model === undefined ? budgetWithoutModel : model.maxInputTokens - promptFrameTokens - passReplyTokens;
  const wanted = [...new Set(regions.slice(0, 20).map((region) => region.parts[0].path))];
  const pack = (withPictures: boolean) =>
    packForModel(
      {
        ...{ ports, taken, settings, model, counter },
        window: Math.max(windowLeft, 1000),
        wanted,
        attached: withPictures ? { count: 0, bytes: 0 } : undefined,
        expectedCalls: Math.max(1, regions.length * passes.length),
        ...{ kind: 'review', cacheRules: wantedRules },
      },
      options,
    );
  // Where no call will have the pack in front, no picture has to be read.
  const chosen = settings['review.strategy'];
  const seesPack =
    chosen === 'pack' || (chosen === 'auto' && mayFit(regions, taken, windowLeft / counter.factor));
  let { packed, noteSent } = await pack(seesPack);
  let strategy = chooseStrategy(settings, packed, regions, model);
  if (strategy === 'retrieval' && packed.parts.some(({ kind }) => kind === 'picture')) {
    // Pictures may have taken the room of code that is to be reviewed: that goes first.
    ({ packed, noteSent } = await pack(false));
    strategy = chooseStrategy(settings, packed, regions, model);
  }
  const calls = regions.length * passes.length;
  const inputOfCall =
    strategy === 'pack'
      ? packed.tokenCount + promptFrameTokens
      : Math.ceil(retrievalTokens * counter.factor * 0.7);
  const secondLooks = Math.ceil(calls * expectedFindingsPerCall);
  const expectedInputTokens = calls * inputOfCall + secondLooks * secondLookTokens;
  const prefixTokens = strategy === 'pack' ? packed.tokenCount : 0;
  const firstRead = Math.min(packed.continuation?.cacheRead?.tokens ?? 0, prefixTokens);
  const expectedOutputTokens = calls * callReplyTokens + secondLooks * verdictTokens;
  const key = shortHash(
    ...[model?.id ?? '', strategy, passes.join(), strategy === 'pack' ? packHash(packed) : ''],
    ...regions.map((region) => region.key),
  );
  const resumable = model === undefined ? undefined : ports.journal.resumableRun(key);
  const earlierCalls = resumable === undefined ? [] : ports.journal.calls(resumable.id);
  const cacheRules =
    model === undefined
      ? wantedRules
      : affordableRules(
          wantedRules,
          { model, settings },
          {
            ...{ packTokens: prefixTokens, otherTokens: inputOfCall - prefixTokens },
            ...{ replyTokens: passReplyTokens, likelyReplyTokens: callReplyTokens },
            ...{ calls, callsAtOnce: settings['review.concurrency'] },
            besidesUsd:
              secondLooks * callCostUsd(secondLook, model.price) +
              earlierCalls.reduce((sum, { usage }) => sum + usage.costUsd, 0),
          },
        );
  const resumes =
    resumable === undefined
      ? undefined
      : {
          completeCalls: earlierCalls.filter((call) => call.state === 'complete').length,
          findings: ports.journal.findings(resumable.id).length,
        };
  const preflight: ReviewPreflight = {
    model: model && modelFactsOf(model),
    strategy,
    passes,
    regionCount: regions.length,
    regionsLeftOut: fresh.length - regions.length,
    fileCount: repository.files.length,
    packTokens: packed.tokenCount,
    packBudget: packed.budget,
    pictures: sentPicturesOf(strategy === 'pack' ? packed.attachments : []),
    cacheRead: strategy === 'pack' ? packed.continuation?.cacheRead : undefined,
    expectedCalls: calls,
    expectedInputTokens,
    expectedCachedTokens: calls === 0 ? 0 : firstRead + (calls - 1) * prefixTokens,
    expectedOutputTokens,
    expectedCostUsd:
      model?.price &&
      expectedCost({
        ...{ calls, inputOfCall, secondLooks, price: model.price },
        ...{ prefixTokens, firstRead },
        writeFactor: cacheRules.lifetimes[0].writeFactor,
      }),
    reduced: packed.entries
      .filter((entry) => entry.resolution !== 'full')
      .map(({ path, resolution, reason }) => ({ path, resolution, reason })),
    redactions: countRedactions(taken, packed),
    consentNeededFor: model && consentNeededFor(model, settings, request.allowedHosts ?? []),
    resumes,
  };
  const allKeys = new Set(allRegions.map((region) => region.key));
  return {
    ...{ model, strategy, passes, regions, coveredKeys, allKeys, only, packed, key, preflight },
    ...{ cacheRules, noteSent: () => noteSent(cacheRules) },
  };
}

interface ExpectedCostInput {
  readonly calls: number;
  readonly inputOfCall: number;
  readonly secondLooks: number;
  readonly price: ModelPrice;
  /** 0 where the calls have no pack in front. */
  readonly prefixTokens: number;
  /** What the first call reads of it. */
  readonly firstRead: number;
  readonly writeFactor: number;
}

/** US dollars: the first call writes what the provider does not have of the pack, the others read it. */
function expectedCost(input: ExpectedCostInput): number {
  const { calls, inputOfCall, secondLooks, price, prefixTokens, writeFactor } = input;
  if (calls === 0) return 0;
  const costOfCall = (read: number) =>
    callCostUsd(
      {
        ...{ inputTokens: inputOfCall, outputTokens: callReplyTokens },
        ...{ cachedInputTokens: read, cacheWriteTokens: prefixTokens - read },
      },
      price,
      writeFactor,
    );
  return (
    costOfCall(input.firstRead) +
    (calls - 1) * costOfCall(prefixTokens) +
    secondLooks * callCostUsd(secondLook, price)
  );
}

/** Whether a pack of so many o200k tokens can show all the code that is reviewed, as far as that is known before. */
function mayFit(regions: readonly ReviewRegion[], { repository }: Snapshot, window: number): boolean {
  const paths = new Set(regions.flatMap(({ parts }) => parts.map(({ path }) => path)));
  let tokens = 0;
  for (const path of paths) tokens += repository.byPath.get(path)?.tokens?.tailTokens ?? 0;
  return tokens <= window;
}

/** The pack is the prefix where it shows the reviewed code in full; otherwise each call gets what was retrieved for it. */
function chooseStrategy(
  settings: Settings,
  packed: PackedContext,
  regions: readonly ReviewRegion[],
  model: ResolvedModel | undefined,
): ReviewStrategy {
  const chosen = settings['review.strategy'];
  if (chosen !== 'auto' || model === undefined) return chosen === 'retrieval' ? 'retrieval' : 'pack';
  const full = new Set(
    packed.entries.filter((entry) => entry.resolution === 'full').map((entry) => entry.path),
  );
  return regions.every((region) => region.parts.every((part) => full.has(part.path))) ? 'pack' : 'retrieval';
}

async function changedAndDependents(
  ports: EnginePorts,
  { graph }: Snapshot,
  since: string,
  options: RunOptions,
): Promise<ReadonlySet<string>> {
  const changed = new Set(await ports.git.changedSince(since, options));
  const dependents = graph.dependencies.filter((one) => changed.has(one.to)).map((one) => one.from);
  return new Set([...changed, ...dependents]);
}

/** Secrets in the repository's texts, and in the pictures that are sent. */
function countRedactions({ repository }: Snapshot, packed: PackedContext): ReviewPreflight['redactions'] {
  const inPictures = Map.groupBy(
    packed.redactions.filter(({ line }) => line === undefined),
    ({ path }) => path,
  );
  const found = [
    ...repository.files.map(({ path, redactions }) => [path, redactions] as const),
    ...inPictures,
  ];
  return found.flatMap(([path, redactions]) => {
    const rules = new Map<string, number>();
    for (const { rule } of redactions) rules.set(rule, (rules.get(rule) ?? 0) + 1);
    return [...rules].map(([rule, count]) => ({ path, rule, count }));
  });
}
