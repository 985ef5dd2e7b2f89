import { AppError } from '../../core/index.ts';

/**
 * Where Ollama is: `baseUrl` if that is set, else what OLLAMA_HOST says in any form that Ollama's own programs take,
 * else 127.0.0.1:11434. Without Ollama's own paths.
 *
 * @throws AppError `configuration`
 */
export function ollamaAddress(baseUrl: string, ollamaHost: string | undefined): string {
  if (baseUrl !== '') {
    const { origin, pathname } = parseBaseUrl(baseUrl);
    return `${origin}${pathname.replace(/\/+$/, '').replace(/\/(v1|api)$/, '')}`;
  }
  const given = ollamaHost?.trim().replace(/^["']|["']$/g, '') ?? '';
  if (given === '') return 'http://127.0.0.1:11434';
  const hasScheme = /^https?:\/\//i.test(given);
  const hasPort = /:\d+\/*$/.test(given.replace(/\/.*$/, '')) || /^https?:\/\/[^/]*:\d+/i.test(given);
  const url = URL.parse(hasScheme ? given : `http://${given.startsWith(':') ? '127.0.0.1' : ''}${given}`);
  if (url === null || url.username !== '' || url.password !== '') {
    throw new AppError('configuration', 'OLLAMA_HOST is not an address like 127.0.0.1:11434.');
  }
  if (!hasScheme && !hasPort) url.port = '11434';
  // A server told to listen everywhere is reached on this machine.
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  return url.origin;
}

/**
 * The address under which a compatible server has `/models` and `/chat/completions`, without a slash at its end. An
 * address without a path gets `/v1`.
 *
 * @throws AppError `configuration`
 */
export function compatibleAddress(baseUrl: string): string {
  const url = parseBaseUrl(baseUrl);
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path === '' ? '/v1' : path}`;
}

/** Whether an address says by its path that it speaks OpenAI's protocol. */
export function hasApiPath(baseUrl: string): boolean {
  return parseBaseUrl(baseUrl).pathname.replace(/\/+$/, '') !== '';
}

function parseBaseUrl(baseUrl: string): URL {
  const url = URL.parse(baseUrl.trim());
  // The setting is not repeated: somebody may have put a key into it.
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new AppError(
      'configuration',
      "'longview.baseUrl' is not an address like http://127.0.0.1:8080/v1.",
    );
  }
  if (url.username !== '' || url.password !== '' || url.search !== '') {
    throw new AppError(
      'configuration',
      "'longview.baseUrl' may not hold a name, a password or a query. A key belongs into LONGVIEW_API_KEY.",
    );
  }
  return url;
}
