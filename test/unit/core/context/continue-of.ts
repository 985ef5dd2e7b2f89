import type { Repository } from '../../../../src/core/analysis/repository.ts';
import { type ContinuedPack, continuePack } from '../../../../src/core/context/continue-pack.ts';
import type { PicturesOfPack } from '../../../../src/core/context/continue-stored-pack.ts';
import { describeRepository } from '../../../../src/core/context/describe-repository.ts';
import { orderFiles } from '../../../../src/core/context/order-files.ts';
import type { PackFormat } from '../../../../src/core/context/pack-format.ts';
import type { StoredPack } from '../../../../src/core/context/pack-manifest.ts';
import type { PackWishes } from '../../../../src/core/context/pack-wishes.ts';
import { valueFiles } from '../../../../src/core/context/value-files.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { summarizeHistory } from '../../../../src/core/history/change-history.ts';
import { cacheRulesOf } from '../../../../src/core/models/catalog/cache-rules.ts';
import { tokenCounterOf } from '../../../../src/core/tokens/model-token-counter.ts';

export interface ContinueOfOptions {
  readonly budget: number;
  readonly format?: PackFormat;
  readonly family?: 'openai' | 'anthropic';
  readonly wishes?: PackWishes;
  readonly wanted?: readonly string[];
  readonly isCacheWarm?: boolean;
  readonly expectedCalls?: number;
  readonly pictures?: PicturesOfPack;
}

/** A continuation as the engine makes it, without history. */
export async function continueOf(
  repository: Repository,
  previous: StoredPack | undefined,
  options: ContinueOfOptions,
): Promise<ContinuedPack> {
  const { budget, format = 'xml', family = 'openai', wishes = {}, wanted = [] } = options;
  const graph = await buildDependencyGraph(repository);
  const history = summarizeHistory([]);
  return continuePack({
    repository,
    order: orderFiles('dependencies-first', { graph, history }),
    values: valueFiles({ repository, graph, history, wanted }),
    overview: describeRepository(repository, graph),
    wishes,
    budget,
    counter: tokenCounterOf(family),
    format,
    target: { format, budget, family, order: 'dependencies-first' },
    previous,
    wanted: new Set(wanted),
    dependencies: graph.dependencies,
    rules: cacheRulesOf(family),
    isCacheWarm: options.isCacheWarm ?? true,
    expectedCalls: options.expectedCalls ?? 10,
    ...options.pictures,
  });
}
