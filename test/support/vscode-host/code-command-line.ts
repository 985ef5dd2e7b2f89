import { spawnSync } from 'node:child_process';
import { installVscodeServer, timedLog } from './install-vscode-host.ts';
import { runExtensionTests } from './run-extension-tests.ts';
import { createVscodeProfile } from './vscode-profile.ts';
import { profileFlags } from './vscode-server.ts';

/** What the command line of `code` asks for. */
export interface CodeArguments {
  /** A folder or `.code-workspace` file. */
  folder?: string;
  extensionDevelopmentPaths: string[];
  extensionTestsPath?: string;
  userDataFolder?: string;
  extensionsFolder?: string;
  disableExtensions: boolean;
  /** Flags that make it do something else than open a window, such as `--install-extension x.vsix`. */
  managing: string[];
  /** Flags for the server. */
  serverArgs: string[];
}

const managingFlags = ['list-extensions', 'show-versions', 'force', 'version', 'help', 'pre-release'];
const managingOptions = ['install-extension', 'uninstall-extension'];

/**
 * Reads the flags @vscode/test-electron passes (`--name=value` or `--name value`).
 * Flags that mean nothing to a headless window, such as `--disable-gpu-sandbox`, are ignored.
 */
export function parseCodeArguments(args: string[]): CodeArguments {
  const parsed: CodeArguments = {
    extensionDevelopmentPaths: [],
    disableExtensions: false,
    managing: [],
    serverArgs: [],
  };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [, name, given] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const value = () => given ?? rest.shift() ?? '';
    if (!name) parsed.folder = arg;
    else if (name === 'extensionDevelopmentPath') parsed.extensionDevelopmentPaths.push(value());
    else if (name === 'extensionTestsPath') parsed.extensionTestsPath = value();
    else if (name === 'user-data-dir') parsed.userDataFolder = value();
    else if (name === 'extensions-dir') parsed.extensionsFolder = value();
    else if (name === 'disable-extensions') parsed.disableExtensions = true;
    else if (name === 'enable-proposed-api') parsed.serverArgs.push('--enable-proposed-api', value());
    else if (managingOptions.includes(name)) parsed.managing.push(`--${name}`, value());
    else if (managingFlags.includes(name)) parsed.managing.push(`--${name}`);
  }
  return parsed;
}

/** Does what `code` was asked to do and resolves to its exit code; 2 when this host cannot do it. */
export async function runCode(args: CodeArguments): Promise<number> {
  if (args.managing.length > 0) return manage(args);
  if (!args.extensionTestsPath || args.extensionDevelopmentPaths.length === 0) {
    console.error(
      'This host only runs extension tests: pass --extensionDevelopmentPath and --extensionTestsPath.',
    );
    return 2;
  }
  return runExtensionTests({
    ...args,
    extensionTestsPath: args.extensionTestsPath,
    payload: args.disableExtensions ? [['disableExtensions', 'true']] : [],
    screenshot: process.env.VSCODE_HOST_SCREENSHOT,
  });
}

async function manage(args: CodeArguments): Promise<number> {
  const server = await installVscodeServer(undefined, timedLog());
  const flags = [...args.managing];
  const onlyPrints = flags.includes('--version') || flags.includes('--help');
  // A profile of its own: without one the server would make a folder in the user's home.
  if (!onlyPrints)
    flags.push('--accept-server-license-terms', ...profileFlags(await createVscodeProfile(args)));
  return spawnSync(server.node, [server.main, ...flags], { stdio: 'inherit' }).status ?? 1;
}

if (import.meta.main) process.exit(await runCode(parseCodeArguments(process.argv.slice(2))));
