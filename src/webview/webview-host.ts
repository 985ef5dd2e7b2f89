/** The extension behind a panel: what it sends arrives in `onMessage`. */
export interface WebviewHost<Request> {
  readonly post: (request: Request) => void;
}

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/** Connects to the extension. May be called once in a page, as VS Code has it. */
export function connectToHost<Request, Update>(onMessage: (update: Update) => void): WebviewHost<Request> {
  const api = acquireVsCodeApi();
  window.addEventListener('message', (event: MessageEvent<Update>) => onMessage(event.data));
  return { post: (request) => api.postMessage(request) };
}
