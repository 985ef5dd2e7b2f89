import { AppError } from './base/app-error.ts';
import type { RunOptions } from './base/progress.ts';
import type { Engine, PackRequest } from './engine-api.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { LiveRepository } from './live-repository.ts';
import { consentNeededFor } from './models/call/consent.ts';
import { modelFactsOf } from './models/call/model-facts-of.ts';
import { pictureRulesOf } from './models/catalog/picture-rules.ts';
import type { ResolvedModel } from './ports/model-directory.ts';
import { readMemory } from './review/review-memory.ts';
import type { Settings } from './settings/settings-table.ts';
import type { SnapshotSources } from './snapshot.ts';

export interface EngineOptions {
  /**
   * Whether `filesChanged` is told of every change below the root. Then the repository and its graph are kept and brought
   * up to date; otherwise every method reads the folder.
   */
  readonly isWatched?: boolean;
}

/** What the verbs do is loaded by the first one that needs it: a command starts in half the time. */
const load = {
  answer: () => import('./answer/answer-question.ts'),
  checks: () => import('./checks/run-checks.ts'),
  graph: () => import('./take-graph.ts'),
  impact: () => import('./graph/impact-of.ts'),
  live: () => import('./live-repository.ts'),
  pack: () => import('./pack-folder.ts'),
  plan: () => import('./plan/make-plan.ts'),
  planCheck: () => import('./plan/check-plan.ts'),
  planFiles: () => import('./plan/plan-snapshot.ts'),
  review: () => import('./review/review-repository.ts'),
  search: () => import('./search/search-repository.ts'),
  searchIndex: () => import('./search/update-index.ts'),
  snapshot: () => import('./snapshot.ts'),
} as const;

