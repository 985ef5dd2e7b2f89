import * as vscode from 'vscode';
import type { ExtensionServices } from '../extension-services.ts';
import { AskPanelController } from './ask-panel-controller.ts';
import { restorePanels } from './restore-panels.ts';

/** Registers the commands that open the ask panel, one panel for each folder. */
export function registerAsk(services: ExtensionServices): vscode.Disposable {
  const panels = new Map<string, AskPanelController>();

  async function openPanel(folder?: vscode.WorkspaceFolder): Promise<AskPanelController | undefined> {
    const chosen = folder ?? (await services.pickRoot());
    if (chosen === undefined) return undefined;
    const key = chosen.uri.toString();
    const existing = panels.get(key);
    if (existing) {
      existing.reveal();
      return existing;
    }
    return addPanel(chosen);
  }

  function addPanel(folder: vscode.WorkspaceFolder, restored?: vscode.WebviewPanel): AskPanelController {
    const key = folder.uri.toString();
    const panel = new AskPanelController(services, folder, () => panels.delete(key), restored);
    panels.set(key, panel);
    return panel;
  }

  return vscode.Disposable.from(
    vscode.commands.registerCommand('longview.ask', async (question?: unknown) => {
      const panel = await openPanel();
      if (typeof question === 'string') panel?.prefill(question);
    }),
    // From the explorer: the file that was clicked, and all that are selected.
    vscode.commands.registerCommand(
      'longview.askWithScreenshot',
      async (file?: unknown, selected?: unknown) => {
        const uris = urisIn(selected, file);
        const folder = uris[0] && vscode.workspace.getWorkspaceFolder(uris[0]);
        const panel = await openPanel(folder);
        if (uris.length > 0) await panel?.attach(uris);
        else panel?.focusPictures();
      },
    ),
    restorePanels('longview.ask', addPanel),
    { dispose: () => disposeAll(panels) },
  );
}

function urisIn(selected: unknown, file: unknown): vscode.Uri[] {
  const all = Array.isArray(selected) && selected.length > 0 ? selected : [file];
  return all.filter((uri) => uri instanceof vscode.Uri);
}

function disposeAll(panels: Map<string, AskPanelController>): void {
  for (const panel of [...panels.values()]) panel.dispose();
}
