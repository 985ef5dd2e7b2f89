// Runs the suites beside and below this file inside the extension host of a real VS Code, on the built extension.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runExtensionMocha } from '../support/vscode-host/run-extension-tests.ts';
import { writeSampleRepository } from './sample-repository.ts';

const project = join(import.meta.dirname, '../..');
const patterns = process.argv.slice(2);
const temporary = await mkdtemp(join(tmpdir(), 'longview-vscode-suites-'));
const folder = join(temporary, 'shop');
const extensionsFolder = join(temporary, 'extensions');
let exitCode = 1;
try {
  await mkdir(folder);
  writeSampleRepository(folder);
  // The probe brings a language model that does not come from Longview. It is installed, because a window takes one
  // extension under development only.
  await cp(
    join(project, 'test/fixtures/probe-extension'),
    join(extensionsFolder, 'longview-tests.probe-0.0.1'),
    {
      recursive: true,
    },
  );
  exitCode = await runExtensionMocha(
    patterns.length > 0 ? patterns : [join(import.meta.dirname, '**/*.test.ts')],
    {
      extensionDevelopmentPaths: [project],
      extensionsFolder,
      folder,
      settings: { 'longview.network': 'loopback' },
      env: { LONGVIEW_HOME: process.env['LONGVIEW_HOME'] ?? join(temporary, 'home') },
    },
  );
} finally {
  await rm(temporary, { recursive: true, force: true });
}
process.exit(exitCode);
