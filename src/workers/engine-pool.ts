import type { Engine } from '../core/index.ts';
import type { RawSettings } from './engine-protocol.ts';

export interface OpenedEngine {
  readonly engine: Engine;
  /** Takes over the `pack.*` settings, without which nothing is kept. */
  readonly packSettingsChanged: (settings: RawSettings) => void;
  readonly dispose: () => void;
}

/** What an engine is opened for. */
export interface EngineRoot {
  /** Absolute path of the root folder. */
  readonly root: string;
  readonly settings: RawSettings;
  /** Whether changes below the root are told by {@link EnginePool.filesChanged}. */
  readonly isWatched: boolean;
}

export type OpenRoot = (options: EngineRoot) => Promise<OpenedEngine>;

interface Entry extends EngineRoot {
  readonly key: string;
  readonly settingsKey: string;
  packSettingsKey: string;
  readonly opened: Promise<OpenedEngine>;
  users: number;
  isCurrent: boolean;
}

/** How the names of settings begin that an open engine takes over. */
const packSettings = 'pack.';

/** The settings that come with a repository, which an engine reads when it is opened. */
const repositorySettings = '.longview.json';

/**
 * The engines of the root folders in use, opened at the first call. Settings that changed open another engine, but for
 * what packs are told to hold; the one before goes when its last call has ended. What is watched and what is not has an engine each, so that a call with
 * settings of its own does not end the one that keeps the graph.
 */
export class EnginePool {
  readonly #open: OpenRoot;
  readonly #current = new Map<string, Entry>();

  constructor(open: OpenRoot) {
    this.#open = open;
  }

  /** Runs `use` with the root's engine, which is not closed before that has ended. */
  use<T>(root: EngineRoot, use: (engine: Engine) => T | Promise<T>): Promise<T> {
    return this.#useEntry(this.#entryFor(root), use);
  }

  async #useEntry<T>(entry: Entry, use: (engine: Engine) => T | Promise<T>): Promise<T> {
    entry.users++;
    try {
      return await use((await entry.opened).engine);
    } finally {
      entry.users--;
      this.#closeIfUnused(entry);
    }
  }

  /** Tells the root's engine, if one is open. What could not be taken in now is taken in with its next answer. */
  filesChanged(root: string, paths: readonly string[]): void {
    const entries = [...this.#current.values()].filter((entry) => entry.root === root);
    for (const entry of entries) {
      if (paths.includes(repositorySettings)) this.#retire(entry);
      else if (entry.isWatched)
        this.#useEntry(entry, (engine) => engine.filesChanged(paths)).catch(() => undefined);
    }
  }

  #entryFor({ root, settings, isWatched }: EngineRoot): Entry {
    const key = JSON.stringify([root, isWatched]);
    const settingsKey = keyOf(settings, (name) => !name.startsWith(packSettings));
    const packSettingsKey = keyOf(settings, (name) => name.startsWith(packSettings));
    const current = this.#current.get(key);
    if (current?.settingsKey === settingsKey) {
      if (current.packSettingsKey !== packSettingsKey) {
        current.packSettingsKey = packSettingsKey;
        // Before the call that brought them: it waits for the same promise, later.
        current.opened.then((opened) => opened.packSettingsChanged(settings)).catch(() => undefined);
      }
      return current;
    }
    if (current !== undefined) this.#retire(current);
    const opened = this.#open({ root, settings, isWatched });
    const entry: Entry = {
      ...{ key, root, settings, settingsKey, packSettingsKey, isWatched },
      ...{ opened, users: 0, isCurrent: true },
    };
    this.#current.set(key, entry);
    // What could not be opened is tried again by the next call.
    entry.opened.catch(() => {
      if (this.#current.get(key) === entry) this.#current.delete(key);
    });
    return entry;
  }

  #retire(entry: Entry): void {
    entry.isCurrent = false;
    this.#current.delete(entry.key);
    this.#closeIfUnused(entry);
  }

  #closeIfUnused(entry: Entry): void {
    if (entry.isCurrent || entry.users > 0) return;
    entry.opened.then(({ dispose }) => dispose()).catch(() => undefined);
  }
}

function keyOf({ user, workspace }: RawSettings, isPart: (name: string) => boolean): string {
  const partOf = (values: RawSettings['user']) => Object.entries(values).filter(([name]) => isPart(name));
  return JSON.stringify([partOf(user), partOf(workspace)]);
}
