import * as vscode from 'vscode';
import type { MapChoice, PackChoices } from '../../webview/context-map-messages.ts';
import { withChoice } from '../../webview/context-map-pattern.ts';

const keys = { pin: 'pack.pin', leaveOut: 'pack.leaveOut', resolutions: 'pack.resolutions' } as const;

/** Providers whose models' windows are known without asking a server. */
const hostedModel = /^(?:openai|anthropic|google):\S/;

/** The model that packs are made for, where its window and its way of counting are known; otherwise the default budget. */
export function packModel(): string | undefined {
  const model = vscode.workspace.getConfiguration('longview').get<string>('model', '');
  return hostedModel.test(model) ? model : undefined;
}

/** What the workspace's settings say of packs of a folder. What the user's own settings add holds for every folder. */
export function readChoices(folder: vscode.WorkspaceFolder): PackChoices {
  const read = (key: string): unknown => {
    const inspected = vscode.workspace.getConfiguration('longview', folder.uri).inspect(key);
    return inspected?.workspaceFolderValue ?? inspected?.workspaceValue;
  };
  const strings = (value: unknown) =>
    Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
  return {
    pin: strings(read(keys.pin)),
    leaveOut: strings(read(keys.leaveOut)),
    resolutions: { ...Object(read(keys.resolutions)) },
  };
}

/** Writes another choice for a file or folder into the workspace's settings; with several folders into those of its own. */
export async function writeChoice(
  folder: vscode.WorkspaceFolder,
  path: string,
  isFolder: boolean,
  choice: MapChoice,
): Promise<void> {
  const before = readChoices(folder);
  const after = withChoice(before, path, isFolder, choice);
  const configuration = vscode.workspace.getConfiguration('longview', folder.uri);
  const target =
    (vscode.workspace.workspaceFolders?.length ?? 0) > 1
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : vscode.ConfigurationTarget.Workspace;
  for (const [name, key] of Object.entries(keys)) {
    const value = after[name as keyof PackChoices];
    if (JSON.stringify(value) === JSON.stringify(before[name as keyof PackChoices])) continue;
    // What says nothing need not stand in the settings.
    const isEmpty = Object.keys(value).length === 0;
    await configuration.update(key, isEmpty ? undefined : value, target);
  }
}
