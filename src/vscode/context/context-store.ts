import * as vscode from 'vscode';
import type { ContextMap } from '../../core/context/context-map.ts';
import type { PackChoices } from '../../webview/context-map-messages.ts';
import type { ExtensionState } from '../extension-state.ts';
import { describeProgress } from '../run-with-progress.ts';
import { isCancellation } from '../show-error.ts';
import { packModel, readChoices } from './pack-choices.ts';

/** The pack of one folder as it was made last, and what is being done about it. */
export interface FolderContext {
  readonly folder: vscode.WorkspaceFolder;
  readonly map: ContextMap | undefined;
  /** What was chosen when that was made. */
  readonly packedWith: PackChoices | undefined;
  /** Name of the model that the next run would use; undefined: none, or not known yet. */
  readonly model: string | undefined;
  /** What is being done, in words; undefined: nothing. */
  readonly doing: string | undefined;
  /** Why there is no newer pack. */
  readonly problem: string | undefined;
  /** Whether that is that somebody cancelled it. */
  readonly isCancelled: boolean;
}

interface Entry extends FolderContext {
  /** Read once: VS Code takes a millisecond for a setting, and each row of the view asks. */
  choices: PackChoices | undefined;
  isStale: boolean;
  controller: AbortController | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Milliseconds of quiet before a changed choice, and a changed file, lead to another pack. */
const choiceDelayMs = 150;
const fileDelayMs = 2_000;

/** Where is kept whether pictures are in: a choice for this workspace, which nobody else needs to know. */
const picturesKey = 'context.pictures';

/** Settings that change what a pack holds. */
const packSettings = ['pack', 'contextBudget', 'order', 'exclude', 'maxFileBytes', 'model'];

/**
 * The packs that the editor shows: the map, the view and the status bar look at the same one. Packs in the engine's thread,
 * only what somebody looks at, again when choices or files change; a newer pack cancels the one under way.
 */
export class ContextStore implements vscode.Disposable {
  readonly #state: ExtensionState;
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new vscode.EventEmitter<FolderContext>();
  readonly #viewers = new Set<(folder: vscode.WorkspaceFolder) => boolean>();
  readonly #subscription: vscode.Disposable;
  #newest: string | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(state: ExtensionState) {
    this.#state = state;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    const onFile = (uri: vscode.Uri) => this.#fileChanged(uri);
    this.#subscription = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(onFile),
      watcher.onDidCreate(onFile),
      watcher.onDidDelete(onFile),
      vscode.workspace.onDidChangeConfiguration((event) => {
        for (const entry of this.#entries.values()) {
          const { uri } = entry.folder;
          if (event.affectsConfiguration('longview.pack', uri)) entry.choices = undefined;
          if (packSettings.some((key) => event.affectsConfiguration(`longview.${key}`, uri)))
            this.#packSoon(entry, choiceDelayMs);
        }
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const folder of removed) this.#forget(folder);
      }),
    );
  }

  dispose(): void {
    for (const entry of this.#entries.values()) this.#forget(entry.folder);
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  of(folder: vscode.WorkspaceFolder): FolderContext {
    return this.#entryOf(folder);
  }

  /** What the workspace's settings say of packs of a folder. */
  choicesOf(folder: vscode.WorkspaceFolder): PackChoices {
    const entry = this.#entryOf(folder);
    entry.choices ??= readChoices(folder);
    return entry.choices;
  }

  /** The pack that was made last, of whatever folder. */
  newest(): FolderContext | undefined {
    return this.#newest === undefined ? undefined : this.#entries.get(this.#newest);
  }

  /** Whether packs hold pictures: those that are shown, and those that are saved. */
  get withPictures(): boolean {
    return this.#state.extensionContext.workspaceState.get(picturesKey, false);
  }

  /** Puts pictures into the packs of this workspace, or leaves them out: those that are made from now on. */
  async setPictures(isIn: boolean): Promise<void> {
    if (isIn === this.withPictures) return;
    await this.#state.extensionContext.workspaceState.update(picturesKey, isIn);
    for (const entry of this.#entries.values()) {
      entry.isStale = true;
      this.#update(entry, {});
    }
  }

  /** Counts somebody in who looks at packs; `isLooking` says whether at that of a folder, now. */
  addViewer(isLooking: (folder: vscode.WorkspaceFolder) => boolean): vscode.Disposable {
    this.#viewers.add(isLooking);
    return { dispose: () => this.#viewers.delete(isLooking) };
  }

  /** Packs a folder that somebody began to look at, unless its pack is fresh or under way. */
  async lookedAt(folder: vscode.WorkspaceFolder): Promise<void> {
    const entry = this.#entryOf(folder);
    if (entry.controller === undefined && (entry.map === undefined || entry.isStale)) await this.pack(folder);
  }

  /** Packs a folder now. Resolves when that is done, cancelled or failed; what came of it is told as a change. */
  async pack(folder: vscode.WorkspaceFolder): Promise<void> {
    const entry = this.#entryOf(folder);
    clearTimeout(entry.timer);
    entry.controller?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    entry.controller = controller;
    entry.isStale = false;
    const packedWith = this.choicesOf(folder);
    this.#update(entry, { doing: 'Packing…', problem: undefined, isCancelled: false });
    const { client, log } = this.#state;
    const root = folder.uri.fsPath;
    void this.#nameModel(entry, signal);
    try {
      const map = await client.contextMap(
        root,
        { model: packModel(), images: this.withPictures },
        {
          signal,
          onProgress: (event) => {
            if (!signal.aborted) this.#update(entry, { doing: describeProgress(event) });
          },
        },
      );
      if (entry.controller === controller) this.take(folder, map, packedWith);
    } catch (error) {
      if (entry.controller !== controller) return; // a newer pack is under way
      const isCancelled = signal.aborted || isCancellation(error);
      const message = error instanceof Error ? error.message : String(error);
      if (!isCancelled) log.error(`The pack of “${folder.name}” failed: ${message}`);
      entry.controller = undefined;
      entry.isStale = true;
      this.#update(entry, { doing: undefined, problem: isCancelled ? 'Cancelled.' : message, isCancelled });
    }
  }

  /** Takes over a pack that was made for another purpose. */
  take(folder: vscode.WorkspaceFolder, map: ContextMap, packedWith = this.choicesOf(folder)): void {
    const entry = this.#entryOf(folder);
    entry.controller = undefined;
    entry.isStale = false;
    this.#newest = folder.uri.toString();
    this.#update(entry, { map, packedWith, doing: undefined, problem: undefined, isCancelled: false });
  }

  cancel(folder: vscode.WorkspaceFolder): void {
    this.#entryOf(folder).controller?.abort();
  }

  #entryOf(folder: vscode.WorkspaceFolder): Entry {
    const key = folder.uri.toString();
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = {
        ...{ folder, map: undefined, model: undefined, doing: undefined, problem: undefined },
        ...{ packedWith: undefined, isCancelled: false },
        ...{ choices: undefined, isStale: false, controller: undefined, timer: undefined },
      };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  #update(entry: Entry, changes: Partial<FolderContext>): void {
    Object.assign(entry, changes);
    this.#changed.fire(entry);
  }

  /** Which model it is may have to be asked of servers on this machine; the pack does not wait for that. */
  async #nameModel(entry: Entry, signal: AbortSignal): Promise<void> {
    const question = { text: '', images: [], useModel: true };
    const model = await this.#state.client
      .askPreflight(entry.folder.uri.fsPath, question, { signal })
      .then((preflight) => preflight.model?.displayName)
      .catch(() => undefined);
    if (!signal.aborted && model !== entry.model) this.#update(entry, { model });
  }

  #fileChanged(uri: vscode.Uri): void {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const entry = folder && this.#entries.get(folder.uri.toString());
    // git touches its own files all the time; what is committed shows in the files that change with it.
    if (entry?.map === undefined || uri.path.includes('/.git/')) return;
    entry.isStale = true;
    this.#packSoon(entry, fileDelayMs);
  }

  #packSoon(entry: Entry, delayMs: number): void {
    entry.isStale = true;
    clearTimeout(entry.timer);
    if (entry.map === undefined && entry.controller === undefined) return;
    entry.timer = setTimeout(() => {
      if ([...this.#viewers].some((isLooking) => isLooking(entry.folder))) void this.pack(entry.folder);
    }, delayMs);
  }

  #forget(folder: vscode.WorkspaceFolder): void {
    const key = folder.uri.toString();
    const entry = this.#entries.get(key);
    clearTimeout(entry?.timer);
    entry?.controller?.abort();
    this.#entries.delete(key);
    if (this.#newest === key) this.#newest = undefined;
  }
}
