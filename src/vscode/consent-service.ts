import * as vscode from 'vscode';

/** The user's consent to send a workspace folder's contents to a host, asked once and kept with the workspace. */
export interface ConsentService {
  /**
   * Whether contents of `folder` may go to `host`: asks if that was never answered with yes. Always false in an
   * untrusted workspace.
   */
  readonly ensure: (host: string, folder: vscode.WorkspaceFolder) => Promise<boolean>;
  /** Hosts to which this folder's contents may be sent; empty in an untrusted workspace. */
  readonly allowedHosts: (folder: vscode.WorkspaceFolder) => string[];
  /** Takes consent back; with a host for that one alone. */
  readonly withdraw: (folder: vscode.WorkspaceFolder, host?: string) => Promise<void>;
}

/** Keeps consent in the workspace's state, which no repository can write. */
export function createConsentService(workspaceState: vscode.Memento): ConsentService {
  const keyOf = (folder: vscode.WorkspaceFolder) => `consent:${folder.uri.toString()}`;
  const granted = (folder: vscode.WorkspaceFolder) => workspaceState.get<string[]>(keyOf(folder), []);
  return {
    allowedHosts: (folder) => (vscode.workspace.isTrusted ? [...granted(folder)] : []),
    ensure: async (host, folder) => {
      if (!vscode.workspace.isTrusted) {
        void vscode.window.showWarningMessage(
          'Longview sends nothing out of a workspace that you have not trusted.',
          { modal: false },
        );
        return false;
      }
      const hosts = granted(folder);
      if (hosts.includes(host)) return true;
      const allow = 'Allow for This Workspace';
      const choice = await vscode.window.showWarningMessage(
        `Send contents of “${folder.name}” to ${host}?`,
        {
          modal: true,
          detail: `The model does not run on this machine. What Longview packs from this folder, screenshots and diagrams included, goes to ${host}, without the secrets that it finds. You can withdraw this with “Longview: Withdraw Consent”.`,
        },
        allow,
      );
      if (choice !== allow) return false;
      await workspaceState.update(keyOf(folder), [...hosts, host]);
      return true;
    },
    withdraw: async (folder, host) => {
      const left = host === undefined ? [] : granted(folder).filter((other) => other !== host);
      await workspaceState.update(keyOf(folder), left.length === 0 ? undefined : left);
    },
  };
}
