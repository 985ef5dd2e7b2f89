import * as vscode from 'vscode';
import type { ExtensionState } from '../extension-state.ts';

/** Takes back that contents of a folder may be sent to a host. */
export async function withdrawConsent({ pickRoot, consent }: ExtensionState): Promise<void> {
  const folder = await pickRoot();
  if (folder === undefined) return;
  const hosts = consent.allowedHosts(folder);
  if (hosts.length === 0) {
    void vscode.window.showInformationMessage(`Nothing of “${folder.name}” may be sent anywhere.`);
    return;
  }
  const picked = await vscode.window.showQuickPick(hosts, {
    title: `Longview: No Longer Send Contents of ${folder.name} To`,
    canPickMany: true,
  });
  for (const host of picked ?? []) await consent.withdraw(folder, host);
}
