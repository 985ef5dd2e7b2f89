import * as vscode from 'vscode';
import type { ContextMapRequest, ContextMapUpdate } from '../../webview/context-map-messages.ts';
import { webviewOptions, webviewPage } from '../ask/webview-page.ts';
import type { ExtensionState } from '../extension-state.ts';
import { fileOf } from './context-rows.ts';
import type { ContextStore } from './context-store.ts';
import { writeChoice } from './pack-choices.ts';

/** The context map of one folder: shows the store's pack and passes on what is done in the page. */
export class ContextMapController implements vscode.Disposable {
  readonly #state: ExtensionState;
  readonly #store: ContextStore;
  readonly #folder: vscode.WorkspaceFolder;
  readonly #panel: vscode.WebviewPanel;
  readonly #subscriptions: vscode.Disposable[];
  #isReady = false;
  #shown: unknown;

  constructor(
    state: ExtensionState,
    store: ContextStore,
    folder: vscode.WorkspaceFolder,
    onClosed: () => void,
    restored?: vscode.WebviewPanel,
  ) {
    this.#state = state;
    this.#store = store;
    this.#folder = folder;
    const { extensionUri } = state.extensionContext;
    const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
    const title = several ? `Context Map ${folder.name}` : 'Context Map';
    const options = webviewOptions(extensionUri);
    this.#panel =
      restored ??
      vscode.window.createWebviewPanel('longview.contextMap', title, vscode.ViewColumn.Active, options);
    this.#panel.webview.options = options;
    this.#panel.iconPath = new vscode.ThemeIcon('map');
    this.#subscriptions = [
      this.#panel.webview.onDidReceiveMessage((request: ContextMapRequest) => this.#receive(request)),
      this.#panel.onDidChangeViewState(() => {
        if (this.#panel.visible) void this.#store.lookedAt(folder);
      }),
      store.addViewer((other) => this.#panel.visible && other.uri.toString() === folder.uri.toString()),
      store.onDidChange((context) => {
        if (context.folder.uri.toString() === folder.uri.toString()) this.#show();
      }),
      this.#panel.onDidDispose(() => {
        for (const subscription of this.#subscriptions) subscription.dispose();
        onClosed();
      }),
    ];
    this.#panel.webview.html = webviewPage(this.#panel.webview, extensionUri, 'webview-map', title, folder);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #receive(request: ContextMapRequest): void {
    if (request.type === 'ready') {
      this.#isReady = true;
      this.#shown = undefined;
      this.#show();
      void this.#store.lookedAt(this.#folder);
    } else if (request.type === 'cancel') this.#store.cancel(this.#folder);
    else if (request.type === 'pack') void this.#store.pack(this.#folder);
    else this.#act(request).catch(this.#state.showError);
  }

  async #act(request: Extract<ContextMapRequest, { path: string }>): Promise<void> {
    // The path comes from a web page: only what is in the pack is opened or chosen.
    const { map } = this.#store.of(this.#folder);
    const { path } = request;
    const isKnown = map?.paths.some((other) => other === path || other.startsWith(`${path}/`));
    if (map === undefined || !isKnown) throw new Error(`${path} is no longer part of the pack.`);
    if (request.type === 'open') await this.#open(fileOf(map, path));
    else await writeChoice(this.#folder, path, request.isFolder, request.choice);
  }

  /** Opens a file beside the map, which keeps the focus: one looks at one file after the other. */
  async #open(path: string): Promise<void> {
    const uri = vscode.Uri.joinPath(this.#folder.uri, path);
    const viewColumn =
      this.#panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
    await vscode.commands.executeCommand('vscode.open', uri, {
      viewColumn,
      preview: true,
      preserveFocus: true,
    });
  }

  /** The pack is sent only when it is another one: it is the only thing here that is large. */
  #show(): void {
    if (!this.#isReady) return;
    const { map, doing, problem } = this.#store.of(this.#folder);
    if (map !== undefined && map !== this.#shown) {
      this.#shown = map;
      this.#post({
        type: 'context',
        map,
        folder: this.#folder.name,
        choices: this.#store.choicesOf(this.#folder),
      });
    }
    this.#post({ type: 'state', text: doing, problem });
  }

  #post(update: ContextMapUpdate): void {
    void this.#panel.webview.postMessage(update);
  }
}
