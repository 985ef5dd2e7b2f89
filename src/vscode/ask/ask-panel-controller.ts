import * as vscode from 'vscode';
import type { AnswerEvent } from '../../core/answer/answer.ts';
import type { AskPanelRequest, AskPanelUpdate, FileLines } from '../../webview/ask-messages.ts';
import type { ExtensionServices } from '../extension-services.ts';
import { isCancellation } from '../show-error.ts';
import { agreeOnModel } from './agree-on-model.ts';
import { errorText } from './error-text.ts';
import { openBesidePanel } from './open-beside-panel.ts';
import { type PictureFile, readPictureFile } from './picture-files.ts';
import { progressText } from './progress-text.ts';
import { webviewOptions, webviewPage } from './webview-page.ts';

type Asked = Extract<AskPanelRequest, { type: 'ask' }>;

/** The ask panel of one folder: takes questions from its page and answers them. */
export class AskPanelController implements vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #folder: vscode.WorkspaceFolder;
  readonly #panel: vscode.WebviewPanel;
  readonly #running = new Map<string, AbortController>();
  readonly #subscriptions: vscode.Disposable[];
  /** What is to be shown as soon as the page can take it. */
  #waiting: AskPanelUpdate[] | undefined = [];

  /** @param restored a panel of before the window was reloaded; otherwise one is made */
  constructor(
    services: ExtensionServices,
    folder: vscode.WorkspaceFolder,
    onClosed: () => void,
    restored?: vscode.WebviewPanel,
  ) {
    const { extensionUri } = services.extensionContext;
    this.#services = services;
    this.#folder = folder;
    const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
    const title = several ? `Ask ${folder.name}` : 'Ask Longview';
    const options = webviewOptions(extensionUri);
    this.#panel = restored ?? createPanel(title, options);
    this.#panel.webview.options = options;
    this.#panel.iconPath = new vscode.ThemeIcon('comment-discussion');
    this.#panel.webview.html = webviewPage(this.#panel.webview, extensionUri, 'webview-ask', title, folder);
    this.#subscriptions = [
      this.#panel.webview.onDidReceiveMessage((request: AskPanelRequest) => this.#receive(request)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('longview')) void this.#showModel();
      }),
      this.#panel.onDidDispose(() => {
        this.#end();
        onClosed();
      }),
    ];
  }

  /** Brings the panel to the front. */
  reveal(): void {
    this.#panel.reveal();
  }

  prefill(text: string): void {
    this.#show({ type: 'prefill', text });
  }

  /** Puts the cursor where a picture can be added at once. */
  focusPictures(): void {
    this.#show({ type: 'focus', target: 'pictures' });
  }

  /** Attaches pictures to the question that is being written. */
  async attach(uris: readonly vscode.Uri[]): Promise<void> {
    for (const uri of uris) {
      try {
        const file: PictureFile = await readPictureFile(uri);
        this.#show({ type: 'attach', ...file });
      } catch (error) {
        this.#services.showError(error);
      }
    }
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #end(): void {
    for (const controller of this.#running.values()) controller.abort();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #show(update: AskPanelUpdate): void {
    if (this.#waiting) this.#waiting.push(update);
    else void this.#panel.webview.postMessage(update);
  }

  #receive(request: AskPanelRequest): void {
    if (request.type === 'ready') this.#start();
    else if (request.type === 'ask') void this.#ask(request);
    else if (request.type === 'cancel') this.#running.get(request.id)?.abort();
    else if (request.type === 'open') void this.#open(request);
    else if (request.type === 'attach-files')
      void this.attach(request.uris.map((uri) => vscode.Uri.parse(uri)));
    else void vscode.commands.executeCommand('longview.selectModel').then(() => this.#showModel());
  }

  #start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const update of waiting) this.#show(update);
    void this.#showModel();
  }

  async #showModel(): Promise<void> {
    const { client, log } = this.#services;
    const folder = this.#folder.name;
    try {
      const question = { text: '', images: [], useModel: true };
      const { model } = await client.askPreflight(this.#folder.uri.fsPath, question);
      this.#show({ type: 'model', model, folder, problem: undefined });
    } catch (error) {
      if (isCancellation(error)) return;
      log.warn(`The model cannot be named: ${errorText(error)}`);
      this.#show({ type: 'model', model: undefined, folder, problem: errorText(error) });
    }
  }

  async #open(lines: FileLines): Promise<void> {
    try {
      await openBesidePanel(this.#panel, this.#folder.uri, lines);
    } catch (error) {
      this.#services.showError(error);
    }
  }

  async #ask({ id, text, images, useModel }: Asked): Promise<void> {
    const { client, log } = this.#services;
    const controller = new AbortController();
    const { signal } = controller;
    this.#running.set(id, controller);
    try {
      const agreement = await agreeOnModel(
        this.#services,
        client,
        this.#folder,
        { text, useModel },
        { signal },
      );
      const answer = await client.ask(
        this.#folder.uri.fsPath,
        { text, images, useModel: agreement.useModel, allowedHosts: agreement.allowedHosts },
        {
          signal,
          onProgress: (event) => {
            const progress = progressText(event);
            if (progress) this.#show({ type: 'progress', id, ...progress });
          },
          onEvent: (event) => this.#showEvent(id, event),
        },
      );
      const { whyNot } = agreement;
      const notes = whyNot === undefined ? answer.notes : [whyNot, ...answer.notes];
      this.#show({ type: 'answer', id, answer: { ...answer, notes } });
    } catch (error) {
      if (signal.aborted || isCancellation(error)) return this.#show({ type: 'cancelled', id });
      log.error(`Ask: ${errorText(error)}`);
      this.#show({ type: 'failed', id, message: errorText(error) });
    } finally {
      this.#running.delete(id);
    }
  }

  #showEvent(id: string, event: AnswerEvent): void {
    if (event.type === 'text') {
      this.#show({ type: 'text', id, delta: event.delta, restarts: event.restarts === true });
    } else if (event.type === 'places') this.#show({ type: 'places', id, places: event.places });
    else this.#show({ type: 'pictures', id, images: event.images });
  }
}

function createPanel(
  title: string,
  options: vscode.WebviewPanelOptions & vscode.WebviewOptions,
): vscode.WebviewPanel {
  const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
  return vscode.window.createWebviewPanel('longview.ask', title, column, options);
}
