import { answerQuestion } from './answer/answer-question.ts';
import { AppError } from './base/app-error.ts';
import type { RunOptions } from './base/progress.ts';
import { runChecks } from './checks/run-checks.ts';
import type { Engine, PackRequest } from './engine-api.ts';
import type { EnginePorts } from './engine-ports.ts';
import { impactOf } from './graph/impact-of.ts';
import { LiveRepository } from './live-repository.ts';
import { consentNeededFor } from './models/call/consent.ts';
import { modelFactsOf } from './models/call/model-facts-of.ts';
import { packFolder } from './pack-folder.ts';
import { checkPlan } from './plan/check-plan.ts';
import { makePlan } from './plan/make-plan.ts';
import { applyPlan, revertPlan } from './plan/plan-snapshot.ts';
import type { ResolvedModel } from './ports/model-directory.ts';
import { lastReport, previewReview, reviewRepository } from './review/review-repository.ts';
import { searchRepository } from './search/search-repository.ts';
import type { Settings } from './settings/settings-table.ts';
import { type SnapshotSources, takeSnapshot } from './snapshot.ts';
import { takeGraph } from './take-graph.ts';

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
  openedWith: Settings,
  { isWatched = false }: EngineOptions = {},
): Engine {
  let settings = openedWith;
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
  const pack = (request: PackRequest, options: RunOptions) =>
    packFolder({ ports, settings, live, request }, options);
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
    packSettingsChanged: (changed) => {
      settings = { ...settings, ...changed };
    },
    pack: async (request, options = {}) => {
      const { packed, facts, mapOf } = await pack(request, options);
      return { ...packed, ...facts, ...(request.withMap === true && { map: await mapOf() }) };
    },
    contextMap: async (request, options = {}) => (await pack(request, options)).mapOf(),
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
