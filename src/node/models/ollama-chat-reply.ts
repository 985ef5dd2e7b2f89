import { z } from 'zod';
import { AppError } from '../../core/index.ts';

/** One line of Ollama's streamed reply. Counts are tokens. Source: Ollama's API documentation. */
const replyLineSchema = z.object({
  message: z
    .object({
      content: z.string().optional(),
      thinking: z.string().optional(),
      tool_calls: z
        .array(
          z.object({
            id: z.string().optional(),
            function: z.object({ name: z.string(), arguments: z.unknown() }),
          }),
        )
        .nullish(),
    })
    .optional(),
  done: z.boolean(),
  done_reason: z.string().optional(),
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
});

/** One line of the reply, checked. */
export type OllamaReplyLine = z.infer<typeof replyLineSchema>;

/**
 * Reads newline-delimited JSON up to the line that says `done`.
 *
 * @throws AppError `model-failed` for an error that the server reports, for a line that cannot be read, and for a reply
 *   that ends before it is done; whatever the body throws when the connection breaks
 */
export async function* readOllamaReply(body: ReadableStream<Uint8Array>): AsyncGenerator<OllamaReplyLine> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? `${decoder.decode()}\n` : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) {
        if (text.trim() === '') continue;
        const line = parseLine(text);
        yield line;
        if (line.done) return;
      }
      if (done)
        throw new AppError('model-failed', "Ollama's reply ended before it was complete.", {
          retryable: true,
        });
    }
  } finally {
    // Whoever stops reading closes the connection, and the server stops working on the reply.
    void reader.cancel().catch(() => undefined);
  }
}

function parseLine(text: string): OllamaReplyLine {
  const unreadable = (cause: unknown) =>
    new AppError('model-failed', "Ollama's reply cannot be read.", { retryable: true, cause });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unreadable(error);
  }
  const reported = (json as { error?: unknown } | null)?.error;
  if (typeof reported === 'string') {
    throw new AppError('model-failed', `Ollama broke off its reply: ${reported.slice(0, 500)}`, {
      retryable: true,
    });
  }
  const parsed = replyLineSchema.safeParse(json);
  if (!parsed.success) throw unreadable(parsed.error);
  return parsed.data;
}
