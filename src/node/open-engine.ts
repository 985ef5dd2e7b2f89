import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import {
  AppError,
  createEngine,
  type Diagnostic,
  type Engine,
  type IndexStore,
  isAppError,
  type ModelDirectory,
  mergeSettings,
  messageOf,
  ownPatternsMark,
  provideVocabularies,
  type Settings,
} from '../core/index.ts';
import { FfmpegKeyFrames } from './ffmpeg-key-frames.ts';
import { journalOnDemand } from './journal-on-demand.ts';
import { NodeAssetSource } from './node-asset-source.ts';
import { NodeFileSystem } from './node-file-system.ts';
import { NodeGit } from './node-git.ts';
import { NodePictureCodec } from './node-picture-codec.ts';
import { readRepositorySettings } from './repository-settings.ts';
import { removeIndex, SqliteIndexStore } from './sqlite-index-store.ts';
import { SteadyIndexStore } from './steady-index-store.ts';
import { ownFolderPattern, patternBelow, storeDirectory } from './store-directory.ts';
import { TesseractOcrEngine } from './tesseract-ocr-engine.ts';
import { vocabularyAsset } from './vocabulary-asset.ts';
import { WorkerPool } from './worker-pool.ts';

/** Milliseconds after which workers end that have had nothing to do, where changes are waited for. */
const watchedRestMs = 300_000;

export interface OpenEngineOptions {
  /** An existing folder. */
  readonly root: string;
  /** The user's settings; the repository's own may only narrow them. */
  readonly settings: Settings;
  /** Reaches models; a function gets the settings with the repository's own merged in. */
  readonly models: ModelDirectory | ((settings: Settings) => ModelDirectory);
  readonly assetDirectory?: string;
  /** Whether the engine is told of every change below the root; by default it is told of none. */
  readonly isWatched?: boolean;
  /** Absolute paths, links resolved, of what this run writes: below the root it is left out of what is read. */
  readonly ownFiles?: readonly string[];
  /**
   * Hears of what goes wrong and does not stop the work, each once: with the code `…-damaged` what was mended at once, with
   * `…-unusable` what stays until somebody does something about it.
   */
  readonly onDiagnostic?: (diagnostic: Diagnostic) => void;
}

export interface OpenedEngine {
  readonly engine: Engine;
  readonly settings: Settings;
  /** What was wrong with the repository's own settings. */
  readonly diagnostics: readonly Diagnostic[];
  /** Takes over what packs are told to hold, with what the repository's own settings add to it. */
  readonly packSettingsChanged: (settings: Settings) => void;
  readonly dispose: () => void;
}

/**
 * Opens Longview over a folder with everything that Node.js brings.
 * @throws AppError `not-a-directory`
 */
