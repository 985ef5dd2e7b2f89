import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { answerChat, type ChatServices, numCtxFor, type OpenRecord } from './answer-chat.ts';
import { Exchange } from './exchange.ts';
import { type FakeModel, findModel } from './fake-model.ts';
import { asObject, optionalString } from './json-reader.ts';
import { type LoadedModel, ollamaPs, ollamaShow, ollamaTags } from './ollama-catalog.ts';
import { parseOllamaChat } from './ollama-request.ts';
import { ollamaWireFormat } from './ollama-wire-format.ts';
import { parseOpenAiChat } from './openai-request.ts';
import { openAiWireFormat } from './openai-wire-format.ts';
import { PromptCache } from './prompt-cache.ts';
import type { ModelServerEvent, RecordedHit, RecordedRequest } from './recorded-request.ts';
import type { Respond } from './scripted-reply.ts';
import { answerTokenCount, type CountingOptions } from './token-count-endpoints.ts';
import { type ParsedChat, RefusedRequest, type WireFormat } from './wire-format.ts';

/** How the server is to behave. */
export interface ModelServerOptions {
  readonly respond: Respond;
  /** The models there are. Without this there is one, and every other name is accepted as well. */
  readonly models?: readonly FakeModel[];
  /** What the list of models says of whose they are, as `vllm`; by default what Ollama says. */
  readonly owner?: string;
  /** Wait before the first byte of every chat reply. */
  readonly latencyMs?: number;
  /** Any free port by default. */
  readonly port?: number;
  /** Pace of replies; as fast as possible by default. */
  readonly tokensPerSecond?: number;
  /** How requests to count tokens are answered, in any provider's words. */
  readonly counting?: CountingOptions;
  /** Called synchronously when something happens to a chat request. */
  readonly observe?: (event: ModelServerEvent) => void;
}

/** A running model server. */
export interface ModelServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** `…/v1` */
  readonly openAiBaseUrl: string;
  readonly ollamaUrl: string;
  /** Every chat request, in order of arrival, kept up to date while it is answered. */
  readonly requests: readonly RecordedRequest[];
  /** Every HTTP request of any kind. */
  readonly hits: readonly RecordedHit[];
  /** TCP connections ever opened to the server. */
  readonly connections: number;
  readonly totalPromptTokens: number;
  readonly totalCompletionTokens: number;
  /** What `respond` threw; the client got status 500 for it. */
  readonly responderErrors: readonly unknown[];
  /** Resolves once no chat request is being answered, so that the records say how each of them ended. */
  settled(): Promise<void>;
  /** Stops listening and destroys every connection. */
  close(): Promise<void>;
}

