import { AppError } from './base/app-error.ts';
import { contentHash } from './base/content-hash.ts';
import type { RunOptions } from './base/progress.ts';
import { compareCodeUnits } from './base/text-range.ts';
import { cachedPack } from './cached-pack.ts';
import { type ContextMap, contextMapOf } from './context/context-map.ts';
import { continueStoredPack } from './context/continue-stored-pack.ts';
import { describeRepository } from './context/describe-repository.ts';
import { orderFiles } from './context/order-files.ts';
import { packByEncoding } from './context/pack-by-encoding.ts';
import { type PackedContext, packRepository } from './context/pack-repository.ts';
import { type PackWishes, unmatchedPatterns, wishesFrom } from './context/pack-wishes.ts';
import { valueFiles } from './context/value-files.ts';
import type { PackedFolderFacts, PackRequest } from './engine-api.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { LiveRepository } from './live-repository.ts';
import type { PixelSize } from './media/image-tokens.ts';
import { modelProviders } from './models/catalog/model-providers.ts';
import { type PackTarget, targetOf, targetWarnings } from './models/catalog/pack-target.ts';
import { pictureRulesFor } from './models/catalog/picture-rules.ts';
import { packPictures } from './pack-pictures.ts';
import { type AskedQuestion, questionSignals } from './search/question-signals.ts';
import type { Settings } from './settings/settings-table.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import { calibrationOf } from './tokens/calibration.ts';
import { type TokenCounter, tokenCounterOf } from './tokens/model-token-counter.ts';
import type { ScannedWorkspace } from './workspace/scan-workspace.ts';

/** Tokens of a pack for which neither a budget nor a model is given. */
const defaultPackBudget = 128_000;

/** Questions that are asked with one pack before the folder changes, where nothing better is known. */
const callsOfOnePack = 10;

/** Files that answer a question best and are shown even if the pack before did not. */
const answersShown = 10;

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

/** Packs a folder as it is now. What was asked for before and did not change comes out of the index. */
export async function packFolder(
  { ports, settings, live, request: asked }: PackFolderInput,
  options: RunOptions,
): Promise<PackedFolder> {
  const wishes = wishesFrom(settings, asked);
  const target = targetFor(asked, ports, settings);
  const budget = asked.budget ?? target?.budget ?? (settings.contextBudget || defaultPackBudget);
  const searched = asked.question !== undefined;
  let taken: Snapshot | undefined;
  const take = async (scanned?: ScannedWorkspace) => {
    taken ??= await takeSnapshot(ports, settings, options, { live, searched, scanned });
    return taken;
  };
  // What continues depends on more than the folder: on the pack before.
  const continues = asked.continue === true;
  const packWith = async (counter: TokenCounter) => {
    const request: PackFolderRequest = { ...asked, ...wishes, counter, budget };
    const make = async (scanned?: ScannedWorkspace) =>
      packSnapshot({ ports, settings, taken: await take(scanned), request, target }, options);
    const isRemembered = live === undefined && !continues;
    return isRemembered ? cachedPack({ ports, settings, request, make }, options) : make();
  };
  const counter = asked.counter ?? target?.counter ?? tokenCounterOf('openai');
  const { packed, counting } = await packByEncoding(counter, packWith, { refits: !continues, ...options });
  const mapOf = async () => {
    const { repository, risk } = await take();
    return contextMapOf({ packed, repository, risk, wishes, factor: counting.factor }, options);
  };
  const paths = packed.entries.map(({ path }) => path);
  const warnings = [
    ...unmatchedPatterns(asked, paths).map((pattern) => `No file matches '${pattern}'.`),
    ...(target === undefined ? [] : [...target.notes, ...targetWarnings(target, packed.tokenCount)]),
  ];
  return { packed, facts: { counting, warnings }, mapOf };
}

type PackFolderRequest = PackRequest & Required<Pick<PackRequest, 'counter'>> & { readonly budget: number };

/** What is known of the model that a request names. @throws AppError `usage` for an id that is not PROVIDER:ID, and for a provider that there is not */
function targetFor(
  { model }: PackRequest,
  { journal }: EnginePorts,
  settings: Settings,
): PackTarget | undefined {
  if (model === undefined || model === '') return undefined;
  const target = targetOf(model, settings, calibrationOf(model, journal.usageSamples(model)));
  if (target === undefined)
    throw new AppError(
      'usage',
      `'${model}' names no model: it is written PROVIDER:ID with one of ${modelProviders.join(', ')}, as anthropic:claude-sonnet-5-5.`,
    );
  return target;
}

interface PackSnapshotInput {
  readonly ports: EnginePorts;
  readonly settings: Settings;
  readonly taken: Snapshot;
  readonly request: PackFolderRequest;
  readonly target: PackTarget | undefined;
}

async function packSnapshot(
  { ports, settings, taken, request, target }: PackSnapshotInput,
  options: RunOptions,
): Promise<PackedContext> {
  const { repository, graph, history } = taken;
  const wanted = await filesSince(ports, request, options);
  const question =
    request.question === undefined
      ? undefined
      : questionSignals({
          repository,
          store: ports.index,
          commits: history.commits,
          question: request.question,
        });
  const { since } = request;
  const wishes: PackWishes = {
    ...request,
    ...(since === undefined ? {} : { wanted: { paths: new Set(wanted), reason: `changed since ${since}` } }),
  };
  const orderName = request.order ?? settings.order;
  const input = {
    repository,
    order: orderFiles(orderName, { graph, history }),
    values: valueFiles({ repository, graph, history, wanted, question }),
    overview: describeRepository(repository, graph),
    wishes,
    budget: request.budget,
    counter: request.counter,
    format: request.format ?? 'xml',
  } as const;
  const { counter, budget } = request;
  const rules = pictureRulesFor(target?.modelId ?? '', {
    seesImages: target?.seesImages ?? true,
    maxInputTokens: target?.inputLimit ?? budget,
  });
  const make = (kept?: ReadonlyMap<string, PixelSize>) =>
    packPictures(
      { ports, repository, rules, counter, budget, wishes, ...(kept === undefined ? {} : { kept }) },
      options,
    );
  if (!request.continue)
    return packRepository(request.images === true ? { ...input, ...(await make()) } : input, options);
  return continueStoredPack(
    {
      ...input,
      index: ports.index,
      orderName,
      pictures: request.images === true ? { key: contentHash(JSON.stringify(rules)), make } : undefined,
      isKept: request.keepsPack !== false,
      wanted: new Set([...wanted, ...bestAnswers(question)]),
      dependencies: graph.dependencies,
      expectedCalls: callsOfOnePack,
    },
    options,
  );
}

/** Files whose text speaks most of a question: a pack that goes on shows them, too. */
function bestAnswers(question: AskedQuestion | undefined): string[] {
  return [...(question?.byPath ?? [])]
    .filter(([, { bestChunk }]) => bestChunk > 0)
    .sort(([a, one], [b, other]) => other.bestChunk - one.bestChunk || compareCodeUnits(a, b))
    .slice(0, answersShown)
    .map(([path]) => path);
}

/** Files that changed since a reference: a pack should show them first. */
async function filesSince(
  { git }: EnginePorts,
  { since }: PackRequest,
  options: RunOptions,
): Promise<readonly string[]> {
  if (since === undefined) return [];
  const changed = await git.changedSince(since, options);
  if (changed.length === 0) throw new AppError('usage', `Nothing has changed since ${since}.`);
  return changed;
}
