import assert from 'node:assert/strict';
import { join } from 'node:path';
import { parseCodeArguments } from './code-command-line.ts';
import { codeServerPackage } from './pinned-packages.ts';
import { runExtensionMocha } from './run-extension-tests.ts';

const probe = join(import.meta.dirname, '../../fixtures/probe-extension');

describe('the VS Code host', () => {
  it('refuses versions that are not pinned', () => {
    assert.equal(codeServerPackage('4.134.0').version, '4.134.0');
    assert.throws(() => codeServerPackage('4.0.0'), /not pinned/);
  });

  it('reads the flags of @vscode/test-electron', () => {
    const flags = [
      '--no-sandbox',
      '--extensionTestsPath=/t',
      '--extensionDevelopmentPath=/e',
      '--user-data-dir',
      '/u',
    ];
    const { folder, extensionTestsPath, extensionDevelopmentPaths, userDataFolder } = parseCodeArguments([
      '/w',
      ...flags,
    ]);
    assert.deepEqual([folder, extensionTestsPath, extensionDevelopmentPaths], ['/w', '/t', ['/e']]);
    assert.equal(userDataFolder, '/u');
  });

  it('runs mocha inside the extension host', async function () {
    this.timeout(120_000);
    const extension = { extensionDevelopmentPaths: [probe], folder: join(probe, 'workspace') };
    assert.equal(await runExtensionMocha([join(probe, 'extension-host.test.ts')], extension), 0);
  });

  it('exits with 1 when there is nothing to run', async function () {
    this.timeout(60_000);
    const extension = { extensionDevelopmentPaths: [probe] };
    assert.equal(await runExtensionMocha([join(probe, 'no-such.test.ts')], extension), 1);
  });
});
