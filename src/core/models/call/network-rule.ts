import { AppError } from '../../base/app-error.ts';
import type { Settings } from '../../settings/settings-table.ts';

/** What connections may be opened: none, to this machine only, or any. */
export type NetworkRule = Settings['network'];

/**
 * Whether `host` (a name or an address, with or without a port) is this machine: 127.0.0.0/8, ::1, localhost and the
 * names below it (RFC 6761). Loopback is not the same as local: a gateway there may send everything on.
 */
export function isLoopbackHost(host: string): boolean {
  const bracketed = /^[0-9a-f:.]*:[0-9a-f.]*:[0-9a-f:.]*$/i.test(host) ? `[${host}]` : host;
  const url = URL.parse(`http://${bracketed}/`);
  // Credentials or a path would mean that this was no host.
  if (url === null || url.username !== '' || url.password !== '' || url.pathname !== '/') return false;
  return isLoopbackName(url.hostname);
}

/**
 * @throws AppError `network-off` if the rule forbids a connection to `url`; `configuration` if that is no HTTP address
 */
export function checkNetworkRule(url: string | URL, rule: NetworkRule): void {
  const parsed = URL.parse(String(url));
  // The address itself stays out of these messages: it may hold a key.
  if (parsed === null) throw new AppError('configuration', "A model server's address is not a URL.");
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    throw new AppError('configuration', "A model server's address begins with http: or https:.");
  }
  if (rule === 'all' || (rule === 'loopback' && isLoopbackName(parsed.hostname))) return;
  const allowed = rule === 'loopback' ? 'allows connections to this machine only' : 'is off';
  throw new AppError(
    'network-off',
    `'longview.network' ${allowed}: no connection to ${parsed.host} was opened.`,
  );
}

/**
 * The only way by which anything reaches a model server: `fetch` behind the network rule. Redirects are refused,
 * because a server on this machine could send the request on to another.
 */
export function guardedFetch(fetch: typeof globalThis.fetch, rule: NetworkRule): typeof globalThis.fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    checkNetworkRule(url, rule);
    try {
      return await fetch(input instanceof Request ? input : url, { ...init, redirect: 'error' });
    } catch (error) {
      if (!isRefusedRedirect(error)) throw error;
      const message = `${new URL(url).host} redirects requests elsewhere, and Longview does not follow: set the address that really answers.`;
      throw new AppError('model-unavailable', message, { cause: error });
    }
  };
}

function isLoopbackName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  // A URL's parser has already turned 127.1, 0x7f000001 and 2130706433 into four numbers.
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(name)
  );
}

function isRefusedRedirect(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /unexpected redirect/.test(String((error.cause as Error | undefined)?.message))
  );
}
