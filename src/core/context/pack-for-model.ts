import type { Repository } from '../analysis/repository.ts';
import type { RunOptions } from '../base/progress.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import type { ChangeHistory } from '../history/change-history.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { ResolvedModel } from '../ports/model-directory.ts';
import { questionSignals } from '../search/question-signals.ts';
import type { Settings } from '../settings/settings-table.ts';
import type { TokenCounter } from '../tokens/model-token-counter.ts';
import { continueStoredPack } from './continue-stored-pack.ts';
import { orderFiles } from './order-files.ts';
import { type PackedContext, packRepository } from './pack-repository.ts';
import { wishesFrom } from './pack-wishes.ts';
import { valueFiles } from './value-files.ts';

export interface PackForModelInput {
  readonly repository: Repository;
  readonly graph: DependencyGraph;
  readonly history: ChangeHistory;
  readonly settings: Settings;
  readonly index: IndexStore;
  /** Without one nothing is continued. */
  readonly model: ResolvedModel | undefined;
  readonly counter: TokenCounter;
  /** Tokens of the model that are left for the pack; a smaller `contextBudget` of the settings goes before it. */
  readonly window: number;
  /** Paths that are needed, the most first. */
  readonly wanted: readonly string[];
  /** What is asked, where words say what is needed. */
  readonly question?: string | undefined;
  /** Calls that are likely to be made with the same pack. */
  readonly expectedCalls: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether the pack is sent at once; otherwise this is a forecast. */
  readonly isSent: boolean;
}

/** The pack of a review, an answer or a plan: goes on from the one that the model saw last, where that is cheaper. */
export async function packForModel(input: PackForModelInput, options: RunOptions): Promise<PackedContext> {
  const { repository, graph, history, settings, index, model, window, wanted, question } = input;
  const { commits } = history;
  const { contextBudget, order: orderName } = settings;
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
    wishes: wishesFrom(settings),
    budget: contextBudget === 0 ? window : Math.min(contextBudget, window),
    counter: input.counter,
    format: 'xml',
  } as const;
  if (model === undefined) return packRepository(packing, options);
  return continueStoredPack(
    {
      ...packing,
      wanted: new Set(wanted),
      dependencies: graph.dependencies,
      index,
      orderName,
      nominalBudget: model.maxInputTokens,
      expectedCalls: input.expectedCalls,
      sending: { price: model.price, now: input.now, isSent: input.isSent },
    },
    options,
  );
}
