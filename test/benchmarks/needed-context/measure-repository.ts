import { describeRepository } from '../../../src/core/context/describe-repository.ts';
import { orderFiles } from '../../../src/core/context/order-files.ts';
import { valueFiles } from '../../../src/core/context/value-files.ts';
import {
  defaultSettings,
  type EnginePorts,
  type PackedContext,
  packRepository,
  type Snapshot,
  tokenCounterOf,
} from '../../../src/core/index.ts';
import { questionSignals } from '../../../src/core/search/question-signals.ts';
import { queryWords } from '../../../src/core/search/split-words.ts';
import { bySize, CutOrder, packableFiles, shuffled } from './cut-order.ts';
import { firstLinesOf, type Recall, recallOf, type ShownFile, skeletonShown } from './recall.ts';
import { cutsAt, Repomix, shownByRepomix, shownCompressed } from './repomix.ts';
import { type ParentState, walkParents } from './walk-parents.ts';

/** One pack of one parent, measured. */
export interface Measurement extends Recall {
  readonly repository: string;
  readonly commit: string;
  readonly method: Method;
  readonly budget: number;
}

export interface MeasureOptions {
  readonly repository: string;
  /** As the table names it. */
  readonly name: string;
  readonly commitCount: number;
  readonly budgets: readonly number[];
  readonly methods: readonly Method[];
  /** Only each so many-th of the sampled commits is measured. */
  readonly every: number;
  /** `commit method` of what was measured before. */
  readonly known: ReadonlySet<string>;
  readonly report: (measurement: Measurement) => void;
}

/** What is compared: our packs, Repomix's, and whole files in simple orders. */
export const methods = [
  'longview',
  'longview with the question',
  'repomix',
  'repomix --compress',
  'path order',
  'small files first',
  'random',
  'BM25 order of the question',
] as const;
export type Method = (typeof methods)[number];

/** Packs the parents of sampled commits of one repository in every way and reports what was in the packs. */
export async function measureRepository(options: MeasureOptions): Promise<void> {
  const { methods: wanted, known, name, budgets, report } = options;
  const repomix = wanted.some((method) => method.startsWith('repomix')) ? new Repomix() : undefined;
  const orders = new CutOrder();
  try {
    await walkParents({
      repository: options.repository,
      commitCount: options.commitCount,
      skips: ({ hash }, index) =>
        index % options.every !== 0 || wanted.every((method) => known.has(`${hash} ${method}`)),
      visit: async (state) => {
        for (const method of wanted) {
          if (known.has(`${state.commit.hash} ${method}`)) continue;
          const packs = await packsOf(method, state, { budgets, orders, repomix });
          for (const [budget, shown] of packs) {
            const recall = recallOf(state.truth, shown);
            report({ repository: name, commit: state.commit.hash, method, budget, ...recall });
          }
        }
      },
    });
  } finally {
    repomix?.dispose();
  }
}

interface PackTools {
  readonly budgets: readonly number[];
  readonly orders: CutOrder;
  readonly repomix: Repomix | undefined;
}

/** Budget → what the pack of that size shows of each file. */
async function packsOf(
  method: Method,
  { commit, snapshot, ports, folder }: ParentState,
  { budgets, orders, repomix }: PackTools,
): Promise<Map<number, ReadonlyMap<string, ShownFile>>> {
  const packs = new Map<number, ReadonlyMap<string, ShownFile>>();
  const files = packableFiles(snapshot.repository);
  const cut = (order: typeof files) => {
    for (const budget of budgets) packs.set(budget, orders.shown(order, budget));
  };
  switch (method) {
    case 'longview':
    case 'longview with the question': {
      const question = method === 'longview' ? undefined : commit.subject;
      const pack = packer(snapshot, ports, question);
      for (const budget of budgets) packs.set(budget, shownByPack(await pack(budget)));
      break;
    }
    case 'repomix':
    case 'repomix --compress': {
      const compresses = method !== 'repomix';
      const text = repomix?.pack(folder, { compresses }) ?? '';
      for (const [budget, beginning] of cutsAt(text, budgets))
        packs.set(
          budget,
          compresses ? shownCompressed(beginning, snapshot.repository) : shownByRepomix(beginning),
        );
      break;
    }
    case 'path order':
      cut(files);
      break;
    case 'small files first':
      cut(bySize(files));
      break;
    case 'random':
      cut(shuffled(files, Number.parseInt(commit.hash.slice(0, 7), 16)));
      break;
    case 'BM25 order of the question': {
      const rank = new Map<string, number>();
      for (const { path } of ports.index.searchChunks(queryWords(commit.subject), 20_000))
        if (!rank.has(path)) rank.set(path, rank.size);
      // What no word finds comes last, by path.
      cut(files.toSorted((a, b) => (rank.get(a.path) ?? rank.size) - (rank.get(b.path) ?? rank.size)));
      break;
    }
  }
  return packs;
}

/** Packs as the engine does for the same request, without reading the folder anew for each budget. */
function packer(
  { repository, graph, history }: Snapshot,
  { index }: EnginePorts,
  asked: string | undefined,
): (budget: number) => Promise<PackedContext> {
  const { commits } = history;
  const question =
    asked === undefined ? undefined : questionSignals({ repository, store: index, commits, question: asked });
  const values = valueFiles({ repository, graph, history, question });
  const order = orderFiles(defaultSettings.order, { graph, history });
  const overview = describeRepository(repository, graph);
  const counter = tokenCounterOf('openai');
  return (budget) => packRepository({ repository, order, values, overview, budget, counter, format: 'xml' });
}

function shownByPack({ entries }: PackedContext): Map<string, ShownFile> {
  const shown = new Map<string, ShownFile>();
  for (const { path, resolution } of entries) {
    if (resolution === 'full') shown.set(path, firstLinesOf());
    else if (resolution === 'skeleton') shown.set(path, skeletonShown);
  }
  return shown;
}
