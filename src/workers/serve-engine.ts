import type { ProgressEvent, RunOptions } from '../core/base/progress.ts';
import type { Engine } from '../core/index.ts';
import type { EnginePool } from './engine-pool.ts';
import {
  type EngineMethod,
  engineMethods,
  type MessageFromEngine,
  type MessageToEngine,
  toPlainError,
} from './engine-protocol.ts';
import type { HostPort } from './host-port.ts';

type CallMessage = MessageToEngine & { kind: 'call' };

/** A method that the engine itself does not have, because it is about its surroundings. */
export type ExtraMethod = (call: CallMessage) => Promise<unknown>;

export interface ServeEngineOptions {
  readonly post: (message: MessageFromEngine) => void;
  readonly pool: EnginePool;
  readonly host: HostPort;
  readonly extraMethods: Readonly<Record<Exclude<EngineMethod, keyof Engine>, ExtraMethod>>;
}

/** Milliseconds between two reports of the same stage: nobody reads faster, and each one wakes the host. */
const progressIntervalMs = 50;

/** Returns what takes the host's messages: runs calls, cancels them, and passes answers on. */
export function serveEngine(options: ServeEngineOptions): (message: MessageToEngine) => void {
  const { post, pool, host, extraMethods } = options;
  const running = new Map<number, AbortController>();

  const run = async (call: CallMessage): Promise<unknown> => {
    if (call.method in extraMethods) return extraMethods[call.method as keyof typeof extraMethods](call);
    const controller = new AbortController();
    running.set(call.id, controller);
    const runOptions: RunOptions & { onEvent: (event: unknown) => void } = {
      signal: controller.signal,
      onProgress: throttleProgress((event) => post({ kind: 'progress', id: call.id, event })),
      onEvent: (event) => post({ kind: 'event', id: call.id, event }),
    };
    const method = call.method as EngineMethod & keyof Engine;
    return pool.use(call, (engine) => {
      const operation = engine[method] as (...parameters: unknown[]) => unknown;
      return operation(...call.parameters.slice(0, engineMethods[method]), runOptions);
    });
  };

  return (message) => {
    if (host.receive(message)) return;
    if (message.kind === 'cancel') running.get(message.id)?.abort();
    if (message.kind === 'root-closed') pool.rootClosed(message.root);
    if (message.kind === 'files-changed') pool.filesChanged(message.root, message.paths);
    if (message.kind !== 'call') return;
    const { id } = message;
    run(message)
      .then((value) => post({ kind: 'result', id, value }))
      .catch((error: unknown) => post({ kind: 'error', id, error: toPlainError(error) }))
      .finally(() => running.delete(id));
  };
}

function throttleProgress(report: (event: ProgressEvent) => void): (event: ProgressEvent) => void {
  let lastTime = Number.NEGATIVE_INFINITY;
  return (event) => {
    const now = performance.now();
    if (event.type === 'stage-progress' && now - lastTime < progressIntervalMs) return;
    lastTime = now;
    report(event);
  };
}
