// One phase of the speed benchmark in a process of its own, so that its time and memory are its own.
// usage: run-phase.ts bare|cold|warm|edit|cancel DIR HOME; prints one line of JSON
import { hash } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadRepository } from '../../../src/core/analysis/load-repository.ts';
import { replaceFiles } from '../../../src/core/analysis/replace-files.ts';
import { mapConcurrent } from '../../../src/core/base/concurrency.ts';
import type { EnginePorts } from '../../../src/core/engine-ports.ts';
import { GraphSession } from '../../../src/core/graph/graph-session.ts';
import { defaultSettings } from '../../../src/core/settings/settings-table.ts';
import { takeGraph } from '../../../src/core/take-graph.ts';
import { languageById } from '../../../src/core/workspace/language-registry.ts';
import { scanWorkspace } from '../../../src/core/workspace/scan-workspace.ts';
import { NodeFileSystem } from '../../../src/node/node-file-system.ts';
import { NodeGit } from '../../../src/node/node-git.ts';
import { SqliteIndexStore } from '../../../src/node/sqlite-index-store.ts';
import { WorkerPool } from '../../../src/node/worker-pool.ts';

const edits = 20;
const sha256 = (bytes: Uint8Array) => hash('sha256', bytes, 'hex');
const [phase = '', directory = '', home = ''] = process.argv.slice(2);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const assetDirectory = join(root, 'dist/assets');
const fileSystem = new NodeFileSystem(directory);
const git = new NodeGit(directory);
const workerUrl =
  phase === 'bare'
    ? new URL('./bare-parse-worker.ts', import.meta.url)
    : new URL('../../../dist/parse-worker.js', import.meta.url);
const pool = new WorkerPool({ assetDirectory, workerUrl, parseTimeoutMs: 60_000 });
const scan = () => scanWorkspace({ fileSystem, git, exclude: [], maxFileBytes: 2_000_000 });

async function bare(): Promise<object> {
  const { files } = await scan();
  const parsed = files.filter(
    ({ kind, language }) => kind === 'text' && languageById(language ?? '')?.grammar !== undefined,
  );
  const startedAt = performance.now();
  let bytesRead = 0;
  await mapConcurrent(
    parsed,
    async ({ path, kind, role, language }) => {
      const bytes = await fileSystem.read(path);
      bytesRead += bytes.length;
      await pool.analyze({ path, kind, role, language, bytes }, {});
    },
    { limit: 64 },
  );
  return { files: parsed.length, bytes: bytesRead, ms: performance.now() - startedAt };
}

async function whole(): Promise<object> {
  const startedAt = performance.now();
  const index = new SqliteIndexStore(join(home, 'index.sqlite'));
  let parses = 0;
  const analyze: typeof pool.analyze = (input, options) => {
    parses++;
    return pool.analyze(input, options);
  };
  const ports = { fileSystem, git, index, analyze, hash: sha256, now: Date.now } as unknown as EnginePorts;
  const { files, graph } = await takeGraph(ports, defaultSettings, {});
  const ms = performance.now() - startedAt;
  return { files: files.length, edges: graph.edges.length, uses: graph.uses.length, parses, ms };
}

/** Twenty files, one after the other, get a comment at their end; each time the graph is brought up to date, and back. */
async function edit(): Promise<object> {
  const index = new SqliteIndexStore(join(home, 'index.sqlite'));
  const cache = {
    get: (key: string) => index.getAnalysis(key),
    put: (entries: Parameters<typeof index.putAnalyses>[0]) => index.putAnalyses(entries),
  };
  const input = { fileSystem, analyze: pool.analyze, counts: false };
  let repository = await loadRepository({ ...input, cache, scanned: await scan() });
  const session = new GraphSession();
  await session.build(repository);
  const code = repository.files.filter(({ syntax }) => (syntax?.symbols.length ?? 0) > 0);
  const update = async (path: string) => {
    const replaced = await replaceFiles(repository, [path], input);
    if (replaced === undefined) throw new Error(`${path} could not be read again.`);
    repository = replaced;
    await session.update(repository);
  };
  const editMs: number[] = [];
  for (let round = 0; round < edits; round++) {
    const { path, language } = code[
      Math.floor(((round + 0.5) * code.length) / edits)
    ] as (typeof code)[number];
    const file = join(directory, path);
    const before = readFileSync(file);
    appendFileSync(file, language === 'python' || language === 'ruby' ? '\n# edited\n' : '\n// edited\n');
    try {
      const editedAt = performance.now();
      await update(path);
      editMs.push(performance.now() - editedAt);
    } finally {
      writeFileSync(file, before);
    }
    await update(path);
  }
  editMs.sort((a, b) => a - b);
  return { files: repository.files.length, editMs: editMs[edits >> 1], slowestEditMs: editMs.at(-1) };
}

/** How long a cancelled graph takes to end, at points spread over a first look and over one whose files are known. */
async function cancel(): Promise<object> {
  const take = async (index: SqliteIndexStore, signal?: AbortSignal) => {
    const ports = { fileSystem, git, index, analyze: pool.analyze, now: () => 0 } as unknown as EnginePorts;
    await takeGraph(ports, defaultSettings, signal === undefined ? {} : { signal });
  };
  /** Milliseconds from the signal to the rejection; undefined if the graph was there before. */
  const cancelledAfter = async (index: SqliteIndexStore, delayMs: number): Promise<number | undefined> => {
    const controller = new AbortController();
    let abortedAt: number | undefined;
    // A thread that is busy would run the timer late; when it should have run is what counts.
    const dueAt = performance.now() + delayMs;
    const timer = setTimeout(() => {
      abortedAt = dueAt;
      controller.abort();
    }, delayMs);
    try {
      await take(index, controller.signal);
      clearTimeout(timer);
      return undefined;
    } catch {
      return performance.now() - (abortedAt ?? performance.now());
    }
  };
  const filled = new SqliteIndexStore(':memory:');
  const startedAt = performance.now();
  await take(filled);
  const coldMs = performance.now() - startedAt;
  await take(filled);
  const knownMs = performance.now() - startedAt - coldMs;
  const cancelMs: number[] = [];
  const collect = (ms: number | undefined) => ms !== undefined && cancelMs.push(ms);
  for (let point = 1; point <= 40; point++) collect(await cancelledAfter(filled, (knownMs * point) / 41));
  for (let point = 1; point <= 5; point++)
    collect(await cancelledAfter(new SqliteIndexStore(':memory:'), (coldMs * point) / 6));
  cancelMs.sort((a, b) => a - b);
  return {
    points: cancelMs.length,
    cancelMs: cancelMs[cancelMs.length >> 1],
    slowestCancelMs: cancelMs.at(-1),
  };
}

const run = { bare, cold: whole, warm: whole, edit, cancel }[phase];
if (run === undefined) throw new Error(`There is no phase '${phase}'.`);
const result = await run();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({ ...result, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 }),
);
pool.dispose();
