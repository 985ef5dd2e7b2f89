import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { installVscodeHost } from './install-vscode-host.ts';
import { launchChromium } from './launch-chromium.ts';
import { createVscodeProfile, type ProfileOptions } from './vscode-profile.ts';
import { installVsix, startVscodeServer } from './vscode-server.ts';

/** How to start VS Code; everything may be left out. */
export interface HostOptions extends ProfileOptions {
  /** code-server version; see codeServerPackage for the default. */
  version?: string | undefined;
  /** A folder or `.code-workspace` file to open; without it the window is empty. */
  folder?: string | undefined;
  /** A VSIX file to install before starting. */
  vsix?: string | undefined;
  /**
   * Folders of extensions under development. They make VS Code start with its smoke-test driver,
   * which refuses modal dialogs and hides notifications; install a VSIX to see those.
   */
  extensionDevelopmentPaths?: string[] | undefined;
  /** A module whose `run()` the extension host calls; needs extensionDevelopmentPaths. */
  extensionTestsPath?: string | undefined;
  /** Adds to the environment that the extension host sees. */
  env?: NodeJS.ProcessEnv | undefined;
  /** Window size in CSS pixels. */
  viewport?: { width: number; height: number } | undefined;
  /** Device pixels per CSS pixel, for sharper screenshots. */
  deviceScaleFactor?: number | undefined;
  /** More workbench options, such as `['disableExtensions', 'true']`. */
  payload?: [string, string][] | undefined;
  /** More flags for server-main.js. */
  serverArgs?: string[] | undefined;
  /** Called with the page before VS Code is loaded into it. */
  beforeLoad?: ((page: Page) => Promise<void>) | undefined;
}

/** A running VS Code: the server, and a browser that shows its workbench. */
export interface VscodeHost {
  page: Page;
  context: BrowserContext;
  browser: Browser;
  port: number;
  /** User data folder; `User/settings.json` is in it. */
  userData: string;
  /** Everything the server has printed. */
  serverOutput(): string;
  /** Closes the browser and ends the server with everything it started. */
  stop(): Promise<void>;
}

// A server whose test run was killed outright ends by itself a few minutes after its window is gone.
const endWhenAbandoned = ['--enable-remote-auto-shutdown', '--reconnection-grace-time', '30'];

/**
 * Starts VS Code headless, installing it first if need be. Resolves when the page has loaded;
 * the workbench may still be starting (see waitForWorkbench).
 * Rejects when the server or the browser does not start; nothing is left running then.
 */
export async function startHost(options: HostOptions = {}): Promise<VscodeHost> {
  const { server, chromium } = await installVscodeHost(options.version);
  const profile = await createVscodeProfile(options);
  if (options.vsix) await installVsix(server, profile, options.vsix);

  const smokeDriver = options.extensionDevelopmentPaths?.length ? ['--enable-smoke-test-driver'] : [];
  const args = [...endWhenAbandoned, ...smokeDriver, ...(options.serverArgs ?? [])];
  const running = await startVscodeServer(server, profile, { env: options.env, args });
  let browser: Browser | undefined;
  const stop = async () => {
    await browser?.close().catch(() => {});
    await running.stop();
  };
  try {
    browser = await launchChromium(chromium);
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      deviceScaleFactor: options.deviceScaleFactor ?? 1,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await options.beforeLoad?.(page);
    await page.goto(running.address(options.folder, workbenchPayload(options, running.port)));
    const { port, output } = running;
    return { page, context, browser, port, userData: profile.userData, serverOutput: output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function workbenchPayload(options: HostOptions, port: number): [string, string][] {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${resolve(path)}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  for (const path of options.extensionDevelopmentPaths ?? []) {
    payload.push(['extensionDevelopmentPath', remote(path)]);
  }
  if (options.extensionTestsPath) payload.push(['extensionTestsPath', remote(options.extensionTestsPath)]);
  return [...payload, ...(options.payload ?? [])];
}
