import type { Exchange } from './exchange.ts';
import { type Fault, strikesAt } from './fault.ts';
import type { PreparedReply } from './prepared-reply.ts';
import { countTextTokens } from './prompt.ts';
import type { ParsedChat, WireFormat } from './wire-format.ts';

/** Everything needed to send one reply. */
export interface Delivery {
  readonly exchange: Exchange;
  readonly wire: WireFormat;
  readonly chat: ParsedChat;
  readonly reply: PreparedReply;
  readonly fault: Fault | undefined;
  readonly tokensPerSecond: number | undefined;
}

/** Sends a reply in the protocol's way, or in the fault's. Rejects if the client leaves. */
export async function deliverReply(delivery: Delivery, onText: (text: string) => void): Promise<boolean> {
  const { exchange, wire, chat, fault } = delivery;
  const contentType = chat.request.stream ? wire.streamContentType : 'application/json; charset=utf-8';
  switch (fault?.kind) {
    case 'empty-body':
      await exchange.sendText(200, contentType, '');
      return true;
    case 'garbage':
      await exchange.sendText(200, contentType, wire.garbage);
      return true;
    case 'wrong-json': {
      const value = { ok: true, result: [] };
      const text = chat.request.stream ? wire.encodeFrame(value) + wire.streamEnd : JSON.stringify(value);
      await exchange.sendText(200, contentType, text);
      return true;
    }
    default:
      return chat.request.stream
        ? stream(delivery, contentType, onText)
        : sendAtOnce(delivery, contentType, onText);
  }
}

async function stream(
  delivery: Delivery,
  contentType: string,
  onText: (text: string) => void,
): Promise<boolean> {
  const { exchange, wire, chat, reply, fault } = delivery;
  exchange.sendHead(200, { 'content-type': contentType, 'cache-control': 'no-cache' });
  const strike = strikesAt(fault, reply.text.length);
  const wait = pacer(delivery);
  let sent = 0;
  for (const frame of wire.frames(reply, chat)) {
    if (strike !== undefined && sent >= strike) return misbehave(delivery);
    await wait(frame.text);
    await exchange.write(frame.data);
    onText(frame.text);
    sent += frame.text.length;
  }
  await exchange.end(wire.streamEnd);
  return true;
}

async function sendAtOnce(
  delivery: Delivery,
  contentType: string,
  onText: (text: string) => void,
): Promise<boolean> {
  const { exchange, wire, chat, reply, fault } = delivery;
  const json = JSON.stringify(wire.body(reply, chat));
  const data = Buffer.from(json);
  await pacer(delivery)(reply.text);
  if (fault?.kind === 'error-in-stream') {
    await exchange.sendJson(500, wire.failure(500, fault.message ?? defaultMessage));
    return false;
  }
  // Without a length the cut ones would be noticed by the HTTP client instead of by whoever reads the JSON.
  const cutCleanly = fault?.kind === 'ends-early';
  exchange.sendHead(200, {
    'content-type': contentType,
    ...(cutCleanly ? {} : { 'content-length': data.length }),
  });
  const strike = strikesAt(fault, reply.text.length);
  if (strike !== undefined) {
    const start = json.indexOf(JSON.stringify(reply.text)) + 1;
    const written = JSON.stringify(reply.text.slice(0, strike)).length - 2;
    await exchange.write(json.slice(0, start + written));
    return misbehave(delivery);
  }
  if (fault?.kind === 'slow-drip') {
    const step = fault.charactersPerChunk ?? 1;
    for (let at = 0; at < data.length; at += step) {
      await exchange.sleep(fault.delayMs ?? defaultDripMs);
      await exchange.write(data.subarray(at, at + step));
    }
    await exchange.end();
  } else {
    await exchange.end(data);
  }
  onText(reply.text);
  return true;
}

async function misbehave({ exchange, wire, fault }: Delivery): Promise<false> {
  switch (fault?.kind) {
    case 'reset-mid-stream':
      await exchange.reset();
      break;
    case 'stall-mid-stream':
      await exchange.untilClosed();
      break;
    case 'error-in-stream':
      await exchange.end(wire.encodeFrame(wire.failure(500, fault.message ?? defaultMessage)));
      break;
    default:
      await exchange.end();
  }
  return false;
}

const defaultMessage = 'an error was encountered while running the model';
const defaultDripMs = 200;

/** Waits before each piece of text so that the reply has the pace asked for, without drifting. */
function pacer({ exchange, fault, tokensPerSecond }: Delivery): (text: string) => Promise<void> {
  if (fault?.kind === 'slow-drip') {
    return async (text) => {
      if (text !== '') await exchange.sleep(fault.delayMs ?? defaultDripMs);
    };
  }
  if (tokensPerSecond === undefined) return async () => {};
  const start = performance.now();
  let tokens = 0;
  return async (text) => {
    tokens += countTextTokens(text);
    const ahead = start + (tokens / tokensPerSecond) * 1000 - performance.now();
    if (ahead >= 1) await exchange.sleep(ahead);
  };
}
