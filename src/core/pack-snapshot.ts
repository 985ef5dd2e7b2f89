import type { RunOptions } from './base/progress.ts';
import { compareCodeUnits } from './base/text-range.ts';
import { continueStoredPack } from './context/continue-stored-pack.ts';
import { describeRepository } from './context/describe-repository.ts';
import { orderFiles } from './context/order-files.ts';
import type { OfferedPack } from './context/pack-by-count.ts';
import { packRepository } from './context/pack-repository.ts';
import type { PackWishes } from './context/pack-wishes.ts';
import { valueFiles } from './context/value-files.ts';
import { withoutWrittenPacks } from './context/written-packs.ts';
import type { PackRequest } from './engine-api.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { PackTarget } from './models/catalog/pack-target.ts';
import { pictureRulesFor } from './models/catalog/picture-rules.ts';
import { packDiffs } from './pack-diffs.ts';
import { pictureMaker } from './pack-pictures.ts';
import { type AskedQuestion, questionSignals } from './search/question-signals.ts';
import type { Settings } from './settings/settings-table.ts';
import type { Snapshot } from './snapshot.ts';

/** Questions that are asked with one pack before the folder changes, where nothing better is known. */
const callsOfOnePack = 10;

/** Files that answer a question best and are shown even if the pack before did not. */
const answersShown = 10;

/** A request whose target is known. */
export type PackFolderRequest = PackRequest &
  Required<Pick<PackRequest, 'counter'>> & { readonly budget: number };

export interface PackSnapshotInput {
  readonly ports: EnginePorts;
  readonly settings: Settings;
  readonly taken: Snapshot;
  readonly request: PackFolderRequest;
  readonly target: PackTarget | undefined;
  /** Files that changed since `request.since`: they are shown first. */
  readonly changed?: readonly string[] | undefined;
}

/** Packs a folder as it was read, anew or going on from the last pack; the next one goes on from this one if it is kept. */
export async function packSnapshot(
  { ports, settings, taken, request, target, changed: wanted = [] }: PackSnapshotInput,
  options: RunOptions,
): Promise<OfferedPack> {
  const { graph, history } = taken;
  const repository = withoutWrittenPacks(taken.repository, request);
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
  const diffs =
    since === undefined || wanted.length === 0 || request.continue === true
      ? undefined
      : await packDiffs({ git: ports.git, repository, since, changed: wanted }, options);
  const orderName = request.order ?? settings.order;
  const input = {
    repository,
    order: orderFiles(orderName, { graph, history }),
    values: valueFiles({ repository, graph, history, wanted, question }),
    overview: [...describeRepository(repository, graph), ...(diffs === undefined ? [] : [diffs.overview])],
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
  const pictures =
    request.images === true
      ? pictureMaker({ ports, repository, rules, counter, budget, wishes }, options)
      : undefined;
  if (!request.continue) {
    const fresh = { ...input, diffs: diffs?.diffs ?? [], ...(await pictures?.make()) };
    return { packed: await packRepository(fresh, options), keep: () => undefined };
  }
  const { packed, keep } = await continueStoredPack(
    {
      ...input,
      index: ports.index,
      orderName,
      pictures,
      wanted: new Set([...wanted, ...bestAnswers(question)]),
      dependencies: graph.dependencies,
      expectedCalls: callsOfOnePack,
    },
    options,
  );
  return { packed, keep: request.keepsPack === false ? () => undefined : keep };
}

/** Files whose text speaks most of a question: a pack that goes on shows them, too. */
function bestAnswers(question: AskedQuestion | undefined): string[] {
  return [...(question?.byPath ?? [])]
    .filter(([, { bestChunk }]) => bestChunk > 0)
    .sort(([a, one], [b, other]) => other.bestChunk - one.bestChunk || compareCodeUnits(a, b))
    .slice(0, answersShown)
    .map(([path]) => path);
}
