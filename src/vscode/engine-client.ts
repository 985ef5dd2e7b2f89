import type { RunOptions } from '../core/base/progress.ts';
import type { Engine, PackRequest } from '../core/engine-api.ts';
import type { ReviewReport } from '../core/review/review-report.ts';
import { type EngineMethod, engineMethods, type RawSettings } from '../workers/engine-protocol.ts';
import { EngineWorker, type EngineWorkerOptions } from './engine-worker-thread.ts';

/** What cannot cross a thread as it is, or goes another way. */
type LocalMethod = 'snapshot' | 'files' | 'pack' | 'filesChanged' | 'packSettingsChanged';

type Remote<Method> = Method extends (...parameters: infer Parameters) => infer Result
  ? (root: string, ...parameters: Parameters) => Promise<Awaited<Result>>
  : never;

/** The engine's own methods, each with the absolute path of a root folder first, all asynchronous. */
export type RemoteEngine = { readonly [Name in Exclude<keyof Engine, LocalMethod>]: Remote<Engine[Name]> };

export type ReportFormat = 'markdown' | 'json' | 'sarif';

/**
 * The engine of every root folder, in one worker thread that starts at the first call. Settings are read at each call.
 * All methods reject with an AppError (tell it by `name` and `code`, the class is lost), or with an `AbortError`. A
 * review that was cancelled resolves with what it found.
 */
export interface EngineClient extends RemoteEngine {
  readonly pack: (
    root: string,
    request: Omit<PackRequest, 'counter'>,
    options?: RunOptions,
  ) => ReturnType<Engine['pack']>;
  readonly renderReport: (root: string, report: ReviewReport, format: ReportFormat) => Promise<string>;
  /**
   * Tells the engine, if its thread runs, that a file or folder below a root was edited, made, moved or deleted. Cheap:
   * what comes together is sent together, at the latest with the next call.
   * @param path relative to the root, with `/`
   */
  readonly fileChanged: (root: string, path: string) => void;
  /** Tells the engine, if its thread runs, that a folder is open no more: what it holds of it is let go. */
  readonly rootClosed: (root: string) => void;
  /** The same engine with another model than the configured one, for requests that bring their own. */
  readonly withModel: (modelId: string) => EngineClient;
  readonly dispose: () => void;
}

export interface EngineClientOptions extends EngineWorkerOptions {
  readonly readSettings: (root: string) => RawSettings;
  /** Whether `fileChanged` is told of every change below a root. */
  readonly isWatched: (root: string) => boolean;
  /** Throws where the host forbids a method now. */
  readonly guard: (method: EngineMethod) => void;
}

/** Makes the client; no thread is started yet. */
export function createEngineClient(options: EngineClientOptions): EngineClient {
  const worker = new EngineWorker(options);
  return clientOf(worker, options);
}

function clientOf(worker: EngineWorker, options: EngineClientOptions, modelId?: string): EngineClient {
  const settingsOf = (root: string): RawSettings => {
    const settings = options.readSettings(root);
    return modelId === undefined ? settings : { ...settings, user: { ...settings.user, model: modelId } };
  };
  const methods = Object.entries(engineMethods).map(([name, parameterCount]) => {
    const method = name as EngineMethod;
    const call = async (root: string, ...all: unknown[]) => {
      options.guard(method);
      const parameters = all.slice(0, parameterCount);
      // An engine with another model is opened for a moment; it is not worth keeping a graph in it.
      const isWatched = modelId === undefined && options.isWatched(root);
      const call = { root, settings: settingsOf(root), isWatched, method, parameters };
      return worker.call(call, all[parameterCount] as RunOptions | undefined);
    };
    return [method, call];
  });
  return {
    ...(Object.fromEntries(methods) as Omit<
      EngineClient,
      'fileChanged' | 'rootClosed' | 'withModel' | 'dispose'
    >),
    fileChanged: (root, path) => worker.fileChanged(root, path),
    rootClosed: (root) => worker.rootClosed(root),
    withModel: (id) => clientOf(worker, options, id),
    dispose: () => worker.dispose(),
  };
}
