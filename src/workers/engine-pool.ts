import type { Engine } from '../core/index.ts';
import type { RawSettings } from './engine-protocol.ts';

export interface OpenedEngine {
  readonly engine: Engine;
  readonly dispose: () => void;
}

/** Opens the engine of a root folder with these settings. */
export type OpenRoot = (root: string, settings: RawSettings) => Promise<OpenedEngine>;

interface Entry {
  readonly settingsKey: string;
  readonly opened: Promise<OpenedEngine>;
  users: number;
  isCurrent: boolean;
}

/**
 * The engines of the root folders in use, opened at the first call. Settings that changed open another engine; the one
 * before goes when its last call has ended.
 */
export class EnginePool {
  readonly #open: OpenRoot;
  readonly #current = new Map<string, Entry>();

  constructor(open: OpenRoot) {
    this.#open = open;
  }

  /** Runs `use` with the root's engine, which is not closed before that has ended. */
  async use<T>(root: string, settings: RawSettings, use: (engine: Engine) => T | Promise<T>): Promise<T> {
    const entry = this.#entryFor(root, settings);
    entry.users++;
    try {
      return await use((await entry.opened).engine);
    } finally {
      entry.users--;
      this.#closeIfUnused(entry);
    }
  }

  #entryFor(root: string, settings: RawSettings): Entry {
    const settingsKey = JSON.stringify(settings);
    const current = this.#current.get(root);
    if (current?.settingsKey === settingsKey) return current;
    if (current !== undefined) this.#retire(root, current);
    const entry: Entry = {
      settingsKey,
      opened: this.#open(root, settings),
      users: 0,
      isCurrent: true,
    };
    this.#current.set(root, entry);
    // What could not be opened is tried again by the next call.
    entry.opened.catch(() => {
      if (this.#current.get(root) === entry) this.#current.delete(root);
    });
    return entry;
  }

  #retire(root: string, entry: Entry): void {
    entry.isCurrent = false;
    this.#current.delete(root);
    this.#closeIfUnused(entry);
  }

  #closeIfUnused(entry: Entry): void {
    if (entry.isCurrent || entry.users > 0) return;
    entry.opened.then(({ dispose }) => dispose()).catch(() => undefined);
  }
}