/** Starts a model server that speaks the OpenAI-compatible and the Ollama protocol on 127.0.0.1. */
export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const models = options.models ?? [{ name: 'test-model' }];
  const services: ChatServices = {
    respond: options.respond,
    cache: new PromptCache(),
    latencyMs: options.latencyMs ?? 0,
    tokensPerSecond: options.tokensPerSecond,
  };
  const requests: OpenRecord[] = [];
  const hits: RecordedHit[] = [];
  const responderErrors: unknown[] = [];
  const sockets = new Set<Socket>();
  const loaded = new Map<string, LoadedModel>();
  const answering = new Set<Promise<void>>();
  let connections = 0;

  function modelNamed(name: string): FakeModel | undefined {
    return findModel(models, name) ?? (options.models === undefined ? { name } : undefined);
  }

  async function handle(exchange: Exchange): Promise<void> {
    const { method, path, headers } = exchange;
    hits.push({ method, path, headers, receivedAt: Date.now() });
    switch (`${method} ${path}`) {
      case 'GET /v1/models': {
        const data = models.map(({ name }) => ({
          id: name,
          object: 'model',
          created: 1_767_323_045,
          owned_by: options.owner ?? 'library',
        }));
        return exchange.sendJson(200, { object: 'list', data });
      }
      case 'POST /v1/chat/completions':
        return handleChat(exchange, parseOpenAiChat, () => openAiWireFormat);
      case 'POST /api/chat':
        return handleChat(exchange, parseOllamaChat, ollamaWireFormat);
      case 'GET /':
      case 'HEAD /':
        return exchange.sendText(200, 'text/plain; charset=utf-8', 'Ollama is running');
      case 'GET /api/version':
        return exchange.sendJson(200, { version: '0.33.0' });
      case 'GET /api/tags':
        return exchange.sendJson(200, ollamaTags(models));
      case 'GET /api/ps':
        return exchange.sendJson(200, ollamaPs(loaded.values()));
      case 'POST /api/show':
        return handleShow(exchange);
      default:
        if (await answerTokenCount(exchange, options.counting)) return;
        return exchange.sendText(404, 'text/plain', '404 page not found');
    }
  }

  async function handleShow(exchange: Exchange): Promise<void> {
    const body = asObject(await exchange.readJson(), 'body');
    const name = optionalString(body.model) ?? optionalString(body.name) ?? '';
    const model = modelNamed(name);
    if (model === undefined) return exchange.sendJson(404, { error: `model '${name}' not found` });
    return exchange.sendJson(200, ollamaShow(model));
  }

  async function handleChat(
    exchange: Exchange,
    parse: (body: unknown) => ParsedChat,
    wireFor: (model: FakeModel) => WireFormat,
  ): Promise<void> {
    const chat = parse(await exchange.readJson());
    const record = openRecord(chat, exchange, requests.length);
    requests.push(record);
    options.observe?.({ kind: 'received', request: record });
    const model = modelNamed(chat.request.model);
    const wire = wireFor(model ?? { name: chat.request.model });
    try {
      if (model === undefined) throw new RefusedRequest(404, `model '${chat.request.model}' not found`);
      record.completed = await answer(exchange, wire, model, chat, record);
    } catch (error) {
      if (exchange.cutOff) return;
      if (!(error instanceof RefusedRequest)) responderErrors.push(error);
      const status = error instanceof RefusedRequest ? error.status : 500;
      await exchange.sendJson(
        status,
        wire.failure(status, error instanceof Error ? error.message : String(error)),
      );
      record.completed = true;
    } finally {
      record.status = exchange.status;
      record.cutOff = exchange.cutOff;
      if (record.completed) record.completedAt = Date.now();
      options.observe?.({ kind: record.completed ? 'completed' : 'cut-off', request: record });
    }
  }

  async function answer(
    exchange: Exchange,
    wire: WireFormat,
    model: FakeModel,
    chat: ParsedChat,
    record: OpenRecord,
  ) {
    if (chat.truncation !== undefined && !model.cloud) {
      const expiresAt = new Date(Date.now() + 5 * 60_000);
      loaded.set(model.name, { model, numCtx: numCtxFor(model, chat), expiresAt });
    }
    if (chat.request.messages.length > 0) return answerChat(exchange, wire, model, chat, record, services);
    // Ollama takes a chat without messages as the wish to load the model.
    const message = { role: 'assistant', content: '' };
    const created_at = new Date().toISOString();
    await exchange.sendJson(200, {
      model: chat.request.model,
      created_at,
      message,
      done_reason: 'load',
      done: true,
    });
    return true;
  }

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    const exchange = new Exchange(request, response);
    const answered = handle(exchange).catch(async (error: unknown) => {
      if (exchange.status !== undefined || exchange.cutOff) return;
      const status = error instanceof RefusedRequest ? error.status : 500;
      const failure = exchange.path.startsWith('/api/') ? ollamaWireFormat({ name: '' }) : openAiWireFormat;
      await exchange
        .sendJson(status, failure.failure(status, error instanceof Error ? error.message : String(error)))
        .catch(() => {});
    });
    answering.add(answered);
    answered.finally(() => answering.delete(answered));
  }

  const server = createServer(onRequest);
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function close(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  return {
    url,
    openAiBaseUrl: `${url}/v1`,
    ollamaUrl: url,
    requests,
    hits,
    responderErrors,
    get connections() {
      return connections;
    },
    get totalPromptTokens() {
      return requests.reduce((sum, request) => sum + request.promptTokens, 0);
    },
    get totalCompletionTokens() {
      return requests.reduce((sum, request) => sum + request.completionTokens, 0);
    },
    async settled() {
      while (answering.size > 0) await Promise.all(answering);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function openRecord(chat: ParsedChat, exchange: Exchange, index: number): OpenRecord {
  return {
    ...chat.request,
    headers: exchange.headers,
    index,
    path: exchange.path,
    receivedAt: Date.now(),
    completed: false,
    completedAt: undefined,
    cutOff: false,
    status: undefined,
    truncated: false,
    promptTokens: 0,
    cachedTokens: 0,
    completionTokens: 0,
    reply: undefined,
  };
}
