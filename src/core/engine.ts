import { answerQuestion } from './answer/answer-question.ts';
import { AppError } from './base/app-error.ts';
import type { RunOptions } from './base/progress.ts';
import { cachedPack } from './cached-pack.ts';
import { runChecks } from './checks/run-checks.ts';
import { describeRepository } from './context/describe-repository.ts';
import { orderFiles } from './context/order-files.ts';
import { type PackedContext, packRepository } from './context/pack-repository.ts';
import { valueFiles } from './context/value-files.ts';
import type { Engine, PackRequest } from './engine-api.ts';
import type { EnginePorts } from './engine-ports.ts';
import { impactOf } from './graph/impact-of.ts';
import { LiveRepository } from './live-repository.ts';
import { consentNeededFor } from './models/call/consent.ts';
import { modelFactsOf } from './models/call/model-facts-of.ts';
import { checkPlan } from './plan/check-plan.ts';
import { makePlan } from './plan/make-plan.ts';
import { applyPlan, revertPlan } from './plan/plan-snapshot.ts';
import type { ResolvedModel } from './ports/model-directory.ts';
import { lastReport, previewReview, reviewRepository } from './review/review-repository.ts';
import { questionSignals } from './search/question-signals.ts';
import { searchRepository } from './search/search-repository.ts';
import type { Settings } from './settings/settings-table.ts';
import { type Snapshot, type SnapshotSources, takeSnapshot } from './snapshot.ts';
import { takeGraph } from './take-graph.ts';
import { tokenCounterOf } from './tokens/model-token-counter.ts';
import type { ScannedWorkspace } from './workspace/scan-workspace.ts';

/** Tokens of a pack for which neither a budget nor a model is given. */
const defaultPackBudget = 128_000;

export interface EngineOptions {
  /**
   * Whether `filesChanged` is told of every change below the root. Then the repository and its graph are kept and brought
   * up to date; otherwise every method reads the folder.
   */
  readonly isWatched?: boolean;
}

/** The engine of one root folder: `ports` reach the folder and everything else outside the core. */
export function createEngine(
  ports: EnginePorts,
  settings: Settings,
  { isWatched = false }: EngineOptions = {},
): Engine {
  let live = isWatched ? new LiveRepository(ports, settings) : undefined;
  const snapshot = (options: RunOptions = {}, sources: SnapshotSources = {}) =>
    takeSnapshot(ports, settings, options, { live, ...sources });
  const currentGraph = async (options: RunOptions) => {
    if (live !== undefined) {
      const state = await live.current(options);
      return { files: state.repository.files, graph: state.graph, freshness: live.freshness(state) };
    }
    const freshness = { readAt: ports.now(), updates: 0, pending: 0 };
    return { ...(await takeGraph(ports, settings, options)), freshness };
  };
  const resolveModel = async (
    { useModel, allowedHosts = [] }: { useModel: boolean; allowedHosts?: readonly string[] | undefined },
    options: RunOptions,
  ): Promise<ResolvedModel | undefined> => {
    if (!useModel || settings.network === 'off') return undefined;
    const agreed = [...settings.allowedHosts, ...allowedHosts];
    return ports.models.resolve(settings.model, { ...options, allowedHosts: agreed });
  };
  return {
    snapshot,
    graph: async (options = {}) => {
      if (live === undefined) return takeGraph(ports, settings, options);
      const { repository, graph } = await live.verified(options);
      return { files: repository.files, graph, diagnostics: repository.diagnostics };
    },
    impact: async (path, symbol, options = {}) => {
      const { files, graph, freshness } = await currentGraph(options);
      if (!files.some((file) => file.path === path))
        throw new AppError('not-found', `${path} is not a file of this repository.`);
      return { ...impactOf(graph, path, symbol), freshness };
    },
    filesChanged: async (paths, options = {}) => live?.changed(paths, options),
    pack: (request, options = {}) => {
      const make = async (scanned?: ScannedWorkspace) => {
        const taken = await snapshot(options, { searched: request.question !== undefined, scanned });
        return packSnapshot({ ports, settings, taken, request }, options);
      };
      return live === undefined ? cachedPack({ ports, settings, request, make }, options) : make();
    },
    search: async (request, options = {}) => {
      const { repository } = await snapshot(options);
      return searchRepository({ repository, store: ports.index, ...request });
    },
    check: async (options = {}) => {
      const { repository, graph, isIgnored } = await snapshot(options, { searched: false });
      const checked = await runChecks({ repository, graph, isIgnored }, options);
      return { findings: checked.findings, diagnostics: [...repository.diagnostics, ...checked.diagnostics] };
    },

    reviewPreflight: async (request, options = {}) => {
      const startedAt = ports.now();
      const model = await resolveModel(request, options);
      return previewReview(
        { ports, settings, taken: await snapshot(options), request, model, startedAt },
        options,
      );
    },
    review: async (request, options = {}) => {
      const startedAt = ports.now();
      const model = await resolveModel(request, options);
      return reviewRepository(
        { ports, settings, taken: await snapshot(options), request, model, startedAt },
        options,
      );
    },
    lastReview: () => lastReport(ports.journal),
    dismiss: (fingerprint, reason) => ports.journal.dismiss(fingerprint, reason),
    restore: (fingerprint) => ports.journal.restore(fingerprint),
    runs: (limit) => ports.journal.runs(limit),

    askPreflight: async (question, options = {}) => {
      const model = await resolveModel(question, options);
      return {
        model: model && modelFactsOf(model),
        consentNeededFor: model && consentNeededFor(model, settings, question.allowedHosts ?? []),
      };
    },
    ask: async (question, options = {}) => {
      const model = await resolveModel(question, options);
      return answerQuestion({ ports, settings, taken: await snapshot(options), question, model }, options);
    },

    plan: async (request, options = {}) => {
      const model = await resolveModel(request, options);
      return makePlan({ ports, settings, taken: await snapshot(options), request, model }, options);
    },
    checkPlan: async (plan, options = {}) => {
      const { edited: _, ...check } = await checkPlan(plan, await snapshot(options), ports, options);
      return check;
    },
    applyPlan: async (plan, options = {}) => applyPlan(plan, await snapshot(options), ports, options),
    revertPlan: (plan) => revertPlan(plan, ports),

    listModels: (options = {}) =>
      settings.network === 'off' ? Promise.resolve([]) : ports.models.list(options),
    updateIndex: async (options = {}) => ({ fileCount: (await snapshot(options)).repository.files.length }),
    rebuildIndex: async (options = {}) => {
      ports.index.clear();
      if (live !== undefined) live = new LiveRepository(ports, settings);
      return { fileCount: (await snapshot(options)).repository.files.length };
    },
  };
}

async function packSnapshot(
  {
    ports,
    settings,
    taken,
    request,
  }: { ports: EnginePorts; settings: Settings; taken: Snapshot; request: PackRequest },
  options: RunOptions,
): Promise<PackedContext> {
  const { repository, graph, history } = taken;
  const wanted = await filesSince(ports, request, options);
  const { question: asked } = request;
  const question =
    asked === undefined
      ? undefined
      : questionSignals({ repository, store: ports.index, commits: history.commits, question: asked });
  return packRepository(
    {
      repository,
      order: orderFiles(request.order ?? settings.order, { graph, history }),
      values: valueFiles({ repository, graph, history, wanted, question }),
      overview: describeRepository(repository, graph),
      wishes: request,
      budget: request.budget ?? (settings.contextBudget || defaultPackBudget),
      counter: request.counter ?? tokenCounterOf('openai'),
      format: request.format ?? 'xml',
    },
    options,
  );
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
