import type * as vscode from 'vscode';
import type { OnProgress } from '../../core/base/progress.ts';
import { progressText } from '../ask/progress-text.ts';
import type { EngineClient } from '../engine-client.ts';
import type { ExtensionServices } from '../extension-services.ts';
import { toAbortSignal } from '../to-abort-signal.ts';
import { chatModelId } from '../vscode-language-model.ts';
import { ownVendor, withOwnModel } from './own-models.ts';

/** A request to the participant, with all that answering it takes. */
export interface ChatTask {
  readonly services: ExtensionServices;
  /** The engine with the model that was chosen in the chat. */
  readonly client: EngineClient;
  readonly folder: vscode.WorkspaceFolder;
  readonly request: vscode.ChatRequest;
  readonly stream: vscode.ChatResponseStream;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** Gets a request ready to be answered. */
export function createChatTask(
  services: ExtensionServices,
  folder: vscode.WorkspaceFolder,
  request: vscode.ChatRequest,
  stream: vscode.ChatResponseStream,
  token: vscode.CancellationToken,
): ChatTask {
  let shown = '';
  const onProgress: OnProgress = (event) => {
    const text = event.type === 'stage-start' ? progressText(event)?.text : undefined;
    if (text === undefined || text === shown) return;
    shown = text;
    stream.progress(text);
  };
  const client = clientFor(services.client, request.model);
  return { services, client, folder, request, stream, signal: toAbortSignal(token), onProgress };
}

/** Longview's own models stand for models that the engine reaches itself: consent and ledger then work as elsewhere. */
function clientFor(client: EngineClient, model: vscode.LanguageModelChat): EngineClient {
  return model.vendor === ownVendor ? withOwnModel(client, model.id) : client.withModel(chatModelId(model));
}
