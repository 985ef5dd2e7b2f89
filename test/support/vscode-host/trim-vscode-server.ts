import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// Large, or native and only noise without a build. Search, file watching, git and terminals do not need them.
const unwantedDependencies = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/deviceid',
  '@vscode/native-watchdog',
  '@vscode/sandbox-runtime',
  '@vscode/spdlog',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  '@xterm/addon-ligatures',
  'kerberos',
  'ssh2',
  'tar',
  'zod',
];

// Modules the server cannot start without, replaced by plain JavaScript.
const standIns = { '@vscode/spdlog': 'spdlog.cjs', '@vscode/native-watchdog': 'native-watchdog.cjs' };

interface Manifest {
  dependencies: Record<string, string>;
  overrides?: Record<string, unknown>;
}

/** Removes the dependencies the tests can do without from an unpacked VS Code server, before npm installs them. */
export async function dropUnwantedDependencies(server: string): Promise<void> {
  await editJson(join(server, 'package.json'), (manifest: Manifest) => {
    for (const name of unwantedDependencies) delete manifest.dependencies[name];
    const kept = Object.entries(manifest.overrides ?? {}).filter(
      ([selector]) =>
        !unwantedDependencies.some((name) => selector === name || selector.startsWith(`${name}@`)),
    );
    manifest.overrides = Object.fromEntries(kept);
  });
  await editJson(join(server, 'npm-shrinkwrap.json'), (lock: { packages: Record<string, Manifest> }) => {
    for (const name of unwantedDependencies) delete lock.packages['']?.dependencies[name];
  });
}

/** Adds the stand-ins for native modules and removes binaries of other platforms, after npm has installed. */
export async function finishServerModules(server: string): Promise<void> {
  const modules = join(server, 'node_modules');
  for (const [name, file] of Object.entries(standIns)) {
    const folder = join(modules, name);
    await mkdir(folder, { recursive: true });
    await copyFile(join(import.meta.dirname, 'stand-ins', file), join(folder, 'index.cjs'));
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({ name, version: '0.0.0', main: 'index.cjs' }),
    );
  }
  for (const source of ['deps', 'third_party', 'src']) {
    await rm(join(modules, 'node-pty', source), { recursive: true, force: true });
  }
  await keepOnlyThisPlatform(join(modules, 'node-pty', 'prebuilds'));
  await keepOnlyThisPlatform(join(modules, '@vscode', 'ripgrep-universal', 'bin'));
}

async function keepOnlyThisPlatform(folder: string): Promise<void> {
  for (const entry of await readdir(folder).catch(() => [])) {
    if (!entry.includes('linux-x64')) await rm(join(folder, entry), { recursive: true });
  }
}

async function editJson<T>(file: string, edit: (content: T) => void): Promise<void> {
  const content = JSON.parse(await readFile(file, 'utf8'));
  edit(content);
  await writeFile(file, JSON.stringify(content, null, 2));
}
