import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deleteFolderAtExit } from './process-group.ts';

/** Colour themes a host can start with. */
export type VscodeTheme = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

/** Where one VS Code server keeps its state. */
export interface VscodeProfile {
  /** Temporary folder, deleted when the server stops. */
  temporary: string;
  /** User data folder: `User/settings.json`, global and workspace storage, logs. */
  userData: string;
  /** Folder of the installed extensions. */
  extensions: string;
}

/** What a profile is made of; folders that are given are kept after the server stops. */
export interface ProfileOptions {
  userDataFolder?: string | undefined;
  extensionsFolder?: string | undefined;
  /** User settings, added to the ones every host starts with. */
  settings?: Record<string, unknown> | undefined;
  theme?: VscodeTheme | undefined;
}

const themeNames: Record<VscodeTheme, string> = {
  dark: 'Dark 2026',
  light: 'Light 2026',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

// Nothing that opens by itself, asks for an account, or reaches for the network.
const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.autoDetectHighContrast': false,
  'chat.agentHost.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
};

/** Makes the folders of a profile and writes its settings. Settings of a kept user data folder are replaced only if asked. */
export async function createVscodeProfile(options: ProfileOptions = {}): Promise<VscodeProfile> {
  const temporary = await mkdtemp(join(tmpdir(), 'longview-vscode-'));
  deleteFolderAtExit(temporary);
  const userData = options.userDataFolder ?? join(temporary, 'user-data');
  const extensions = options.extensionsFolder ?? join(temporary, 'extensions');
  await mkdir(join(userData, 'User'), { recursive: true });
  await mkdir(extensions, { recursive: true });
  await writeSettings(join(userData, 'User', 'settings.json'), options);
  return { temporary, userData, extensions };
}

async function writeSettings(file: string, { settings, theme }: ProfileOptions): Promise<void> {
  const chosenTheme = theme ? { 'workbench.colorTheme': themeNames[theme] } : {};
  const content = JSON.stringify({ ...quietSettings, ...chosenTheme, ...settings }, null, 2);
  const replace = settings !== undefined || theme !== undefined;
  try {
    await writeFile(file, content, { flag: replace ? 'w' : 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
