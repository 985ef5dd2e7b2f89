import { AppError } from '../core/base/app-error.ts';
import type { ModelDirectory, ResolvedModel, Settings } from '../core/index.ts';
import type { ChatModel } from './engine-protocol.ts';
import { createHostLanguageModel } from './host-language-model.ts';
import type { HostPort } from './host-port.ts';

const prefix = 'vscode:';

/** Adds the editor's language models, `vscode:VENDOR/FAMILY/ID`, to a directory. They are never detected, only chosen. */
export function withHostModels(
  directory: ModelDirectory,
  host: HostPort,
  network: Settings['network'],
): ModelDirectory {
  return {
    ...directory,
    localTokenizer: async (id, options) =>
      id.startsWith(prefix) ? undefined : directory.localTokenizer?.(id, options),
    localTokenizerStamp: async (id, options) =>
      id.startsWith(prefix) ? undefined : directory.localTokenizerStamp?.(id, options),
    list: async (options) => {
      const [own, offered] = await Promise.all([
        directory.list(options),
        network === 'all' ? host.call({ method: 'chat-models' }, { signal: options?.signal }) : [],
      ]);
      return [
        ...own,
        ...offered.map(({ id, displayName, vendor }) => ({ id, displayName, location: locationOf(vendor) })),
      ];
    },
    resolve: async (id, options) => {
      if (!id.startsWith(prefix)) return directory.resolve(id, options);
      if (network !== 'all') {
        throw new AppError(
          'network-off',
          `The setting 'network' is '${network}': models of VS Code are not used.`,
        );
      }
      const offered = await host.call({ method: 'chat-models' }, { signal: options?.signal });
      const model = offered.find((candidate) => candidate.id === id);
      if (model === undefined) {
        throw new AppError(
          'model-unavailable',
          `VS Code offers no language model ${id.slice(prefix.length)}.`,
          {
            retryable: true,
          },
        );
      }
      return toResolvedModel(model, host);
    },
  };
}

function toResolvedModel(model: ChatModel, host: HostPort): ResolvedModel {
  return {
    id: model.id,
    displayName: model.displayName,
    location: locationOf(model.vendor),
    languageModel: createHostLanguageModel(model, host),
    maxInputTokens: model.maxInputTokens,
    // The interface names no limit of its own for replies; this much any of them gives.
    maxOutputTokens: 4096,
    windowSource: 'reported',
    tokenizer: tokenizerOf(model.family),
    countTokens: (text, options) =>
      host.call({ method: 'count-chat-tokens', modelId: model.id, text }, { signal: options?.signal }),
    seesImages: false,
    price: undefined,
    notes: [
      `Requests go through VS Code to its provider “${model.vendor}”; where from there cannot be told.`,
    ],
  };
}

/** Where the vendor sends what it gets cannot be told, so it counts as remote. */
function locationOf(vendor: string) {
  return { kind: 'remote', host: vendor } as const;
}

function tokenizerOf(family: string): ResolvedModel['tokenizer'] {
  if (/claude/i.test(family)) return 'anthropic';
  if (/gemini/i.test(family)) return 'google';
  if (/gpt|^o\d|codex/i.test(family)) return 'openai';
  // What is not known is counted by the family that needs the most tokens, so that no window is exceeded.
  return /llama|qwen|mistral|deepseek|phi|gemma/i.test(family) ? 'open' : 'anthropic';
}
