import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';

/**
 * `fetch` for model servers. Over plain HTTP it waits for as long as it is let, because a server of one's own sends its
 * first byte only when it has read the whole prompt, and Node's `fetch` gives up after 300 seconds. HTTPS goes through
 * the platform's `fetch`, which knows the user's proxies and certificates.
 *
 * Never follows a redirect over plain HTTP.
 */
export const patientFetch: typeof globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  if (!request.url.startsWith('http:')) return fetch(input, init);
  const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  // Naming it above would load all of the platform's client with every command.
  const { request: openRequest } = await import('node:http');
  return new Promise<Response>((resolve, reject) => {
    const sent = openRequest(request.url, {
      method: request.method,
      headers: { ...Object.fromEntries(request.headers), ...(body && { 'content-length': body.byteLength }) },
      signal: request.signal,
      // One connection a call: a kept one that the server closed meanwhile would fail the next call for nothing.
      agent: false,
    });
    sent.on('error', (cause) => {
      reject(request.signal.aborted ? request.signal.reason : new TypeError('fetch failed', { cause }));
    });
    sent.on('response', (incoming) => {
      const status = incoming.statusCode ?? 0;
      if (status >= 300 && status < 400 && request.redirect === 'error') {
        incoming.destroy();
        reject(new TypeError('fetch failed', { cause: new Error('unexpected redirect') }));
        return;
      }
      const headers = new Headers();
      for (const [name, values] of Object.entries(incoming.headersDistinct)) {
        for (const value of values ?? []) headers.append(name, value);
      }
      const hasNoBody = status === 204 || status === 205 || status === 304;
      if (hasNoBody) incoming.resume();
      const content = hasNoBody
        ? null
        : (Readable.toWeb(incoming) as NodeReadableStream<Uint8Array> as ReadableStream);
      resolve(new Response(content, { status, statusText: incoming.statusMessage ?? '', headers }));
    });
    sent.end(body);
  });
};
