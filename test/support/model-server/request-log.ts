import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import type { ModelServerEvent, RecordedRequest } from './recorded-request.ts';

/** Appends one line of JSON per event. Written synchronously, so that a killed process leaves whole lines behind. */
export function logRequestsTo(file: string): (event: ModelServerEvent) => void {
  return ({ kind, request }) => {
    const details = kind === 'received' ? contentOf(request) : outcomeOf(request);
    appendFileSync(
      file,
      `${JSON.stringify({ event: kind, index: request.index, at: Date.now(), ...details })}\n`,
    );
  };
}

function contentOf({
  protocol,
  path,
  model,
  stream,
  numCtx,
  maxOutputTokens,
  messages,
  tools,
  responseFormat,
  headers,
}: RecordedRequest) {
  return {
    ...{ protocol, path, model, stream, numCtx, maxOutputTokens, responseFormat, headers },
    tools: tools.map((tool) => tool.name),
    messages: messages.map((message) => ({
      ...message,
      images: message.images.map(({ mediaType, bytes }) => ({
        mediaType,
        byteLength: bytes.byteLength,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })),
    })),
  };
}

function outcomeOf({
  status,
  completed,
  cutOff,
  truncated,
  promptTokens,
  cachedTokens,
  completionTokens,
}: RecordedRequest) {
  return { status, completed, cutOff, truncated, promptTokens, cachedTokens, completionTokens };
}
