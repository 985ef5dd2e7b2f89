import * as vscode from 'vscode';
import { errorText } from '../ask/error-text.ts';
import type { ExtensionServices } from '../extension-services.ts';
import { createChatHandler } from './handle-chat-request.ts';
import { LongviewChatProvider } from './longview-chat-provider.ts';
import { ownVendor } from './own-models.ts';

/** Registers `@longview` and the models that let it answer where nobody is signed in. */
export function registerChat(services: ExtensionServices): vscode.Disposable {
  const provider = new LongviewChatProvider(services);
  const registration = vscode.lm.registerLanguageModelChatProvider(ownVendor, provider);
  const handler = createChatHandler(services, () => void provider.look());
  const participant = vscode.chat.createChatParticipant('longview.chat', handler);
  participant.iconPath = new vscode.ThemeIcon('telescope');
  // VS Code resolves models lazily: without this the first message to the participant finds none and fails.
  vscode.lm.selectChatModels({ vendor: ownVendor }).then(undefined, (error: unknown) => {
    services.log.warn(`The chat models were not resolved: ${errorText(error)}`);
  });
  return vscode.Disposable.from(provider, registration, participant);
}
