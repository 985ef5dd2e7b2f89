// One phase of the speed benchmark in a process of its own, so that its time and memory are its own.
// usage: run-phase.ts bare|cold|warm|edit DIR HOME; prints one line of JSON
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadRepository } from '../../../src/core/analysis/load-repository.ts';
import { replaceFiles } from '../../../src/core/analysis/replace-files.ts';
import { mapConcurrent } from '../../../src/core/base/concurrency.ts';
import { GraphSession } from '../../../src/core/graph/graph-session.ts';
import { languageById } from '../../../src/core/workspace/language-registry.ts';
import { scanWorkspace } from '../../../src/core/workspace/scan-workspace.ts';
import { NodeFileSystem } from '../../../src/node/node-file-system.ts';
import { NodeGit } from '../../../src/node/node-git.ts';
import { SqliteIndexStore } from '../../../src/node/sqlite-index-store.ts';
import { WorkerPool } from '../../../src/node/worker-pool.ts';

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
    { limit: 24 },
  );
  return { files: parsed.length, bytes: bytesRead, ms: performance.now() - startedAt };
}

async function whole(): Promise<object> {
  const startedAt = performance.now();
  const store = new SqliteIndexStore(join(home, 'index.sqlite'));
  let parses = 0;
  const take = async (session: GraphSession) => {
    const repository = await loadRepository({
      scanned: await scan(),
      fileSystem,
      analyze: (input, options) => {
        parses++;
        return pool.analyze(input, options);
      },
      cache: { get: (key) => store.getAnalysis(key), put: (entries) => store.putAnalyses(entries) },
    });
    return { repository, graph: await session.build(repository) };
  };
  const session = new GraphSession();
  const { repository, graph } = await take(session);
  const ms = performance.now() - startedAt;
  const facts = { files: repository.files.length, edges: graph.edges.length, uses: graph.uses.length, parses, ms };
  if (phase !== 'edit') return facts;
  const code = repository.files.filter(({ syntax }) => (syntax?.symbols.length ?? 0) > 0);
  const editMs: number[] = [];
  let current = repository;
  for (let round = 0; round < 20; round++) {
    const { path, language } = code[Math.floor(((round + 0.5) * code.length) / 20)] as (typeof code)[number];
    const before = readFileSync(join(directory, path));
    appendFileSync(join(directory, path), language === 'python' ? '\n# edited\n' : '\n// edited\n');
    try {
      const editedAt = performance.now();
      current = await loadRepositoryEdit(current, path);
      await session.update(current);
      editMs.push(performance.now() - editedAt);
    } finally {
      writeFileSync(join(directory, path), before);
    }
    current = await loadRepositoryEdit(current, path);
    await session.update(current);
  }
  editMs.sort((a, b) => a - b);
  return { ...facts, editMs: editMs[10], slowestEditMs: editMs.at(-1) };

  async function loadRepositoryEdit(known: typeof repository, path: string): Promise<typeof repository> {
    const replaced = await replaceFiles(known, [path], { fileSystem, analyze: pool.analyze });
    if (replaced === undefined) throw new Error(`${path} could not be read again.`);
    return replaced;
  }
}

const result = phase === 'bare' ? await bare() : await whole();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({ ...result, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 }),
);
pool.dispose();
