import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createEngineClient, type EngineClient } from '../../src/vscode/engine-client.ts';

describe('the engine client', () => {
  const logged: string[] = [];
  let client: EngineClient;

  beforeEach(() => {
    client = createEngineClient({
      workerPath: join(import.meta.dirname, 'fake-engine-worker.ts'),
      workerData: { assetDirectory: '' },
      readSettings: () => ({ user: { model: 'ollama:a' }, workspace: {} }),
      isWatched: (root) => root === '/root',
      answerHostCall: async (call) => (call.method === 'secret' ? `value of ${call.name}` : undefined),
      guard: (method) => {
        if (method === 'applyPlan') throw new Error('Not here.');
      },
      log: (text) => logged.push(text),
      onDiagnostic: (root, { message }) => logged.push(`${root}: ${message}`),
    });
  });

  afterEach(() => client.dispose());

  it('sends arguments and settings, and hands progress and events on', async () => {
    const seen: unknown[] = [];
    const options = {
      onProgress: (event: unknown) => seen.push(event),
      onEvent: (event: unknown) => seen.push(event),
    };
    const request = { useModel: false };
    const result: unknown = await client.review('/root', request, options);
    const settings = { user: { model: 'ollama:a' }, workspace: {} };
    assert.deepEqual(result, { root: '/root', settings, parameters: [request] });
    assert.deepEqual(seen, [{ type: 'stage-start', stage: 'scan' }, 'half-way']);
  });

  it('uses another model for those who bring their own', async () => {
    const result: unknown = await client.withModel('vscode:a/b/c').runs('/root', 5);
    const settings = { user: { model: 'vscode:a/b/c' }, workspace: {} };
    assert.deepEqual(result, { root: '/root', settings, parameters: [5] });
  });

  it('cancels a call that is under way', async () => {
    const controller = new AbortController();
    const call = client.rebuildIndex('/root', { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await assert.rejects(call, { name: 'AbortError' });
  });

  it('does not send a call that was cancelled before', async () => {
    await assert.rejects(client.check('/root', { signal: AbortSignal.abort() }), { name: 'AbortError' });
  });

  it('keeps the code of an error', async () => {
    await assert.rejects(client.listModels('/root'), {
      name: 'AppError',
      code: 'network-off',
      message: 'No network.',
    });
  });

  it('fails pending calls when the thread dies, and starts another one', async () => {
    const pending = client.dismiss('/root', 'a', 'b');
    await Promise.all([
      assert.rejects(client.restore('/root', 'a'), { code: 'internal', retryable: true }),
      assert.rejects(pending, /stopped unexpectedly/),
    ]);
    assert.equal(typeof (await client.runs('/root', 1)), 'object');
  });

  it('answers what the thread asks of the editor', async () => {
    assert.equal(await client.lastReview('/root'), 'value of KEY');
  });

  it('tells a running thread of changes, together and before the next call', async () => {
    client.fileChanged('/root', 'before-the-start.ts');
    await client.runs('/root', 1);
    for (const path of ['a.ts', 'b.ts', 'a.ts']) client.fileChanged('/root', path);
    client.fileChanged('/other', 'c.ts');
    const told: unknown = await client.updateIndex('/root');
    assert.deepEqual(told, [
      { root: '/root', paths: ['a.ts', 'b.ts'] },
      { root: '/other', paths: ['c.ts'] },
    ]);
  });

  it('tells of changes by itself when no call comes', async () => {
    await client.runs('/root', 1);
    client.fileChanged('/root', 'a.ts');
    await new Promise((resolve) => setTimeout(resolve, 300));
    client.fileChanged('/root', 'b.ts');
    const told: unknown = await client.updateIndex('/root');
    assert.deepEqual(told, [
      { root: '/root', paths: ['a.ts'] },
      { root: '/root', paths: ['b.ts'] },
    ]);
  });

  it('says which roots are watched, and that an engine with another model keeps no graph', async () => {
    const impacts = [client.impact('/root', 'a.ts'), client.impact('/other', 'a.ts')];
    const other = client.withModel('vscode:a/b/c').impact('/root', 'a.ts');
    assert.deepEqual(await Promise.all<unknown>([...impacts, other]), [true, false, false]);
  });

  it('does not send what the host forbids', async () => {
    await assert.rejects(client.applyPlan('/root', {} as never), /Not here/);
  });
});
