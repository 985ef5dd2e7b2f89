import { contentHash } from './base/content-hash.ts';
import type { RunOptions } from './base/progress.ts';
import type { CountedPack } from './context/pack-by-count.ts';
import type { PackPart } from './context/pack-repository.ts';
import type { PackRequest } from './engine-api.ts';
import type { EnginePorts } from './engine-ports.ts';
import { isSettled, stampOf } from './folder-stamp.ts';
import type { PackTextCounter } from './pack-text-counter.ts';
import type { Settings } from './settings/settings-table.ts';
import type { Counting, TokenCounter } from './tokens/model-token-counter.ts';
import { type ScannedWorkspace, scanWorkspace } from './workspace/scan-workspace.ts';

/** Raised whenever the same files give another pack than before. */
const packFormat = 10;

export interface CachedPackInput {
  readonly ports: EnginePorts;
  readonly settings: Settings;
  readonly request: PackRequest;
  /** The bound that an estimate rests on. */
  readonly counter: TokenCounter;
  /** What counts better than that, if anything may. */
  readonly textCounter: PackTextCounter | undefined;
  /** Makes the pack of what was scanned, and counts it. */
  readonly make: (scanned: ScannedWorkspace) => Promise<CountedPack>;
}

/**
 * The pack of a folder. As long as every file has the size and the time that it had the last time, and HEAD, settings and
 * request are the same, it comes out of the index: no file is read and nothing is counted or sent. What was counted holds
 * whatever the calibration says by now; an estimate holds as long as there is no other, and nothing that counts better.
 */
export async function cachedPack(
  { ports, settings, request, counter, textCounter, make }: CachedPackInput,
  options: RunOptions,
): Promise<CountedPack> {
  const { fileSystem, git, index } = ports;
  const { exclude, maxFileBytes } = settings;
  const startedAt = ports.now();
  const head = git.head(options);
  head.catch(() => undefined); // awaited below; an earlier failure must not be unhandled
  const scanned = await scanWorkspace({ fileSystem, git, exclude, maxFileBytes }, options);
  // What changed since a reference is another question to git each time.
  if (request.since !== undefined) return make(scanned);
  const { order, contextBudget, baseUrl, tokenizerFile } = settings;
  const inputs = [
    ...[packFormat, await head, order, contextBudget, scanned.leftOut, request],
    // What a count rests on besides the text; an estimate's factor is compared.
    ...[counter.family, counter.exact, textCounter === undefined, baseUrl, tokenizerFile],
    await textCounter?.vocabulary(options),
  ];
  const key = `${stampOf(scanned, maxFileBytes)} ${contentHash(JSON.stringify(inputs))}`;
  const holds = async ({ source, factor }: Counting) =>
    source !== 'estimate' || (factor === counter.factor && !(await textCounter?.canCount(options)));
  const known = index.getFact('pack', key);
  const remembered = known === undefined ? undefined : decodePack(known);
  if (remembered !== undefined && (await holds(remembered.counting))) return remembered;
  const counted = await make(scanned);
  const { packed, warnings } = counted;
  // Pictures are remembered one by one where they are read; which of those inside files enter may depend on the time left.
  const hasPictures =
    packed.attachments.length > 0 || packed.entries.some(({ inside }) => inside !== undefined);
  // One that could not be counted this time is tried again the next.
  const isWhole = !hasPictures && warnings.length === 0;
  if (isWhole && isSettled(scanned, startedAt)) index.putFact('pack', key, encodePack(counted));
  return counted;
}

/** The facts on one line, then the text as it is. */
export function encodePack({
  packed: { text, parts, ...facts },
  counting,
}: Pick<CountedPack, 'packed' | 'counting'>): string {
  const lengths = parts.map(({ text: own, ...part }) => ({ ...part, length: own.length }));
  const encoded: EncodedFacts = { counting, packed: { ...facts, parts: lengths } };
  return `${JSON.stringify(encoded)}\n${text}`;
}

/** Undefined for what is damaged. */
export function decodePack(encoded: string): CountedPack | undefined {
  const lineEnd = encoded.indexOf('\n');
  const read = readFacts(encoded.slice(0, lineEnd));
  if (read === undefined) return undefined;
  const { parts: lengths, ...facts } = read.packed;
  const text = encoded.slice(lineEnd + 1);
  let at = 0;
  const parts = lengths.map(({ length, ...part }) => {
    at += length;
    return { ...part, text: text.slice(at - length, at) };
  });
  if (at !== text.length) return undefined;
  return { packed: { ...facts, text, parts }, counting: read.counting, warnings: [] };
}

interface EncodedFacts extends Pick<CountedPack, 'counting'> {
  readonly packed: Omit<CountedPack['packed'], 'text' | 'parts'> & {
    readonly parts: readonly (Omit<PackPart, 'text'> & { readonly length: number })[];
  };
}

function readFacts(json: string): EncodedFacts | undefined {
  try {
    return JSON.parse(json) as EncodedFacts;
  } catch {
    return undefined;
  }
}
