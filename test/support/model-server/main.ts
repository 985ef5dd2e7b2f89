import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { FakeModel } from './fake-model.ts';
import { genericRespond } from './generic-respond.ts';
import { logRequestsTo } from './request-log.ts';
import type { Respond } from './scripted-reply.ts';
import { startModelServer } from './start-model-server.ts';

// Runs a model server for tests in other processes. Prints one line of JSON with its addresses, then serves until
// it is told to stop. A responder module exports `respond` and, if it likes, `models`.
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    model: { type: 'string', multiple: true },
    record: { type: 'string' },
    responder: { type: 'string' },
    'latency-ms': { type: 'string' },
    'tokens-per-second': { type: 'string' },
  },
});

interface ResponderModule {
  readonly respond?: Respond;
  readonly models?: readonly FakeModel[];
}

const responder: ResponderModule =
  values.responder === undefined ? {} : await import(pathToFileURL(resolve(values.responder)).href);
const models = values.model?.map((name): FakeModel => ({ name })) ?? responder.models;
const latencyMs = values['latency-ms'];
const tokensPerSecond = values['tokens-per-second'];

const server = await startModelServer({
  respond: responder.respond ?? genericRespond,
  ...(models && { models }),
  ...(values.port !== undefined && { port: Number(values.port) }),
  ...(latencyMs !== undefined && { latencyMs: Number(latencyMs) }),
  ...(tokensPerSecond !== undefined && { tokensPerSecond: Number(tokensPerSecond) }),
  ...(values.record !== undefined && { observe: logRequestsTo(values.record) }),
});
process.stdout.write(
  `${JSON.stringify({ url: server.url, openAiBaseUrl: server.openAiBaseUrl, ollamaUrl: server.ollamaUrl, pid: process.pid })}\n`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close().then(() => process.exit(0));
  });
}
