import { once } from 'node:events';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { RefusedRequest } from './wire-format.ts';

/** One HTTP request and its response. Every wait ends with an `AbortError` as soon as the connection is gone. */
export class Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #gone = new AbortController();

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
    this.method = request.method ?? 'GET';
    this.path = (request.url ?? '/').split('?')[0]!;
    const headers = Object.entries(request.headers);
    this.headers = Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
    response.on('close', () => this.#gone.abort());
  }

  /** Whether the connection ended before the response did. */
  get cutOff(): boolean {
    return this.#gone.signal.aborted && !this.#response.writableFinished;
  }

  /** The status of the response, once its headers are out. */
  get status(): number | undefined {
    return this.#response.headersSent ? this.#response.statusCode : undefined;
  }

  async readJson(): Promise<unknown> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.#request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    try {
      return JSON.parse(text);
    } catch {
      throw new RefusedRequest(400, 'the body is not JSON');
    }
  }

  sendHead(status: number, headers: OutgoingHttpHeaders): void {
    this.#response.writeHead(status, headers);
    this.#response.flushHeaders();
  }

  async write(data: string | Buffer): Promise<void> {
    if (!this.#response.write(data)) await once(this.#response, 'drain', { signal: this.#gone.signal });
  }

  /** Ends the response; resolves when the operating system has taken the last byte. */
  async end(data: string | Buffer = ''): Promise<void> {
    const finished = once(this.#response, 'finish', { signal: this.#gone.signal });
    this.#response.end(data);
    await finished;
  }

  async sendJson(status: number, value: unknown, headers: OutgoingHttpHeaders = {}): Promise<void> {
    await this.sendText(status, 'application/json; charset=utf-8', JSON.stringify(value), headers);
  }

  async sendText(
    status: number,
    contentType: string,
    text: string,
    headers: OutgoingHttpHeaders = {},
  ): Promise<void> {
    const data = Buffer.from(text);
    this.sendHead(status, { 'content-type': contentType, 'content-length': data.length, ...headers });
    await this.end(data);
  }

  async sleep(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await delay(milliseconds, undefined, { signal: this.#gone.signal });
  }

  async untilClosed(): Promise<void> {
    if (!this.#gone.signal.aborted) await once(this.#gone.signal, 'abort');
  }

  async reset(): Promise<void> {
    // A reset throws away what the client has not read yet, so what was sent before gets time to arrive.
    if (this.#response.headersSent) await this.sleep(20);
    this.#response.socket?.resetAndDestroy();
    await this.untilClosed();
  }
}
