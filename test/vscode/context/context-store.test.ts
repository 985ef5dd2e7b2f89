import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ContextMap } from '../../../src/core/context/context-map.ts';
import { ContextStore, type FolderContext } from '../../../src/vscode/context/context-store.ts';
import type { ExtensionState } from '../../../src/vscode/extension-state.ts';
import { contextMapOfFiles } from '../../support/context-map-of.ts';

const folder = vscode.workspace.workspaceFolders?.[0] as vscode.WorkspaceFolder;

interface Call {
  readonly request: object;
  readonly signal: AbortSignal;
  readonly resolve: (map: ContextMap) => void;
  readonly reject: (error: Error) => void;
}

/** A store over an engine that answers when the test says so, with all that the store told. */
function startStore() {
  const calls: Call[] = [];
  const kept = new Map<string, unknown>();
  const client = {
    contextMap: (_root: string, request: object, { signal }: { signal: AbortSignal }) =>
      new Promise<ContextMap>((resolve, reject) => {
        calls.push({ request, signal, resolve, reject });
        signal.addEventListener('abort', () => reject(new DOMException('Cancelled.', 'AbortError')));
      }),
    askPreflight: async () => ({ model: { displayName: 'Tiny' } }),
  };
  const workspaceState = {
    get: (key: string, otherwise: unknown) => kept.get(key) ?? otherwise,
    update: async (key: string, value: unknown) => void kept.set(key, value),
  };
  const extensionContext = { workspaceState };
  const state = { client, extensionContext, log: { error: () => undefined } } as unknown as ExtensionState;
  const store = new ContextStore(state);
  const told: FolderContext[] = [];
  store.onDidChange((context) => told.push({ ...context }));
  return { store, calls, told };
}

const first = contextMapOfFiles({ 'a.ts': 1 });
const second = contextMapOfFiles({ 'a.ts': 2 });
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the store of packs', () => {
  // What earlier suites wrote is told late, and would make a pack stale.
  before(() => new Promise((resolve) => setTimeout(resolve, 3000)));

  it('packs what is looked at once, and tells of the pack and of the model', async () => {
    const { store, calls, told } = startStore();
    void store.lookedAt(folder);
    void store.lookedAt(folder);
    assert.equal(calls.length, 1);
    assert.equal(store.of(folder).doing, 'Packing…');
    calls[0]?.resolve(first);
    await settle();
    assert.equal(store.newest()?.map, first);
    assert.equal(told.at(-1)?.doing, undefined);
    assert.equal(store.of(folder).model, 'Tiny');
    await store.lookedAt(folder);
    assert.equal(calls.length, 1, 'what is fresh is not packed again');
    store.dispose();
  });

  it('cancels the pack under way for a newer one, whose result alone counts', async () => {
    const { store, calls } = startStore();
    const packs = [store.pack(folder), store.pack(folder)];
    assert.equal(calls[0]?.signal.aborted, true);
    calls[1]?.resolve(second);
    await Promise.all(packs);
    assert.equal(store.of(folder).map, second);
    assert.equal(store.of(folder).problem, undefined);
    store.dispose();
  });

  it('keeps the pack before when it is cancelled, and packs again when it is looked at', async () => {
    const { store, calls } = startStore();
    store.take(folder, first);
    const pack = store.pack(folder);
    store.cancel(folder);
    await pack;
    const { map, problem, doing } = store.of(folder);
    assert.deepEqual({ map, problem, doing }, { map: first, problem: 'Cancelled.', doing: undefined });
    assert.equal(store.of(folder).isCancelled, true);
    void store.lookedAt(folder);
    assert.equal(calls.length, 2);
    store.dispose();
  });

  it('packs with pictures once they are put in, and then as often as it packs', async () => {
    const { store, calls } = startStore();
    void store.lookedAt(folder);
    calls[0]?.resolve(first);
    await settle();
    await store.setPictures(true);
    for (const again of [1, 2]) {
      void store.pack(folder);
      calls[again]?.resolve(second);
      await settle();
    }
    assert.deepEqual(
      calls.map(({ request }) => request),
      [false, true, true].map((images) => ({ model: undefined, images })),
    );
    store.dispose();
  });

  it('says why there is no newer pack', async () => {
    const { store, calls } = startStore();
    const pack = store.pack(folder);
    calls[0]?.reject(new Error('The disk is full.'));
    await pack;
    assert.equal(store.of(folder).problem, 'The disk is full.');
    store.dispose();
  });

  it('packs anew after a choice, while somebody looks', async () => {
    const { store, calls } = startStore();
    store.take(folder, first);
    let isLooking = false;
    store.addViewer(() => isLooking);
    const configuration = vscode.workspace.getConfiguration('longview', folder.uri);
    const setPin = (value: readonly string[] | undefined) =>
      configuration.update('pack.pin', value, vscode.ConfigurationTarget.Workspace);
    try {
      await setPin(['/a.ts']);
      await new Promise((resolve) => setTimeout(resolve, 400));
      assert.equal(calls.length, 0);
      isLooking = true;
      await setPin(['/b.ts']);
      for (let attempt = 0; attempt < 2000 && calls.length === 0; attempt++) await settle();
      assert.ok(calls.length > 0);
    } finally {
      await setPin(undefined);
      store.dispose();
    }
  });
});
