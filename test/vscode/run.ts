// Runs the suites beside and below this file inside the extension host of a real VS Code, on the built extension.
// LONGVIEW_VSCODE=desktop takes a downloaded desktop VS Code instead of the headless one of test/support/vscode-host.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { createVscodeProfile } from '../support/vscode-host/vscode-profile.ts';
import { writeSampleRepository } from './sample-repository.ts';

const project = join(import.meta.dirname, '../..');
const host = join(import.meta.dirname, '../support/vscode-host');
const patterns = process.argv.slice(2);
const files = patterns.length > 0 ? patterns : [join(import.meta.dirname, '**/*.test.ts')];
const temporary = await mkdtemp(join(tmpdir(), 'longview-vscode-suites-'));
const folder = join(temporary, 'shop');
let exitCode = 1;
try {
  await mkdir(folder);
  writeSampleRepository(folder);
  const { userData, extensions } = await createVscodeProfile({
    userDataFolder: join(temporary, 'user-data'),
    extensionsFolder: join(temporary, 'extensions'),
    settings: { 'longview.network': 'loopback' },
  });
  // The probe brings a language model that does not come from Longview. It is installed, because a window takes one
  // extension under development only.
  const probe = join(extensions, 'longview-tests.probe-0.0.1');
  await cp(join(project, 'test/fixtures/probe-extension'), probe, { recursive: true });
  exitCode = await runTests({
    ...(process.env['LONGVIEW_VSCODE'] === 'desktop' ? {} : { vscodeExecutablePath: join(host, 'code') }),
    extensionDevelopmentPath: project,
    extensionTestsPath: join(host, 'mocha-suite.ts'),
    launchArgs: [folder, `--user-data-dir=${userData}`, `--extensions-dir=${extensions}`],
    extensionTestsEnv: {
      LONGVIEW_HOME: process.env['LONGVIEW_HOME'] ?? join(temporary, 'home'),
      LONGVIEW_TEST_MOCHA: JSON.stringify({ files }),
    },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  await rm(temporary, { recursive: true, force: true });
}
process.exit(exitCode);
