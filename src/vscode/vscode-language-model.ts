import * as vscode from 'vscode';
import type {
  ChatMessage,
  ChatModel,
  ChatPart,
  ChatReplyPart,
  ChatRequest,
} from '../workers/engine-protocol.ts';
import { toCancellationToken } from './to-abort-signal.ts';

/** Longview offers itself as a model to the chat view; it cannot be its own model. */
const ownVendor = 'longview';

/** The language models that VS Code offers to extensions. */
export async function listChatModels(): Promise<ChatModel[]> {
  const models = await vscode.lm.selectChatModels();
  return models.filter((model) => model.vendor !== ownVendor).map(toChatModel);
}

/** `vscode:VENDOR/FAMILY/ID`, as in the setting. */
export function chatModelId({ vendor, family, id }: vscode.LanguageModelChat): string {
  return `vscode:${vendor}/${family}/${id}`;
}

/**
 * Sends a request to one of VS Code's language models; `onPart` gets the reply as it comes.
 *
 * @throws AppError `model-unavailable` where there is no such model or no permission, `model-failed` otherwise
 */
export async function requestChatModel(
  request: ChatRequest,
  signal: AbortSignal,
  onPart: (part: ChatReplyPart) => void,
): Promise<undefined> {
  const { token, dispose } = toCancellationToken(signal);
  try {
    const model = await findChatModel(request.modelId);
    const response = await model.sendRequest(
      request.messages.map(toVscodeMessage),
      {
        justification: 'Longview sends what it packed from this workspace, and your question.',
        ...(request.tools.length === 0 ? {} : toolOptions(request)),
      },
      token,
    );
    for await (const part of response.stream) {
      if (signal.aborted) break;
      if (part instanceof vscode.LanguageModelTextPart) onPart({ type: 'text', text: part.value });
      else if (part instanceof vscode.LanguageModelToolCallPart)
        onPart({ type: 'tool-call', callId: part.callId, name: part.name, input: part.input });
    }
    signal.throwIfAborted();
    return undefined;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw toAppError(error);
  } finally {
    dispose();
  }
}

/**
 * Counts a text as one of VS Code's language models does.
 *
 * @throws AppError `model-unavailable`, `model-failed`
 */
export async function countChatTokens(modelId: string, text: string, signal: AbortSignal): Promise<number> {
  const { token, dispose } = toCancellationToken(signal);
  try {
    const model = await findChatModel(modelId);
    return await model.countTokens(text, token);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw toAppError(error);
  } finally {
    dispose();
  }
}

async function findChatModel(modelId: string): Promise<vscode.LanguageModelChat> {
  const models = await vscode.lm.selectChatModels();
  const model = models.find((candidate) => chatModelId(candidate) === modelId);
  if (model === undefined) throw vscode.LanguageModelError.NotFound(`VS Code no longer offers ${modelId}.`);
  return model;
}

function toChatModel(model: vscode.LanguageModelChat): ChatModel {
  const { name, vendor, family, maxInputTokens } = model;
  return { id: chatModelId(model), displayName: `${name} (${vendor})`, vendor, family, maxInputTokens };
}

function toolOptions({ tools, toolRequired }: ChatRequest): vscode.LanguageModelChatRequestOptions {
  const { Required, Auto } = vscode.LanguageModelChatToolMode;
  return { tools: [...tools], toolMode: toolRequired ? Required : Auto };
}

function toVscodeMessage({ role, parts }: ChatMessage): vscode.LanguageModelChatMessage {
  if (role === 'user') return vscode.LanguageModelChatMessage.User(parts.map(toVscodePart) as UserPart[]);
  return vscode.LanguageModelChatMessage.Assistant(parts.map(toVscodePart) as AssistantPart[]);
}

type UserPart =
  | vscode.LanguageModelTextPart
  | vscode.LanguageModelToolResultPart
  | vscode.LanguageModelDataPart;
type AssistantPart =
  | vscode.LanguageModelTextPart
  | vscode.LanguageModelToolCallPart
  | vscode.LanguageModelDataPart;

function toVscodePart(part: ChatPart): UserPart | AssistantPart {
  if (part.type === 'text') return new vscode.LanguageModelTextPart(part.text);
  if (part.type === 'image') return vscode.LanguageModelDataPart.image(part.data, part.mediaType);
  if (part.type === 'tool-call')
    return new vscode.LanguageModelToolCallPart(part.callId, part.name, part.input);
  return new vscode.LanguageModelToolResultPart(part.callId, [new vscode.LanguageModelTextPart(part.text)]);
}

/** What the provider says, in the words of the rest of Longview. */
function toAppError(error: unknown): Error {
  const message = error instanceof Error ? error.message : 'The language model refused the request.';
  const code = error instanceof vscode.LanguageModelError ? error.code : '';
  const isUnavailable = ['NotFound', 'NoPermissions', 'Blocked'].includes(code);
  return Object.assign(new Error(message), {
    name: 'AppError',
    code: isUnavailable ? 'model-unavailable' : 'model-failed',
    retryable: !isUnavailable,
  });
}
