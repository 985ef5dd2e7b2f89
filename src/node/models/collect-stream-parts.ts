import type {
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { AppError } from '../../core/index.ts';

/** Reads a stream to its end and gives its contents as one result. Throws the stream's error, if it has one. */
export async function collectStreamParts(
  stream: ReadableStream<LanguageModelV4StreamPart>,
): Promise<Pick<LanguageModelV4GenerateResult, 'content' | 'finishReason' | 'usage' | 'warnings'>> {
  const content: LanguageModelV4Content[] = [];
  let warnings: LanguageModelV4GenerateResult['warnings'] = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value: part } = await reader.read();
    if (done)
      throw new AppError('model-failed', 'The reply ended before it was complete.', { retryable: true });
    const last = content.at(-1);
    switch (part.type) {
      case 'stream-start':
        warnings = part.warnings;
        break;
      case 'text-start':
        content.push({ type: 'text', text: '' });
        break;
      case 'reasoning-start':
        content.push({ type: 'reasoning', text: '' });
        break;
      case 'text-delta':
      case 'reasoning-delta':
        if (last?.type === 'text' || last?.type === 'reasoning') last.text += part.delta;
        break;
      case 'tool-call':
        content.push(part);
        break;
      case 'error':
        throw part.error;
      case 'finish':
        return { content, warnings, finishReason: part.finishReason, usage: part.usage };
    }
  }
}
