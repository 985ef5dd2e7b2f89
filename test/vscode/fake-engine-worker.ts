// Stands in for the engine's thread: each method shows one thing that the client must cope with.
import { parentPort } from 'node:worker_threads';
import type { MessageFromEngine, MessageToEngine } from '../../src/workers/engine-protocol.ts';

const post = (message: MessageFromEngine) => parentPort?.postMessage(message);
const waiting = new Set<number>();
const told: { readonly root: string; readonly paths: readonly string[] | 'closed' }[] = [];

parentPort?.on('message', (message: MessageToEngine) => {
  if (message.kind === 'cancel' && waiting.delete(message.id))
    post({
      kind: 'error',
      id: message.id,
      error: { name: 'AbortError', message: 'The operation was cancelled.' },
    });
  if (message.kind === 'files-changed') told.push({ root: message.root, paths: message.paths });
  if (message.kind === 'root-closed') told.push({ root: message.root, paths: 'closed' });
  if (message.kind === 'host-part') post({ kind: 'event', id: 1, event: message.part });
  if (message.kind === 'host-result') post({ kind: 'result', id: 1, value: message.value });
  if (message.kind === 'host-error') post({ kind: 'error', id: 1, error: message.error });
  if (message.kind === 'call') answer(message);
});

function answer(call: MessageToEngine & { kind: 'call' }): void {
  const { id, method, parameters, root, settings, isWatched } = call;
  if (method === 'rebuildIndex') waiting.add(id);
  else if (method === 'updateIndex') post({ kind: 'result', id, value: told });
  else if (method === 'impact') post({ kind: 'result', id, value: isWatched });
  else if (method === 'restore') process.exit(3);
  else if (method === 'dismiss')
    return; // never answers, not even when it is cancelled
  else if (method === 'lastReview')
    post({ kind: 'host-call', id: 7, call: { method: 'secret', name: 'KEY' } });
  else if (method === 'listModels')
    post({
      kind: 'error',
      id,
      error: { name: 'AppError', code: 'network-off', message: 'No network.', retryable: false },
    });
  else {
    post({ kind: 'progress', id, event: { type: 'stage-start', stage: 'scan' } });
    post({ kind: 'event', id, event: 'half-way' });
    post({ kind: 'result', id, value: { root, settings, parameters } });
  }
}
