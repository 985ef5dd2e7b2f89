import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createEngine } from '../../../src/core/engine.ts';
import type { EnginePorts } from '../../../src/core/engine-ports.ts';
import { defaultSettings } from '../../../src/core/settings/settings-table.ts';
import type { FolderGraph } from '../../../src/core/take-graph.ts';
import { NodeAssetSource } from '../../../src/node/node-asset-source.ts';
import { NodeFileSystem } from '../../../src/node/node-file-system.ts';
import { NodeGit } from '../../../src/node/node-git.ts';
import { SqliteIndexStore } from '../../../src/node/sqlite-index-store.ts';
import { WorkerPool, type WorkerPoolOptions } from '../../../src/node/worker-pool.ts';
import { ensureBuilt } from '../../integration/run-cli.ts';

await ensureBuilt();

/** A folder for one test with a graph of it, taken as the program takes it: from the disk, through workers. */
export interface HostileFolder extends Disposable {
  readonly path: string;
  /** Where the index lies, outside of the folder. */
  readonly indexPath: string;
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => void;
  readonly graph: (options?: GraphOptions) => Promise<FolderGraph>;
}

export interface GraphOptions extends Partial<WorkerPoolOptions> {
  readonly signal?: AbortSignal;
  /** Changes what the engine reaches, before it is made. */
  readonly ports?: (ports: EnginePorts) => EnginePorts;
}

/** An empty folder that git does not know; it is removed when it goes out of scope. */
export function hostileFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): HostileFolder {
  const whole = mkdtempSync(join(tmpdir(), 'longview-hostile-'));
  const path = join(whole, 'folder');
  const indexPath = join(whole, 'index.sqlite');
  mkdirSync(path);
  const write = (more: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [name, content] of Object.entries(more)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    }
  };
  write(files);
  return {
    path,
    indexPath,
    write,
    graph: (options) => graphOf(path, indexPath, options),
    [Symbol.dispose]: () => rmSync(whole, { recursive: true, force: true }),
  };
}

async function graphOf(
  path: string,
  indexPath: string,
  { signal, ports: changed = (ports) => ports, ...poolOptions }: GraphOptions = {},
): Promise<FolderGraph> {
  const { directory: assetDirectory } = new NodeAssetSource();
  using pool = disposable(new WorkerPool({ assetDirectory, size: 2, ...poolOptions }));
  using index = disposable(new SqliteIndexStore(indexPath));
  const ports = {
    fileSystem: new NodeFileSystem(path),
    git: new NodeGit(path),
    analyze: pool.value.analyze,
    index: index.value,
    now: Date.now,
  };
  // A graph reaches no model and no journal.
  const engine = createEngine(changed(ports as unknown as EnginePorts), defaultSettings);
  return await engine.graph(signal === undefined ? {} : { signal });
}

function disposable<T extends { dispose(): void }>(value: T): { readonly value: T } & Disposable {
  return { value, [Symbol.dispose]: () => value.dispose() };
}

/** `code path` of each diagnostic, sorted. */
export function told({ diagnostics }: Pick<FolderGraph, 'diagnostics'>): string[] {
  return diagnostics.map(({ code, path }) => `${code} ${path}`).sort();
}

/** `from > to` of each import that leads to a file. */
export function importsOf({ graph }: FolderGraph): string[] {
  return graph.edges.map(({ from, to }) => `${from} > ${to}`);
}

/** `from > to symbol` of each use. */
export function usesOf({ graph }: FolderGraph): string[] {
  return graph.uses.map(({ from, to, symbol }) => `${from} > ${to} ${symbol}`);
}
