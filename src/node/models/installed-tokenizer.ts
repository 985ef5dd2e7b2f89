import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import {
  AppError,
  countYielding,
  type LocalTokenizer,
  type ReadTokenizer,
  readTokenizerFile,
} from '../../core/index.ts';
import { readGgufTokenizer } from './gguf-tokenizer.ts';

/** Where a vocabulary may lie. */
export interface InstalledTokenizerOptions {
  /** The setting `tokenizerFile`; empty: none was named. */
  readonly tokenizerFile: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The largest vocabularies in use take 35 MB. */
const largestFile = 64_000_000;

/**
 * The vocabulary of a model with open weights: the file that the settings name (`tokenizer.json`, or GGUF), else the one in
 * the weights that Ollama has pulled, or the `tokenizer.json` of `MAKER/MODEL` in Hugging Face's cache, as vLLM and others
 * leave it there. Reads some megabytes in about a second; keep the result.
 *
 * @throws AppError `configuration` for a file of the settings that cannot be read or counted by
 */
export async function findInstalledTokenizer(
  provider: 'ollama' | 'compatible',
  model: string,
  options: InstalledTokenizerOptions,
): Promise<LocalTokenizer | undefined> {
  const path = await tokenizerPath(provider, model, options);
  if (path === undefined) return undefined;
  const read = await readTokenizer(path);
  if (options.tokenizerFile !== '') {
    if ('count' in read) return read;
    throw new AppError('configuration', `'longview.tokenizerFile' cannot be counted by: ${read.reason}.`);
  }
  if (!('count' in read)) return undefined;
  return { ...read, source: provider === 'ollama' ? `GGUF file of ${model}` : `tokenizer.json of ${model}` };
}

/** What {@link findInstalledTokenizer} would read: its path, size and time; undefined where there is nothing. Reads it not. */
export async function installedTokenizerStamp(
  provider: 'ollama' | 'compatible',
  model: string,
  options: InstalledTokenizerOptions,
): Promise<string | undefined> {
  const path = await tokenizerPath(provider, model, options);
  if (path === undefined) return undefined;
  try {
    const { size, mtimeMs } = await stat(path);
    return `${path} ${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

async function tokenizerPath(
  provider: 'ollama' | 'compatible',
  model: string,
  { tokenizerFile, environment }: InstalledTokenizerOptions,
): Promise<string | undefined> {
  if (tokenizerFile !== '') return tokenizerFile;
  return provider === 'ollama'
    ? ollamaModelPath(model, environment)
    : cachedTokenizerPath(model, environment);
}

const manifestSchema = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) })),
});

/** Where Ollama keeps the weights of `[NAMESPACE/]NAME[:TAG]`: a manifest names the file by its hash. */
async function ollamaModelPath(
  model: string,
  environment: InstalledTokenizerOptions['environment'],
): Promise<string | undefined> {
  const parts = /^(?:(\w[\w.-]*)\/)?(\w[\w.-]*)(?::(\w[\w.-]*))?$/.exec(model);
  const home = homeOf(environment);
  const folder = environment.OLLAMA_MODELS ?? (home && join(home, '.ollama', 'models'));
  if (parts === null || folder === undefined) return undefined;
  const [, namespace = 'library', name = '', tag = 'latest'] = parts;
  const manifest = join(folder, 'manifests', 'registry.ollama.ai', namespace, name, tag);
  try {
    const { layers } = manifestSchema.parse(JSON.parse(await readFile(manifest, 'utf8')));
    const weights = layers.find(({ mediaType }) => mediaType === 'application/vnd.ollama.image.model');
    return weights && join(folder, 'blobs', weights.digest.replace(':', '-'));
  } catch {
    return undefined;
  }
}

function homeOf(environment: InstalledTokenizerOptions['environment']): string | undefined {
  return environment.HOME ?? environment.USERPROFILE;
}

/** The cache's layout: a folder for each model, a file that names its revision, a folder for each revision. */
async function cachedTokenizerPath(
  model: string,
  environment: InstalledTokenizerOptions['environment'],
): Promise<string | undefined> {
  const [, maker, name] = /^(\w[\w.-]*)\/(\w[\w.-]*)$/.exec(model) ?? [];
  const home = homeOf(environment);
  const caches = environment.XDG_CACHE_HOME || (home && join(home, '.cache'));
  const huggingFace = environment.HF_HOME ?? (caches && join(caches, 'huggingface'));
  const hub = environment.HF_HUB_CACHE ?? (huggingFace && join(huggingFace, 'hub'));
  if (maker === undefined || name === undefined || hub === undefined) return undefined;
  const folder = join(hub, `models--${maker}--${name}`);
  try {
    const revision = (await readFile(join(folder, 'refs', 'main'), 'utf8')).trim();
    return /^\w+$/.test(revision) ? join(folder, 'snapshots', revision, 'tokenizer.json') : undefined;
  } catch {
    return undefined;
  }
}

async function readTokenizer(path: string): Promise<LocalTokenizer | { readonly reason: string }> {
  const read = path.endsWith('.json') ? await readJsonTokenizer(path) : await readGgufTokenizer(path);
  if ('reason' in read) return read;
  const { encoding, normalize } = read;
  return {
    source: basename(path),
    count: (text, { signal } = {}) => countYielding(encoding, normalize(text), signal),
  };
}

async function readJsonTokenizer(path: string): Promise<ReadTokenizer> {
  try {
    const { size } = await stat(path);
    if (size > largestFile) return { reason: `it is larger than ${largestFile} bytes` };
    return readTokenizerFile(await readFile(path, 'utf8'));
  } catch {
    return { reason: 'it cannot be read' };
  }
}
