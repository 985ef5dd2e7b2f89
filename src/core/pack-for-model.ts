import type { RunOptions } from './base/progress.ts';
import { type ContinuedStoredPack, continueStoredPack } from './context/continue-stored-pack.ts';
import { orderFiles } from './context/order-files.ts';
import { packRepository } from './context/pack-repository.ts';
import { wishesFrom } from './context/pack-wishes.ts';
import { valueFiles } from './context/value-files.ts';
import { withoutWrittenPacks } from './context/written-packs.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { CacheRules } from './models/catalog/cache-rules.ts';
import { type AttachedPictures, pictureRulesOf, rulesForPack } from './models/catalog/picture-rules.ts';
import { pictureMaker } from './pack-pictures.ts';
import type { RunKind } from './ports/journal.ts';
import type { ResolvedModel } from './ports/model-directory.ts';
import { questionSignals } from './search/question-signals.ts';
import type { Settings } from './settings/settings-table.ts';
import type { Snapshot } from './snapshot.ts';
import type { TokenCounter } from './tokens/model-token-counter.ts';

export interface PackForModelInput {
  readonly ports: EnginePorts;
  readonly taken: Pick<Snapshot, 'repository' | 'graph' | 'history'>;
  readonly settings: Settings;
  /** Without one nothing is continued. */
  readonly model: ResolvedModel | undefined;
  readonly counter: TokenCounter;
  /** Tokens of the model that are left for the pack; a smaller `contextBudget` of the settings goes before it. */
  readonly window: number;
  /** Paths that are needed, the most first. */
  readonly wanted: readonly string[];
  /** What is asked, where words say what is needed. */
  readonly question?: string | undefined;
  /** Pictures that the user sends in the same request; undefined for a pack of texts alone. */
  readonly attached: AttachedPictures | undefined;
  /** Calls that are likely to be made with the same pack. */
  readonly expectedCalls: number;
  /** Who reads the pack: what a provider keeps for questions is of no use to a review. */
  readonly kind: RunKind;
  /** How the pack is kept. */
  readonly cacheRules: CacheRules;
}

/**
 * The pack of a review, an answer or a plan: goes on from the one that the model saw last, where that is cheaper. It has the
 * repository's pictures for a model that sees, unless the settings say otherwise; any other gets texts alone.
 */
export async function packForModel(
  input: PackForModelInput,
  options: RunOptions,
): Promise<Omit<ContinuedStoredPack, 'keep'>> {
  const { ports, taken, settings, model, counter, window, wanted, question, attached } = input;
  const { graph, history } = taken;
  const { index } = ports;
  const { commits } = history;
  const { contextBudget, order: orderName } = settings;
  const most = (tokens: number) => (contextBudget === 0 ? tokens : Math.min(contextBudget, tokens));
  const wishes = wishesFrom(settings);
  const repository = withoutWrittenPacks(taken.repository, wishes);
  const packing = {
    repository,
    order: orderFiles(orderName, { graph, history }),
    values: valueFiles({
      repository,
      graph,
      history,
      wanted,
      question:
        question === undefined ? undefined : questionSignals({ repository, store: index, commits, question }),
    }),
    wishes,
    budget: most(window),
    counter,
    format: 'xml',
  } as const;
  if (model === undefined)
    return { packed: await packRepository(packing, options), noteSent: () => undefined };
  const rules = pictureRulesOf(model);
  const pictures =
    attached !== undefined && model.seesImages && settings.sendPictures
      ? pictureMaker(
          {
            ...{ ports, repository, counter, wishes },
            // What is asked takes more or less of the window; that must not change the size of a picture.
            budget: most(model.maxInputTokens),
            rules: rulesForPack(rules, attached),
          },
          options,
          rulesForPack(rules, { count: 0, bytes: 0 }),
        )
      : undefined;
  const continued = await continueStoredPack(
    {
      ...packing,
      pictures,
      wanted: new Set(wanted),
      dependencies: graph.dependencies,
      index,
      orderName,
      nominalBudget: model.maxInputTokens,
      expectedCalls: input.expectedCalls,
      sending: { reader: `${input.kind} ${model.id}`, rules: input.cacheRules, now: ports.now },
    },
    options,
  );
  continued.keep();
  return continued;
}
