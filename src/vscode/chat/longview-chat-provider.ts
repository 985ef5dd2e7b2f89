import * as vscode from 'vscode';
import { agreeOnModel } from '../ask/agree-on-model.ts';
import { errorText } from '../ask/error-text.ts';
import type { ExtensionServices } from '../extension-services.ts';
import { isCancellation } from '../show-error.ts';
import { toAbortSignal } from '../to-abort-signal.ts';
import { type KnownModels, ownModels, withOwnModel } from './own-models.ts';

/**
 * Longview's models in the chat's model picker. VS Code calls no participant while no model is chosen, so without them
 * `@longview` would not answer where nobody is signed in.
 */
export class LongviewChatProvider implements vscode.LanguageModelChatProvider, vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #known: KnownModels = { configuredId: configuredModel(), facts: 'unknown', choices: [] };

  constructor(services: ExtensionServices) {
    this.#services = services;
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('longview')) this.#forget();
    });
  }

  get onDidChangeLanguageModelChatInformation(): vscode.Event<void> {
    return this.#changed.event;
  }

  provideLanguageModelChatInformation(): vscode.LanguageModelChatInformation[] {
    return ownModels(this.#known);
  }

  async provideLanguageModelChatResponse(
    model: vscode.LanguageModelChatInformation,
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    _options: vscode.ProvideLanguageModelChatResponseOptions,
    progress: vscode.Progress<vscode.LanguageModelResponsePart>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const say = (text: string) => progress.report(new vscode.LanguageModelTextPart(text));
    const folder = vscode.workspace.workspaceFolders?.[0];
    if (folder === undefined) return say('Longview answers questions about a folder, and none is open.');
    const signal = toAbortSignal(token);
    const client = withOwnModel(this.#services.client, model.id);
    const question = { text: lastUserText(messages), images: [], useModel: true };
    const agreement = await agreeOnModel(this.#services, client, folder, question, { signal });
    if (!agreement.useModel) return say(withoutModel(agreement.whyNot));
    const { allowedHosts } = agreement;
    let streamed = false;
    const answer = await client.ask(
      folder.uri.fsPath,
      { ...question, allowedHosts },
      {
        signal,
        onEvent: (event) => {
          if (event.type !== 'text') return;
          streamed = true;
          say(event.delta);
        },
      },
    );
    if (!streamed) say(answer.text);
  }

  provideTokenCount(
    _model: vscode.LanguageModelChatInformation,
    text: string | vscode.LanguageModelChatRequestMessage,
  ): Promise<number> {
    const length = typeof text === 'string' ? text.length : textOf(text).length;
    // VS Code only asks in order to shorten its own prompts; four characters a token is close enough for that.
    return Promise.resolve(Math.ceil(length / 4));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /**
   * Finds the model that would answer and those that could, and names them in the picker. It takes the engine, so it is
   * not done before somebody uses the chat.
   */
  async look(): Promise<void> {
    const configuredId = configuredModel();
    const root = vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file')?.uri
      .fsPath;
    if (root === undefined || this.#known.facts !== 'unknown') return;
    const { client, log } = this.#services;
    try {
      const { model } = await client.askPreflight(root, { text: '', images: [], useModel: true });
      this.#set({ configuredId, facts: model, choices: await client.listModels(root) });
    } catch (error) {
      if (!isCancellation(error)) log.info(`The models for the chat are not known: ${errorText(error)}`);
    }
  }

  #forget(): void {
    this.#set({ configuredId: configuredModel(), facts: 'unknown', choices: this.#known.choices });
  }

  #set(known: KnownModels): void {
    const before = JSON.stringify(ownModels(this.#known));
    this.#known = known;
    if (JSON.stringify(ownModels(known)) !== before) this.#changed.fire();
  }
}

function configuredModel(): string {
  return vscode.workspace.getConfiguration('longview').get<string>('model', '');
}

function lastUserText(messages: readonly vscode.LanguageModelChatRequestMessage[]): string {
  const last = messages.findLast(({ role }) => role === vscode.LanguageModelChatMessageRole.User);
  return last === undefined ? '' : textOf(last);
}

function textOf({ content }: vscode.LanguageModelChatRequestMessage): string {
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

function withoutModel(whyNot: string | undefined): string {
  if (whyNot !== undefined) return whyNot;
  return 'Longview has no model: run “Longview: Select Model”, or ask `@longview`, who answers with places without one.';
}
