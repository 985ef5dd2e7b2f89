import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from '../../src/core/index.ts';
import { NodeAssetSource } from '../../src/node/node-asset-source.ts';
import { createEngineClient } from '../../src/vscode/engine-client.ts';
import { newFolder } from './run-cli.ts';
import { folderWith } from './sample-repository.ts';

const workerPath = fileURLToPath(new URL('../../src/workers/engine-worker.ts', import.meta.url));

/** The codes of what the engine's thread tells of a folder while it indexes it. */
async function toldOf(root: string, home: string, user: Record<string, unknown> = {}): Promise<string[]> {
  const told: { readonly root: string; readonly diagnostic: Diagnostic }[] = [];
  const before = process.env['LONGVIEW_HOME'];
  process.env['LONGVIEW_HOME'] = home;
  const client = createEngineClient({
    workerPath,
    workerData: { assetDirectory: new NodeAssetSource().directory },
    readSettings: () => ({ user, workspace: {} }),
    isWatched: () => false,
    answerHostCall: async () => undefined,
    guard: () => undefined,
    log: () => undefined,
    onDiagnostic: (root, diagnostic) => told.push({ root, diagnostic }),
  });
  try {
    assert.equal((await client.updateIndex(root)).fileCount > 0, true);
  } finally {
    client.dispose();
    if (before === undefined) delete process.env['LONGVIEW_HOME'];
    else process.env['LONGVIEW_HOME'] = before;
  }
  assert.deepEqual(new Set(told.map(({ root }) => root)), new Set(told.length === 0 ? [] : [root]));
  return told.map(({ diagnostic }) => diagnostic.code);
}

test('the editor hears of what the engine could not use', async () => {
  const sound = folderWith({ 'a.ts': 'export const a = 1;\n' });
  const home = newFolder();
  assert.deepEqual(await toldOf(sound, home), []);
  const noFolder = join(folderWith({ file: '' }), 'file');
  assert.deepEqual(await toldOf(sound, noFolder), ['index-unusable']);
  assert.deepEqual(await toldOf(sound, home, { network: 'sometimes' }), ['unusable-setting']);
  writeFileSync(join(sound, '.longview.json'), '{');
  assert.deepEqual(await toldOf(sound, home), ['unusable-settings-file']);
  const broken = folderWith({ 'a.ts': 'export const a = 1;\n', '.git/HEAD': 'rubbish' });
  assert.deepEqual(await toldOf(broken, home), ['git-unusable']);
});
