import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { analyzeFile } from '../../src/core/analysis/analyze-file.ts';
import { loadRepository } from '../../src/core/analysis/load-repository.ts';
import type { Repository, SourceFile } from '../../src/core/analysis/repository.ts';
import type { Git } from '../../src/core/ports/git.ts';
import { type GrammarAssets, ParserPool } from '../../src/core/syntax/parser.ts';
import { scanWorkspace } from '../../src/core/workspace/scan-workspace.ts';
import { documents } from './document-reader.ts';
import { fakeGit } from './fake-git.ts';
import { type MemoryEntry, MemoryFileSystem } from './memory-file-system.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface GrammarFile {
  readonly package: string;
  readonly file: string;
}

/** Grammars and queries where the build takes them from, so that unit tests need no build. */
export const sourceGrammarAssets: GrammarAssets = {
  runtime: async () => readPackaged((await manifest()).runtime),
  grammar: async (name) => {
    const entry = (await manifest()).grammars[name];
    if (entry === undefined) throw new Error(`grammars/manifest.json lacks ${name}.`);
    return readPackaged(entry);
  },
  query: (folder, file) => readFile(`${root}grammars/${folder}/${file}.scm`, 'utf8'),
};

/** Grammars are loaded once for each test file. */
export const parsers = new ParserPool(sourceGrammarAssets);

export interface RepositoryOfOptions {
  readonly git?: Git;
  readonly exclude?: readonly string[];
  readonly maxFileBytes?: number;
}

/** A repository whose files lie in memory, read, redacted, parsed and counted as in life, in this thread. */
export async function repositoryOf(
  entries: Readonly<Record<string, MemoryEntry>>,
  { git = fakeGit(), exclude = [], maxFileBytes = 2_000_000 }: RepositoryOfOptions = {},
): Promise<Repository> {
  const fileSystem = new MemoryFileSystem(entries);
  const scanned = await scanWorkspace({ fileSystem, git, exclude, maxFileBytes });
  return loadRepository({
    scanned,
    fileSystem,
    analyze: (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 }, documents),
    cache: { get: () => undefined, put: () => undefined },
  });
}

/** One file, as {@link repositoryOf} reads it. */
export async function sourceFileOf(path: string, content: string | Uint8Array): Promise<SourceFile> {
  const { files } = await repositoryOf({ [path]: content });
  const [file] = files;
  if (file === undefined) throw new Error(`${path} was left out.`);
  return file;
}

async function manifest(): Promise<{
  readonly runtime: GrammarFile;
  readonly grammars: Readonly<Record<string, GrammarFile>>;
}> {
  return JSON.parse(await readFile(`${root}grammars/manifest.json`, 'utf8'));
}

function readPackaged({ package: name, file }: GrammarFile): Promise<Uint8Array> {
  return readFile(`${root}node_modules/${name}/${file}`);
}
