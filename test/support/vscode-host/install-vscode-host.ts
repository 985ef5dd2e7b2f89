import { join } from 'node:path';
import { findNode } from './find-node.ts';
import { installChromium } from './install-chromium.ts';
import { installOnce } from './install-once.ts';
import { installNpmDependencies, unpackNpmPackage } from './npm-tarball.ts';
import { codeServerPackage } from './pinned-packages.ts';
import { dropUnwantedDependencies, finishServerModules } from './trim-vscode-server.ts';

// Raise it when the steps below change, so that caches filled by the old steps are not used.
const recipe = 1;

/** An installed VS Code server. */
export interface VscodeServer {
  /** Version of the code-server package, such as `4.139.1`. */
  version: string;
  /** Folder of the server. */
  folder: string;
  /** Its entry point, to be run by `node`. */
  main: string;
  /** Path of the Node that runs it. */
  node: string;
}

/**
 * Installs VS Code's server and web workbench from npm, or returns the copy installed earlier.
 * `version` is a code-server version; see codeServerPackage for the default.
 * Rejects on an unsupported platform, a failed download, or a wrong integrity.
 */
export async function installVscodeServer(
  version?: string,
  log: (line: string) => void = () => {},
): Promise<VscodeServer> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'This VS Code host runs on Linux x64 only; elsewhere use the download of @vscode/test-electron.',
    );
  }
  const pinned = codeServerPackage(version);
  const folder = await installOnce(`code-server-${pinned.version}-${recipe}`, async (partial) => {
    log(`downloading code-server@${pinned.version}`);
    await unpackNpmPackage(pinned, partial, ['package/lib/vscode'], 3);
    await dropUnwantedDependencies(partial);
    log('installing its dependencies');
    await installNpmDependencies(partial);
    // TypeScript, for the built-in TypeScript and JavaScript language features.
    await installNpmDependencies(join(partial, 'extensions'));
    await finishServerModules(partial);
    log('VS Code server is ready');
  });
  return { version: pinned.version, folder, main: join(folder, 'out', 'server-main.js'), node: findNode() };
}

/** Installs the server and a browser to show its workbench in. Rejects as its two parts do. */
export async function installVscodeHost(
  version?: string,
  log: (line: string) => void = () => {},
): Promise<{ server: VscodeServer; chromium: string }> {
  const [server, chromium] = await Promise.all([installVscodeServer(version, log), installChromium(log)]);
  return { server, chromium };
}

/** A log function that prefixes each line with the seconds since it was made. */
export function timedLog(): (line: string) => void {
  const start = Date.now();
  return (line) => console.error(`[vscode host ${((Date.now() - start) / 1000).toFixed(1)} s] ${line}`);
}

if (import.meta.main) {
  const { server, chromium } = await installVscodeHost(undefined, timedLog());
  console.log(`VS Code server: ${server.folder}\nChromium: ${chromium}`);
}
