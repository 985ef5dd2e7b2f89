import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { VscodeServer } from './install-vscode-host.ts';
import { deleteFolder, killGroupAtExit, signalGroup } from './process-group.ts';
import type { VscodeProfile } from './vscode-profile.ts';

const startTimeout = 60_000;
const stopTimeout = 3_000;

/** A VS Code server that is listening on 127.0.0.1. */
export interface RunningServer {
  port: number;
  /** The address that shows the workbench: on a folder, a `.code-workspace` file, or an empty window. */
  address(folder?: string, payload?: [string, string][]): string;
  /** Everything the server has printed. */
  output(): string;
  /** Ends the server with everything it started and deletes the profile's temporary folder. */
  stop(): Promise<void>;
}

/** How to start a server. */
export interface ServerOptions {
  /** Adds to the environment that the extension host sees. */
  env?: NodeJS.ProcessEnv | undefined;
  /** More flags for server-main.js. */
  args?: string[] | undefined;
}

/** Starts a server on a free port. Rejects, with its output, when it ends or stays silent for a minute. */
export async function startVscodeServer(
  server: VscodeServer,
  profile: VscodeProfile,
  { env = {}, args = [] }: ServerOptions = {},
): Promise<RunningServer> {
  const token = randomBytes(16).toString('hex');
  const tokenFile = join(profile.temporary, 'connection-token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  const network = ['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile];
  const quiet = ['--accept-server-license-terms', '--disable-telemetry', '--disable-workspace-trust'];
  const child = spawn(server.node, [server.main, ...network, ...quiet, ...profileFlags(profile), ...args], {
    cwd: server.folder,
    // The temporary folder is the profile's, so that the sockets made in it go too.
    env: { ...process.env, TMPDIR: profile.temporary, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own process group, so that extension hosts, terminals and watchers can be ended with it.
    detached: true,
  });
  killGroupAtExit(child.pid ?? 0);
  const output = collectOutput(child);
  const stop = () => stopServer(child, profile);
  try {
    const port = await listeningPort(child, output);
    return { port, output, stop, address: (folder, payload) => address(port, token, folder, payload) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Installs a VSIX file into a profile. Rejects with what the server's command line prints. */
export async function installVsix(server: VscodeServer, profile: VscodeProfile, vsix: string): Promise<void> {
  const args = [
    server.main,
    '--install-extension',
    resolve(vsix),
    '--force',
    '--accept-server-license-terms',
  ];
  try {
    await promisify(execFile)(server.node, [...args, ...profileFlags(profile)], { cwd: server.folder });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`Could not install ${vsix}:\n${stdout}${stderr || error}`);
  }
}

/** The flags of server-main.js that make it use a profile. */
export function profileFlags({ temporary, userData, extensions }: VscodeProfile): string[] {
  return ['--server-data-dir', temporary, '--user-data-dir', userData, '--extensions-dir', extensions];
}

function address(port: number, token: string, folder?: string, payload: [string, string][] = []): string {
  const query = new URLSearchParams({ tkn: token });
  if (!folder) query.set('ew', 'true');
  else query.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', resolve(folder));
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query}`;
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  const append = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout?.on('data', append);
  child.stderr?.on('data', append);
  return () => text;
}

function listeningPort(child: ChildProcess, output: () => string): Promise<number> {
  const { promise, resolve: found, reject } = Promise.withResolvers<number>();
  const timer = setTimeout(
    () => reject(new Error(`VS Code server did not start:\n${output()}`)),
    startTimeout,
  );
  const look = () => {
    const port = /Extension host agent listening on (\d+)/.exec(output())?.[1];
    if (port) found(Number(port));
  };
  child.stdout?.on('data', look);
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`VS Code server ended with code ${code}:\n${output()}`)));
  return promise.finally(() => {
    clearTimeout(timer);
    child.stdout?.off('data', look);
  });
}

async function stopServer(child: ChildProcess, profile: VscodeProfile): Promise<void> {
  if (child.pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    signalGroup(child.pid, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(child.pid ?? 0, 'SIGKILL'), stopTimeout);
    await ended;
    clearTimeout(timer);
  }
  signalGroup(child.pid, 'SIGKILL');
  deleteFolder(profile.temporary);
}
