import * as vscode from 'vscode';
import type { PlanPanelRequest, PlanPanelState, PlanPanelUpdate } from '../../webview/plan-messages.ts';
import { openBesidePanel } from '../ask/open-beside-panel.ts';
import { webviewOptions, webviewPage } from '../ask/webview-page.ts';
import type { ExtensionServices } from '../extension-services.ts';
import type { PlanActions } from './plan-actions.ts';
import type { PlanSession } from './plan-session.ts';

export interface PlanPanelEvents {
  readonly onActive: () => void;
  readonly onClosed: () => void;
}

/** Shows one plan in a panel, and passes on what is pressed there. */
export class PlanPanelController implements vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #session: PlanSession;
  readonly #actions: PlanActions;
  readonly #panel: vscode.WebviewPanel;

  constructor(
    services: ExtensionServices,
    session: PlanSession,
    actions: PlanActions,
    events: PlanPanelEvents,
  ) {
    const { extensionUri } = services.extensionContext;
    this.#services = services;
    this.#session = session;
    this.#actions = actions;
    this.#panel = vscode.window.createWebviewPanel(
      'longview.plan',
      'Change Plan',
      vscode.ViewColumn.Active,
      webviewOptions(extensionUri),
    );
    this.#panel.iconPath = new vscode.ThemeIcon('checklist');
    this.#panel.webview.html = webviewPage(this.#panel.webview, extensionUri, 'webview-plan', 'Change Plan');
    const subscriptions = [
      this.#panel.webview.onDidReceiveMessage((request: PlanPanelRequest) => void this.#receive(request)),
      session.onDidChange(() => this.#show()),
      this.#panel.onDidChangeViewState(() => {
        if (this.#panel.active) events.onActive();
      }),
    ];
    this.#panel.onDidDispose(() => {
      for (const subscription of subscriptions) subscription.dispose();
      events.onClosed();
    });
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #show(): void {
    const update: PlanPanelUpdate = { type: 'state', state: stateOf(this.#session) };
    void this.#panel.webview.postMessage(update);
  }

  async #receive(request: PlanPanelRequest): Promise<void> {
    try {
      if (request.type === 'ready') this.#show();
      else if (request.type === 'open') await openBesidePanel(this.#panel, this.#session.folder.uri, request);
      else await this.#act(request.action);
    } catch (error) {
      this.#services.showError(error);
    }
  }

  async #act(action: Extract<PlanPanelRequest, { type: 'action' }>['action']): Promise<void> {
    if (action === 'open-text') await this.#actions.openText(this.#session);
    else if (action === 'select-model') await vscode.commands.executeCommand('longview.selectModel');
    else await this.#actions[action](this.#session);
  }
}

function stateOf({ plan, status }: PlanSession): PlanPanelState {
  const { check, model, usage, notes, savedAs, applied, busy } = status;
  return {
    plan,
    check: check && { ...check, files: check.files.map((file) => file.path) },
    model,
    usage,
    notes,
    savedAs: savedAs && vscode.workspace.asRelativePath(savedAs, false),
    applied,
    busy,
  };
}
