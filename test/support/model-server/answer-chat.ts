import { deliverReply } from './deliver-reply.ts';
import type { Exchange } from './exchange.ts';
import { capabilitiesOf, contextLengthOf, type FakeModel } from './fake-model.ts';
import { type Fault, refusesPrompt } from './fault.ts';
import { prepareReply } from './prepared-reply.ts';
import { countPromptTokens, countTextTokens, renderPrompt } from './prompt.ts';
import type { PromptCache } from './prompt-cache.ts';
import type { ReceivedRequest } from './received-request.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { Respond } from './scripted-reply.ts';
import { type TruncatedPrompt, truncateToContext } from './truncate-to-context.ts';
import { type ParsedChat, RefusedRequest, type WireFormat } from './wire-format.ts';

/** A record while it is being written. */
export type OpenRecord = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] };

/** What every chat request of one server shares. */
export interface ChatServices {
  readonly respond: Respond;
  readonly cache: PromptCache;
  readonly latencyMs: number;
  readonly tokensPerSecond: number | undefined;
}

/** The context a request runs in: Ollama's is asked for per request, everybody else's is the model's own. */
export function numCtxFor(model: FakeModel, chat: ParsedChat): number {
  if (chat.truncation === undefined || model.cloud) return contextLengthOf(model);
  return Math.min(chat.request.numCtx ?? model.defaultNumCtx ?? 4096, contextLengthOf(model));
}

/** Answers one chat request and keeps its record; returns whether the whole reply was sent. */
export async function answerChat(
  exchange: Exchange,
  wire: WireFormat,
  model: FakeModel,
  chat: ParsedChat,
  record: OpenRecord,
  services: ChatServices,
): Promise<boolean> {
  if (chat.request.tools.length > 0 && !capabilitiesOf(model).includes('tools')) {
    throw new RefusedRequest(400, `${model.name} does not support tools`);
  }
  const seen = fitToContext(model, chat);
  record.truncated = seen.truncated;
  const request: ReceivedRequest = {
    ...chat.request,
    messages: seen.messages,
    headers: record.headers,
    index: record.index,
  };
  const scripted = await services.respond(request);
  record.reply = scripted;
  const { fault } = scripted;
  await exchange.sleep(services.latencyMs);
  if (fault && refusesPrompt(fault)) return refuse(exchange, wire, fault);

  const cachedTokens = services.cache.remember(model.name, renderPrompt(request), seen.promptTokens);
  const reply = prepareReply(scripted, {
    index: record.index,
    model: chat.request.model,
    startedAt: new Date(record.receivedAt),
    maxOutputTokens: chat.request.maxOutputTokens,
    promptTokens: seen.promptTokens,
    cachedTokens,
    tokensPerSecond: services.tokensPerSecond,
  });
  record.promptTokens = reply.usage.promptTokens;
  record.cachedTokens = reply.usage.cachedTokens;
  const told = fault?.kind === 'usage-missing' ? { ...reply, usage: undefined } : reply;
  const { tokensPerSecond } = services;
  let sent = '';
  let whole = false;
  try {
    whole = await deliverReply({ exchange, wire, chat, reply: told, fault, tokensPerSecond }, (text) => {
      sent += text;
    });
    return whole;
  } finally {
    record.completionTokens =
      whole && sent === reply.text ? reply.usage.completionTokens : countTextTokens(sent);
  }
}

function fitToContext(model: FakeModel, chat: ParsedChat): TruncatedPrompt {
  const { request, truncation } = chat;
  const numCtx = numCtxFor(model, chat);
  const promptTokens = countPromptTokens(request);
  const whole = { messages: request.messages, promptTokens, truncated: false, cutInside: false };
  if (model.overflow === 'accept' || promptTokens <= numCtx) return whole;
  if (truncation === undefined || model.cloud) {
    throw new RefusedRequest(
      400,
      `This model's maximum context length is ${numCtx} tokens. However, your messages resulted in ${promptTokens} tokens.`,
    );
  }
  const cut = truncateToContext(request, numCtx, truncation.numKeep);
  if (
    truncation.truncate &&
    (truncation.shift || cut.promptTokens === countPromptTokens({ ...request, ...cut }))
  )
    return cut;
  throw new RefusedRequest(
    400,
    'the prompt is longer than the context length currently available to the model',
  );
}

async function refuse(exchange: Exchange, wire: WireFormat, fault: Fault): Promise<boolean> {
  switch (fault.kind) {
    case 'status':
      await exchange.sendJson(
        fault.status,
        wire.failure(fault.status, fault.message ?? `error ${fault.status}`),
        fault.headers,
      );
      return true;
    case 'html-error-page': {
      const status = fault.status ?? 502;
      const page = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
      await exchange.sendText(status, 'text/html; charset=utf-8', page);
      return true;
    }
    case 'reset-before-headers':
      await exchange.reset();
      return false;
    default:
      await exchange.untilClosed();
      return false;
  }
}
