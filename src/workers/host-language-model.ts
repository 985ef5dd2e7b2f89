import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import type { ChatModel, ChatReplyPart, ChatRequest } from './engine-protocol.ts';
import type { HostPort } from './host-port.ts';
import { toChatMessages } from './to-chat-messages.ts';

/** The editor tells nothing about tokens spent: whoever asks has to estimate. */
const unknownUsage: LanguageModelV4Usage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};

/** A language model of the editor as the AI SDK's interface; its requests go to the host by messages. */
export function createHostLanguageModel(model: ChatModel, host: HostPort): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: `vscode.${model.vendor}`,
    modelId: model.id,
    supportedUrls: {},
    doGenerate: async (options) => {
      const content: LanguageModelV4Content[] = [];
      let text = '';
      await send(model, host, options, (part) => {
        if (part.type === 'text') text += part.text;
        else content.push(toolCall(part));
      });
      const finishReason = finishReasonOf(content.length > 0);
      if (text !== '') content.unshift({ type: 'text', text });
      return { content, finishReason, usage: unknownUsage, warnings: [] };
    },
    doStream: async (options) => ({ stream: streamOf(model, host, options) }),
  };
}

function streamOf(
  model: ChatModel,
  host: HostPort,
  options: LanguageModelV4CallOptions,
): ReadableStream<LanguageModelV4StreamPart> {
  const cancelled = new AbortController();
  const signals = [cancelled.signal, ...(options.abortSignal === undefined ? [] : [options.abortSignal])];
  return new ReadableStream<LanguageModelV4StreamPart>({
    start: async (controller) => {
      controller.enqueue({ type: 'stream-start', warnings: [] });
      let textIsOpen = false;
      let calledTool = false;
      try {
        await send(model, host, { ...options, abortSignal: AbortSignal.any(signals) }, (part) => {
          if (cancelled.signal.aborted) return;
          if (part.type !== 'text') {
            calledTool = true;
            controller.enqueue(toolCall(part));
            return;
          }
          if (!textIsOpen) controller.enqueue({ type: 'text-start', id: 'text' });
          textIsOpen = true;
          controller.enqueue({ type: 'text-delta', id: 'text', delta: part.text });
        });
        if (textIsOpen) controller.enqueue({ type: 'text-end', id: 'text' });
        controller.enqueue({ type: 'finish', finishReason: finishReasonOf(calledTool), usage: unknownUsage });
        controller.close();
      } catch (error) {
        if (!cancelled.signal.aborted) controller.error(error);
      }
    },
    cancel: () => cancelled.abort(),
  });
}

async function send(
  model: ChatModel,
  host: HostPort,
  options: LanguageModelV4CallOptions,
  onPart: (part: ChatReplyPart) => void,
): Promise<void> {
  const { abortSignal, toolChoice } = options;
  const tools =
    toolChoice?.type === 'none' ? [] : (options.tools ?? []).filter((tool) => tool.type === 'function');
  const request: ChatRequest = {
    modelId: model.id,
    messages: toChatMessages(options),
    tools: tools
      .filter((tool) => toolChoice?.type !== 'tool' || tool.name === toolChoice.toolName)
      .map(({ name, description = '', inputSchema }) => ({ name, description, inputSchema })),
    toolRequired: toolChoice?.type === 'required' || toolChoice?.type === 'tool',
  };
  await host.call({ method: 'chat', request }, { signal: abortSignal, onPart });
}

function toolCall(
  part: ChatReplyPart & { type: 'tool-call' },
): LanguageModelV4Content & { type: 'tool-call' } {
  return {
    type: 'tool-call',
    toolCallId: part.callId,
    toolName: part.name,
    input: JSON.stringify(part.input),
  };
}

function finishReasonOf(calledTool: boolean): LanguageModelV4FinishReason {
  return { unified: calledTool ? 'tool-calls' : 'stop', raw: undefined };
}
