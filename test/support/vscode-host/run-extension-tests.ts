import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import type { MochaOptions } from 'mocha';
import type { Page } from 'playwright-core';
import { deleteFolder, deleteFolderAtExit } from './process-group.ts';
import { type HostOptions, startHost } from './start-vscode-host.ts';
import { tailFile } from './tail-file.ts';

const timedOutExitCode = 124;

/** What to run in the extension host, besides how to start VS Code. */
export interface ExtensionTestOptions
  extends Omit<HostOptions, 'extensionTestsPath' | 'beforeLoad' | 'vsix'> {
  /** Folders of the extensions under test; at least one. */
  extensionDevelopmentPaths: string[];
  /** A module that exports `run()`; see runExtensionMocha to run mocha files without one. */
  extensionTestsPath: string;
  /** Milliseconds after which the run is given up; ten minutes by default. */
  timeout?: number | undefined;
  /** A file to save a picture of the window to when the tests are over. */
  screenshot?: string | undefined;
}

/**
 * Calls a module's `run()` inside VS Code's extension host and prints what it prints.
 * Resolves to an exit code: 0 when run() resolved, 1 when it rejected, 124 when time was up.
 * VSCODE_HOST_DEBUG in the environment adds VS Code's own log.
 */
export async function runExtensionTests(options: ExtensionTestOptions): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'longview-tests-'));
  deleteFolderAtExit(folder);
  const outputFile = join(folder, 'output');
  await writeFile(outputFile, '');
  const stopTailing = tailFile(outputFile, (chunk) => process.stdout.write(chunk));
  const { promise: exitCode, resolve: finish } = Promise.withResolvers<number>();
  const timer = setTimeout(() => {
    console.error('Extension tests timed out');
    finish(timedOutExitCode);
  }, options.timeout ?? 600_000);
  try {
    const host = await startHost({
      ...options,
      extensionTestsPath: join(import.meta.dirname, 'extension-host-entry.cjs'),
      env: {
        ...options.env,
        LONGVIEW_TEST_OUTPUT: outputFile,
        LONGVIEW_TEST_MODULE: resolve(options.extensionTestsPath),
      },
      beforeLoad: (page) => listenForExit(page, finish),
    });
    try {
      const code = await exitCode;
      if (options.screenshot) await host.page.screenshot({ path: options.screenshot });
      return code;
    } finally {
      await host.stop();
    }
  } finally {
    clearTimeout(timer);
    stopTailing();
    deleteFolder(folder);
  }
}

/** Runs mocha files (paths or glob patterns; TypeScript is fine) inside the extension host, as runExtensionTests does. */
export async function runExtensionMocha(
  files: string[],
  options: Omit<ExtensionTestOptions, 'extensionTestsPath'> & { mocha?: MochaOptions },
): Promise<number> {
  const suite = JSON.stringify({ files: files.map((file) => resolve(file)), options: options.mocha });
  return runExtensionTests({
    ...options,
    extensionTestsPath: join(import.meta.dirname, 'mocha-suite.ts'),
    env: { ...options.env, LONGVIEW_TEST_MOCHA: suite },
  });
}

// VS Code's smoke-test driver calls these two functions of the page. They must exist before it loads.
async function listenForExit(page: Page, finish: (code: number) => void): Promise<void> {
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    if (process.env.VSCODE_HOST_DEBUG) console.error(`[${type}]`, format(...args));
  });
  await page.exposeFunction('codeAutomationExit', finish);
  page.on('crash', () => {
    console.error('The workbench page crashed');
    finish(1);
  });
}
