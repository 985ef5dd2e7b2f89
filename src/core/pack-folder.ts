import { AppError } from './base/app-error.ts';
import { countOf } from './base/count-of.ts';
import type { RunOptions } from './base/progress.ts';
import { cachedPack } from './cached-pack.ts';
import type { ContextMap } from './context/context-map.ts';
import type { PackedContext } from './context/pack-repository.ts';
import { outweighedWishes, unmatchedPatterns, wishesFrom } from './context/pack-wishes.ts';
import { unfittedWarnings } from './context/unfitted-wish.ts';
import { unseenWarnings } from './context/unseen-videos.ts';
import type { PackedFolderFacts, PackRequest } from './engine-api.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { LiveRepository } from './live-repository.ts';
import { namesNoModel } from './models/catalog/model-providers.ts';
import { type PackTarget, targetOf, targetWarnings } from './models/catalog/pack-target.ts';
import { packTextCounter } from './pack-text-counter.ts';
import type { Settings } from './settings/settings-table.ts';
import type { Snapshot } from './snapshot.ts';
import { calibrationOf } from './tokens/calibration.ts';
import { type TokenCounter, tokenCounterOf } from './tokens/model-token-counter.ts';
import type { ScannedWorkspace } from './workspace/scan-workspace.ts';

/** Tokens of a pack for which neither a budget nor a model is given. */
const defaultPackBudget = 128_000;

export interface PackFolderInput {
  readonly ports: EnginePorts;
  readonly settings: Settings;
  /** Where the folder is kept up to date. */
  readonly live: LiveRepository | undefined;
  readonly request: PackRequest;
}

export interface PackedFolder {
  readonly packed: PackedContext;
  readonly facts: PackedFolderFacts;
  /** What the pack holds, for the context map. */
  readonly mapOf: () => Promise<ContextMap>;
}

/**
 * Packs a folder as it is now. What was asked for before and did not change comes out of the index, and what makes packs is
 * not even loaded.
 */
export async function packFolder(
  { ports, settings, live, request: asked }: PackFolderInput,
  options: RunOptions,
): Promise<PackedFolder> {
  const wishes = wishesFrom(settings, asked);
  const target = targetFor(asked, ports, settings);
  const budget = asked.budget ?? target?.budget ?? (settings.contextBudget || defaultPackBudget);
  const searched = asked.question !== undefined;
  const { since } = asked;
  const changed = since === undefined ? undefined : await ports.git.changedSince(since, options);
  let taken: Snapshot | undefined;
  const take = async (scanned?: ScannedWorkspace) => {
    const { takeSnapshot } = await import('./snapshot.ts');
    taken ??= await takeSnapshot(ports, settings, options, { live, searched, scanned });
    return taken;
  };
  // What continues depends on more than the folder: on the pack before.
  const continues = asked.continue === true;
  const counter = asked.counter ?? target?.counter ?? tokenCounterOf('openai');
  const { counter: _, counterHosts, ...rest } = asked;
  const request = { ...rest, ...wishes, budget };
  const textCounter = packTextCounter({ ports, settings, modelId: target?.modelId, counter, counterHosts });
  const make = async (scanned?: ScannedWorkspace) => {
    // Something changed since the last pack, or it is another one: a worker starts while the rest is loaded.
    if (live === undefined) ports.prepareToAnalyze?.();
    const { packSnapshot } = await import('./pack-snapshot.ts');
    const packWith = (goesOn: boolean) => async (counter: TokenCounter) => {
      const wanted = { ...request, counter, continue: goesOn };
      return packSnapshot(
        { ports, settings, taken: await take(scanned), request: wanted, target, changed },
        options,
      );
    };
    const { packByCount } = await import('./context/pack-by-count.ts');
    const makeFresh = async (counter: TokenCounter) => (await packWith(false)(counter)).packed;
    const continueLast = continues ? packWith(true) : undefined;
    const count = (await textCounter?.canCount(options)) ? textCounter?.count : undefined;
    return packByCount({ counter, count, make: makeFresh, continueLast }, options);
  };
  const isRemembered = live === undefined && !continues;
  const { packed, counting, ...counted } = isRemembered
    ? await cachedPack({ ports, settings, request, counter, textCounter, make }, options)
    : await make();
  const paths = packed.entries.map(({ path }) => path);
  const { refusal } = ports.git;
  const warnings = [
    ...(refusal === undefined ? [] : [refusal]),
    ...(changed?.length === 0 ? [`Nothing has changed since ${since}.`] : []),
    ...unmatchedPatterns(asked, paths).map((pattern) => `No file matches '${pattern}'.`),
    ...outweighedWishes(wishes, paths),
    ...unfittedWarnings(packed.unfitted ?? [], asked.since),
    ...counted.warnings,
    ...(packed.tokenCount > budget ? [overBudget(packed)] : []),
    ...unseenWarnings(packed.attachments),
    ...(target === undefined ? [] : [...target.notes, ...targetWarnings(target, packed.tokenCount)]),
  ];
  const mapOf = async () => {
    const { contextMapOf } = await import('./context/context-map.ts');
    const { repository, risk } = await take();
    return contextMapOf({ packed, repository, risk, wishes, warnings, counting }, options);
  };
  return { packed, facts: { counting, warnings }, mapOf };
}

/** Packs are fitted again a few times, and the last may still come to more than was thought. */
function overBudget({ tokenCount, budget }: PackedContext): string {
  return `The pack has ${countOf(tokenCount - budget, 'token')} more than its budget, as the model counts.`;
}

/** What is known of the model that a request names. @throws AppError `usage` for an id that is not PROVIDER:ID, and for a provider that there is not */
function targetFor(
  { model }: PackRequest,
  { journal }: EnginePorts,
  settings: Settings,
): PackTarget | undefined {
  if (model === undefined || model === '') return undefined;
  const target = targetOf(model, settings, calibrationOf(model, journal.usageSamples(model)));
  if (target === undefined) throw new AppError('usage', namesNoModel(model));
  return target;
}
