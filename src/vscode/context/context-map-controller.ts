import * as vscode from 'vscode';
import type { ContextMap } from '../../core/context/context-map.ts';
import type { ContextMapRequest, ContextMapUpdate } from '../../webview/context-map-messages.ts';
import { webviewOptions, webviewPage } from '../ask/webview-page.ts';
import type { ExtensionState } from '../extension-state.ts';
import { fileOf } from './context-rows.ts';
import type { ContextStore } from './context-store.ts';
import { readChoices, writeChoice } from './pack-choices.ts';

type ChoiceRequest = Extract<ContextMapRequest, { type: 'choose' }>;

/** The context map of one folder: shows the store's pack and passes on what is done in the page. */
export class ContextMapController implements vscode.Disposable {
  readonly #state: ExtensionState;
  readonly #store: ContextStore;
  readonly #folder: vscode.WorkspaceFolder;
  readonly #panel: vscode.WebviewPanel;
  readonly #subscriptions: vscode.Disposable[];
  #isReady = false;
  #shown: unknown;
  /** One choice is written after the other: each begins with what the one before it left. */
  #writing: Promise<void> = Promise.resolve();
  #answered = 0;

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
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('longview.pack', folder.uri)) this.#tellChoices();
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
      this.#answered = 0;
      this.#show();
      void this.#store.lookedAt(this.#folder);
    } else if (request.type === 'cancel') this.#store.cancel(this.#folder);
    else if (request.type === 'pack') void this.#store.pack(this.#folder);
    else if (request.type === 'open') this.#open(request.path).catch(this.#state.showError);
    else this.#writing = this.#writing.then(() => this.#choose(request));
  }

  /** The path comes from a web page: only what is in the pack is opened or chosen. */
  #mapWith(path: string): ContextMap {
    const { map } = this.#store.of(this.#folder);
    const isKnown = map?.paths.some((other) => other === path || other.startsWith(`${path}/`));
    if (map === undefined || !isKnown) throw new Error(`${path} is no longer part of the pack.`);
    return map;
  }

  /** Writes a choice. The page shows it already; if it could not be written, it is told what holds. */
  async #choose({ path, isFolder, choice, number }: ChoiceRequest): Promise<void> {
    try {
      this.#mapWith(path);
      await writeChoice(this.#folder, path, isFolder, choice);
    } catch (error) {
      this.#state.showError(error);
      this.#tellState();
    }
    this.#answered = number;
    this.#tellChoices();
  }

  /** Opens a file beside the map, which keeps the focus: one looks at one file after the other. */
  async #open(path: string): Promise<void> {
    const uri = vscode.Uri.joinPath(this.#folder.uri, fileOf(this.#mapWith(path), path));
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
    const { map, packedWith } = this.#store.of(this.#folder);
    if (map !== undefined && map !== this.#shown) {
      this.#shown = map;
      this.#tellChoices();
      this.#post({ type: 'context', map, folder: this.#folder.name, packedWith });
    }
    this.#tellState();
  }

  #tellState(): void {
    const { doing, problem, isCancelled } = this.#store.of(this.#folder);
    this.#post({ type: 'state', text: doing, problem, isCancelled });
  }

  #tellChoices(): void {
    if (!this.#isReady) return;
    this.#post({ type: 'choices', choices: readChoices(this.#folder), answered: this.#answered });
  }

  #post(update: ContextMapUpdate): void {
    void this.#panel.webview.postMessage(update);
  }
}
