import assert from 'node:assert/strict';
import { analyzeFile, type FileAnalysis } from '../../src/core/analysis/analyze-file.ts';
import { type AnalyzeFile, loadRepository } from '../../src/core/analysis/load-repository.ts';
import type { EnginePorts } from '../../src/core/engine-ports.ts';
import { buildDependencyGraph } from '../../src/core/graph/build-dependency-graph.ts';
import { LiveRepository, type LiveState } from '../../src/core/live-repository.ts';
import { defaultSettings } from '../../src/core/settings/settings-table.ts';
import { scanWorkspace } from '../../src/core/workspace/scan-workspace.ts';
import { fakeGit } from './fake-git.ts';
import { type MemoryEntry, MemoryFileSystem } from './memory-file-system.ts';
import { parsers } from './repository-of.ts';

/** Files of more than 2,000 bytes are not read. */
export const settings = { ...defaultSettings, maxFileBytes: 2_000 };
export const inThread: AnalyzeFile = (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 });

/** A folder in memory with a live repository over it, which notes what it analyses. */
export class LiveFolder {
  readonly fileSystem: MemoryFileSystem;
  readonly analyzed: string[] = [];
  readonly live: LiveRepository;
  analyze: AnalyzeFile = inThread;
  git = fakeGit();

  constructor(entries: Readonly<Record<string, MemoryEntry>>) {
    this.fileSystem = new MemoryFileSystem(entries);
    const stored = new Map<string, FileAnalysis>();
    const index: Pick<EnginePorts['index'], 'getAnalysis' | 'putAnalyses'> = {
      getAnalysis: (key) => stored.get(key),
      putAnalyses: (added) => {
        for (const [key, analysis] of added) stored.set(key, structuredClone(analysis));
      },
    };
    const ports: Partial<EnginePorts> = {
      fileSystem: this.fileSystem,
      git: { ...fakeGit(), listFiles: (options) => this.git.listFiles(options) },
      analyze: (input, options) => {
        this.analyzed.push(input.path);
        return this.analyze(input, options);
      },
      index: index as EnginePorts['index'],
      now: Date.now,
    };
    this.live = new LiveRepository(ports as EnginePorts, settings);
  }

  /** Writes files; undefined deletes. */
  async edit(edits: Readonly<Record<string, string | undefined>>): Promise<void> {
    for (const [path, text] of Object.entries(edits)) {
      if (text === undefined) await this.fileSystem.remove(path);
      else await this.fileSystem.write(path, new TextEncoder().encode(text));
    }
  }

  /** The state is what a first look at the files says. */
  async assertFresh({ repository, graph, isIgnored }: LiveState, message?: string): Promise<void> {
    const { fileSystem } = this;
    const scanned = await scanWorkspace({ fileSystem, git: this.git, ...settings });
    const cache = { get: () => undefined, put: () => undefined };
    const fresh = await loadRepository({ scanned, fileSystem, analyze: inThread, cache });
    assert.deepEqual(repository, fresh, message);
    assert.deepEqual(graph, await buildDependencyGraph(fresh), message);
    for (const path of ['x.log', 'out/x.ts', 'a.ts'])
      assert.equal(isIgnored(path), scanned.isIgnored(path), path);
  }
}
