/** Milliseconds for which changes are collected: files rarely change alone. */
const collectMs = 100;

/** Collects paths that changed, by root folder, and sends them together. */
export class ChangedPaths {
  readonly #send: (root: string, paths: readonly string[]) => void;
  readonly #byRoot = new Map<string, Set<string>>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (root: string, paths: readonly string[]) => void) {
    this.#send = send;
  }

  add(root: string, path: string): void {
    const paths = this.#byRoot.get(root) ?? new Set();
    this.#byRoot.set(root, paths.add(path));
    this.#timer ??= setTimeout(() => this.send(), collectMs);
  }

  /** Sends what was collected, now. */
  send(): void {
    const collected = [...this.#byRoot];
    this.clear();
    for (const [root, paths] of collected) this.#send(root, [...paths]);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#byRoot.clear();
  }
}