/** The engine of one root folder: `ports` reach the folder and everything else outside the core. */
export function createEngine(
  ports: EnginePorts,
  openedWith: Settings,
  { isWatched = false }: EngineOptions = {},
): Engine {
  let settings = openedWith;
  const openLive = async (): Promise<LiveRepository> =>
    new (await load.live()).LiveRepository(ports, settings);
  let opening = isWatched ? openLive() : undefined;
  const snapshot = async (options: RunOptions = {}, sources: SnapshotSources = {}) => {
    const { takeSnapshot } = await load.snapshot();
    return takeSnapshot(ports, settings, options, { live: await opening, ...sources });
  };
  const files = async (options: RunOptions = {}, sources: SnapshotSources = {}) => {
    const { takeFiles } = await load.snapshot();
    return takeFiles(ports, settings, options, { live: await opening, ...sources });
  };
  const folderGraph = async (options: RunOptions) => (await load.graph()).takeGraph(ports, settings, options);
  const currentGraph = async (options: RunOptions) => {
    const live = await opening;
    if (live !== undefined) {
      const state = await live.current(options);
      return { files: state.repository.files, graph: state.graph, freshness: live.freshness(state) };
    }
    const freshness = { readAt: ports.now(), updates: 0, pending: 0 };
    return { ...(await folderGraph(options)), freshness };
  };
  const resolveModel = async (
    { useModel, allowedHosts = [] }: { useModel: boolean; allowedHosts?: readonly string[] | undefined },
    options: RunOptions,
  ): Promise<ResolvedModel | undefined> => {
    if (!useModel || settings.network === 'off') return undefined;
    const agreed = [...settings.allowedHosts, ...allowedHosts];
    return ports.models.resolve(settings.model, { ...options, allowedHosts: agreed });
  };
  const pack = async (request: PackRequest, options: RunOptions) =>
    (await load.pack()).packFolder({ ports, settings, live: await opening, request }, options);
  return {
    snapshot,
    files: (options = {}) => files(options, { searched: false }),
    graph: async (options = {}) => {
      const live = await opening;
      if (live === undefined) return folderGraph(options);
      const { repository, graph } = await live.verified(options);
      return { files: repository.files, graph, diagnostics: repository.diagnostics };
    },
    impact: async (path, symbol, options = {}) => {
      const { files, graph, freshness } = await currentGraph(options);
      if (!files.some((file) => file.path === path))
        throw new AppError('not-found', `${path} is not a file of this repository.`);
      const { impactOf } = await load.impact();
      return { ...impactOf(graph, path, symbol), freshness };
    },
    filesChanged: async (paths, options = {}) => (await opening)?.changed(paths, options),
    packSettingsChanged: (changed) => {
      settings = { ...settings, ...changed };
    },
    pack: async (request, options = {}) => {
      const { packed, facts, mapOf } = await pack(request, options);
      return { ...packed, ...facts, ...(request.withMap === true && { map: await mapOf() }) };
    },
    contextMap: async (request, options = {}) => (await pack(request, options)).mapOf(),
    search: async (request, options = {}) => {
      const { repository } = await files(options);
      const { searchRepository } = await load.search();
      const hits = searchRepository({ repository, store: ports.index, ...request });
      if (hits.length > 0) return hits;
      // An index that failed as it was asked goes on as an empty one.
      const { updateIndex } = await load.searchIndex();
      if ((await updateIndex(repository, ports.index, options)).indexed === 0) return hits;
      return searchRepository({ repository, store: ports.index, ...request });
    },
    check: async (options = {}) => {
      const { repository, graph, isIgnored } = await snapshot(options, { searched: false });
      const { runChecks } = await load.checks();
      const checked = await runChecks({ repository, graph, isIgnored }, options);
      return { findings: checked.findings, diagnostics: [...repository.diagnostics, ...checked.diagnostics] };
    },

    reviewPreflight: async (request, options = {}) => {
      const startedAt = ports.now();
      const model = await resolveModel(request, options);
      const { previewReview } = await load.review();
      return previewReview(
        { ports, settings, taken: await snapshot(options), request, model, startedAt },
        options,
      );
    },
    review: async (request, options = {}) => {
      const startedAt = ports.now();
      const model = await resolveModel(request, options);
      const { reviewRepository } = await load.review();
      return reviewRepository(
        { ports, settings, taken: await snapshot(options), request, model, startedAt },
        options,
      );
    },
    lastReview: () => readMemory(ports.journal)?.report,
    dismiss: (fingerprint, reason) => ports.journal.dismiss(fingerprint, reason),
    restore: (fingerprint) => ports.journal.restore(fingerprint),
    runs: (limit) => ports.journal.runs(limit),

    askPreflight: async (question, options = {}) => {
      const model = await resolveModel(question, options);
      const sendsPictures = model?.seesImages === true && settings.sendPictures;
      return {
        model: model && modelFactsOf(model),
        sendsPictures,
        sendsVideos: sendsPictures && pictureRulesOf(model).videos !== undefined,
        consentNeededFor: model && consentNeededFor(model, settings, question.allowedHosts ?? []),
      };
    },
    ask: async (question, options = {}) => {
      const model = await resolveModel(question, options);
      const { answerQuestion } = await load.answer();
      return answerQuestion({ ports, settings, taken: await snapshot(options), question, model }, options);
    },

    plan: async (request, options = {}) => {
      const model = await resolveModel(request, options);
      const { makePlan } = await load.plan();
      return makePlan({ ports, settings, taken: await snapshot(options), request, model }, options);
    },
    checkPlan: async (plan, options = {}) => {
      const { checkPlan } = await load.planCheck();
      const { edited: _, ...check } = await checkPlan(plan, await snapshot(options), ports, options);
      const { canRevert } = await load.planFiles();
      return { ...check, canRevert: await canRevert(plan, ports) };
    },
    applyPlan: async (plan, options = {}) =>
      (await load.planFiles()).applyPlan(plan, await snapshot(options), ports, options),
    revertPlan: async (plan) => (await load.planFiles()).revertPlan(plan, ports),

    listModels: (options = {}) =>
      settings.network === 'off' ? Promise.resolve([]) : ports.models.list(options),
    updateIndex: async (options = {}) => ({ fileCount: (await snapshot(options)).repository.files.length }),
    rebuildIndex: async (options = {}) => {
      ports.index.clear();
      if (opening !== undefined) opening = openLive();
      return { fileCount: (await snapshot(options)).repository.files.length };
    },
  };
}
