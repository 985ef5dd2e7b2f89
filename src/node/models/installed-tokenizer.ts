import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError, countYielding, type LocalTokenizer, readTokenizerFile } from '../../core/index.ts';

/** Where a vocabulary may lie. */
export interface InstalledTokenizerOptions {
  /** The setting `tokenizerFile`; empty: none was named. */
  readonly tokenizerFile: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The largest vocabularies in use take 35 MB. */
const largestFile = 64_000_000;

/**
 * The vocabulary of a model with open weights: the file that the settings name, else the `tokenizer.json` of
 * `MAKER/MODEL` in Hugging Face's cache, as vLLM and others leave it there. Reads a file of some megabytes in a fraction
 * of a second; keep the result.
 *
 * @throws AppError `configuration` for a file of the settings that cannot be read or counted by
 */
export async function findInstalledTokenizer(
  model: string,
  { tokenizerFile, environment }: InstalledTokenizerOptions,
): Promise<LocalTokenizer | undefined> {
  if (tokenizerFile !== '') {
    const read = await readTokenizer(tokenizerFile);
    if ('count' in read) return read;
    throw new AppError('configuration', `'longview.tokenizerFile' cannot be counted by: ${read.reason}.`);
  }
  const cached = await cachedTokenizerPath(model, environment);
  if (cached === undefined) return undefined;
  const read = await readTokenizer(cached);
  return 'count' in read ? { ...read, source: `tokenizer.json of ${model}` } : undefined;
}

/** The cache's layout: a folder for each model, a file that names its revision, a folder for each revision. */
async function cachedTokenizerPath(
  model: string,
  environment: InstalledTokenizerOptions['environment'],
): Promise<string | undefined> {
  const [, maker, name] = /^(\w[\w.-]*)\/(\w[\w.-]*)$/.exec(model) ?? [];
  const home = environment.HOME ?? environment.USERPROFILE;
  const caches = environment.XDG_CACHE_HOME ?? (home && join(home, '.cache'));
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
  let json: string;
  try {
    const { size } = await stat(path);
    if (size > largestFile) return { reason: `it is larger than ${largestFile} bytes` };
    json = await readFile(path, 'utf8');
  } catch {
    return { reason: 'it cannot be read' };
  }
  const read = readTokenizerFile(json);
  if ('reason' in read) return read;
  const { encoding, normalize } = read;
  return {
    source: basename(path),
    count: (text, { signal } = {}) => countYielding(encoding, normalize(text), signal),
  };
}
