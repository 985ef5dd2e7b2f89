/** What VS Code keeps of a page over a reload of the window: which folder it is about, and what the page adds. */
export interface KeptState {
  /** Address of the folder. */
  readonly folder?: string | undefined;
}

/** The extension behind a panel: what it sends arrives in `onMessage`. */
export interface WebviewHost<Request, State = unknown> {
  readonly post: (request: Request) => void;
  /** What this page kept before the window was reloaded; nothing in a new panel. Data of an older version, perhaps. */
  readonly kept: Partial<State>;
  /** Keeps something of the page, in place of what was kept before. */
  readonly keep: (state: State) => void;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** Connects to the extension. May be called once in a page, as VS Code has it. */
export function connectToHost<Request, Update, State = unknown>(
  onMessage: (update: Update) => void,
): WebviewHost<Request, State> {
  const api = acquireVsCodeApi();
  window.addEventListener('message', (event: MessageEvent<Update>) => onMessage(event.data));
  const own: KeptState = { folder: document.body.dataset['folder'] };
  const kept = Object(api.getState()) as Partial<State>;
  api.setState({ ...kept, ...own });
  return {
    post: (request) => api.postMessage(request),
    kept,
    keep: (state) => api.setState({ ...state, ...own }),
  };
}