export async function openEngine(options: OpenEngineOptions): Promise<OpenedEngine> {
  const root = existingFolder(options.root);
  const warn = (code: string, message: string) =>
    options.onDiagnostic?.({ severity: 'warning', code, message });
  const fileSystem = new NodeFileSystem(root);
  const own = await readRepositorySettings(fileSystem);
  const mergeOver = (values: Settings) =>
    mergeSettings([{ source: 'settings', trust: 'user', values }, ...own.layers]);
  const { settings, diagnostics } = mergeOver(options.settings);
  const assetDirectory = options.assetDirectory ?? new NodeAssetSource().directory;
  const directory = directoryFor(root);
  const written = (options.ownFiles ?? []).map((path) => patternBelow(root, path));
  const ownPatterns = [ownFolderPattern(root), ...written].filter((pattern) => pattern !== undefined);
  const index = openIndex(directory, warn);
  const journal = journalOnDemand({
    path: typeof directory === 'string' ? join(directory, 'journal.sqlite') : directory,
    warn,
  });
  provideVocabularies((name) => vocabularyAsset(assetDirectory, name));
  const isWatched = options.isWatched ?? false;
  // Who edits comes back, and should not wait for grammars each time.
  const workers = new WorkerPool({ assetDirectory, ...(isWatched ? { restMs: watchedRestMs } : {}) });
  const ocr = new TesseractOcrEngine({ assetsDir: `${assetDirectory}/ocr` });
  const pictures = new NodePictureCodec({ assetDirectory });
  const models = typeof options.models === 'function' ? options.models(settings) : options.models;
  const engine = createEngine(
    {
      fileSystem,
      git: new NodeGit(root, (message) => warn('git-unusable', message)),
      analyze: workers.analyze,
      prepareToAnalyze: workers.prepare,
      hash: sha256,
      saveMemory: () => setFlagsFromString('--heap-growing-percent=10'),
      index: index.store,
      journal,
      models,
      ocr,
      pictures,
      keyFrames: new FfmpegKeyFrames({ root }),
      now: Date.now,
    },
    { ...settings, exclude: [...settings.exclude, ownPatternsMark, ...ownPatterns] },
    { isWatched },
  );
  const dispose = () => {
    workers.dispose();
    ocr.dispose();
    pictures.dispose();
    index.store.dispose();
    journal.dispose();
  };
  return {
    engine,
    settings,
    diagnostics: [...own.diagnostics, ...diagnostics, ...index.diagnostics],
    packSettingsChanged: (changed) => {
      const { settings } = mergeOver(changed);
      engine.packSettingsChanged({
        'pack.pin': settings['pack.pin'],
        'pack.leaveOut': settings['pack.leaveOut'],
        'pack.resolutions': settings['pack.resolutions'],
      });
    },
    dispose,
  };
}

/** Longview's own folder for a root, or why there is none. */
function directoryFor(root: string): string | AppError {
  try {
    return storeDirectory(root);
  } catch (error) {
    if (isAppError(error, 'storage')) return error;
    throw error;
  }
}

/** The index can be made again: where it cannot be opened or used, this process has one in memory. */
function openIndex(
  directory: string | AppError,
  warn: (code: string, message: string) => void,
): { store: IndexStore; diagnostics: readonly Diagnostic[] } {
  const path = typeof directory === 'string' ? join(directory, 'index.sqlite') : undefined;
  const storeOver = (disk: SqliteIndexStore | undefined): IndexStore =>
    new SteadyIndexStore({
      disk,
      openMemory: () => new SqliteIndexStore(':memory:'),
      removeDisk: () => removeQuietly(path),
      onFailure: (what, reason) =>
        warn(
          'index-unusable',
          `The index ${path} cannot be ${what}: ${reason}. What this run finds out is not kept.`,
        ),
    });
  try {
    if (path === undefined) throw directory;
    const onDamage = () =>
      warn(
        'index-damaged',
        `The index ${path} was damaged and is made again: a pack that would continue begins anew.`,
      );
    return { store: storeOver(new SqliteIndexStore(path, onDamage)), diagnostics: [] };
  } catch (error) {
    const reason = isAppError(error) ? error.message : `${path} cannot be used: ${messageOf(error)}`;
    const message = `Every file is read anew: ${reason}`;
    const diagnostic = { severity: 'warning', code: 'index-unusable', message } as const;
    return { store: storeOver(undefined), diagnostics: [diagnostic] };
  }
}

function removeQuietly(path: string | undefined): void {
  try {
    if (path !== undefined) removeIndex(path);
  } catch {
    // The next process is told of it, too.
  }
}

function existingFolder(path: string): string {
  try {
    const real = realpathSync(path);
    if (statSync(real).isDirectory()) return real;
  } catch (error) {
    throw new AppError('not-a-directory', `There is no folder ${path}.`, { cause: error });
  }
  throw new AppError('not-a-directory', `${path} is not a folder.`);
}

/** Loaded when the first file is hashed: making OpenSSL ready takes as long as half a command that finds nothing to do. */
function sha256(bytes: Uint8Array): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', bytes, 'hex');
}
