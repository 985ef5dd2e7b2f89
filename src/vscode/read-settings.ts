import * as vscode from 'vscode';
import type { RawSettings } from '../workers/engine-protocol.ts';

const section = 'longview';

/**
 * The settings for a root folder as VS Code has them, read once for each call. What a workspace sets is kept apart,
 * because a repository brings it. Values are checked in the engine, against the table that the manifest was made from.
 */
export function readSettings(keys: readonly string[], root: vscode.Uri | undefined): RawSettings {
  const configuration = vscode.workspace.getConfiguration(section, root ?? null);
  const user: Record<string, unknown> = {};
  const workspace: Record<string, unknown> = {};
  for (const key of keys) {
    const inspected = configuration.inspect(key);
    if (inspected?.globalValue !== undefined) user[key] = inspected.globalValue;
    const fromWorkspace = inspected?.workspaceFolderValue ?? inspected?.workspaceValue;
    if (fromWorkspace !== undefined) workspace[key] = fromWorkspace;
  }
  // Nothing may be sent out of a workspace that is not trusted, whatever else is set.
  if (!vscode.workspace.isTrusted) user.network = 'off';
  return { user, workspace };
}

/** The keys of all settings, without `longview.`: those that the manifest declares. */
export function settingKeysOf(extension: vscode.Extension<unknown>): string[] {
  const manifest = extension.packageJSON as {
    contributes: { configuration: { properties: Record<string, unknown> } };
  };
  return Object.keys(manifest.contributes.configuration.properties).map((key) =>
    key.slice(section.length + 1),
  );
}
