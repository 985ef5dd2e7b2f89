import { contentHash } from './base/content-hash.ts';
import type { RunOptions } from './base/progress.ts';
import type { PackedContext, PackPart } from './context/pack-repository.ts';
import type { PackRequest } from './engine-api.ts';
import type { EnginePorts } from './engine-ports.ts';
import { isSettled, stampOf } from './folder-stamp.ts';
import type { Settings } from './settings/settings-table.ts';
import { type ScannedWorkspace, scanWorkspace } from './workspace/scan-workspace.ts';

/** Raised whenever the same files give another pack than before. */
const packFormat = 8;

export interface CachedPackInput {
  readonly ports: EnginePorts;
  readonly settings: Settings;
  readonly request: PackRequest;
  /** Makes the pack of what was scanned. */
  readonly make: (scanned: ScannedWorkspace) => Promise<PackedContext>;
}

/**
 * The pack of a folder. As long as every file has the size and the time that it had the last time, and HEAD, settings and
 * request are the same, it comes out of the index: no file is read and nothing is counted.
 */
export async function cachedPack(
  { ports, settings, request, make }: CachedPackInput,
  options: RunOptions,
): Promise<PackedContext> {
  const { fileSystem, git, index } = ports;
  const { exclude, maxFileBytes } = settings;
  const startedAt = ports.now();
  const head = git.head(options);
  head.catch(() => undefined); // awaited below; an earlier failure must not be unhandled
  const scanned = await scanWorkspace({ fileSystem, git, exclude, maxFileBytes }, options);
  // What changed since a reference is another question to git each time.
  if (request.since !== undefined) return make(scanned);
  const { counter, ...rest } = request;
  const inputs = [
    ...[packFormat, await head, counter?.family, counter?.factor, settings.order, settings.contextBudget],
    ...[scanned.leftOut, rest],
  ];
  const key = `${stampOf(scanned, maxFileBytes)} ${contentHash(JSON.stringify(inputs))}`;
  const known = index.getFact('pack', key);
  const remembered = known === undefined ? undefined : decodePack(known);
  if (remembered !== undefined) return remembered;
  const packed = await make(scanned);
  // Pictures are remembered one by one where they are read; which of those inside files enter may depend on the time left.
  const hasPictures =
    packed.attachments.length > 0 || packed.entries.some(({ inside }) => inside !== undefined);
  if (!hasPictures && isSettled(scanned, startedAt)) index.putFact('pack', key, encodePack(packed));
  return packed;
}

/** The facts on one line, then the text as it is. */
export function encodePack({ text, parts, ...facts }: PackedContext): string {
  const lengths = parts.map(({ text: own, ...part }) => ({ ...part, length: own.length }));
  return `${JSON.stringify({ ...facts, parts: lengths })}\n${text}`;
}

/** Undefined for what is damaged. */
export function decodePack(encoded: string): PackedContext | undefined {
  const lineEnd = encoded.indexOf('\n');
  const read = readFacts(encoded.slice(0, lineEnd));
  if (read === undefined) return undefined;
  const { parts: lengths, ...facts } = read;
  const text = encoded.slice(lineEnd + 1);
  let at = 0;
  const parts = lengths.map(({ length, ...part }) => {
    at += length;
    return { ...part, text: text.slice(at - length, at) };
  });
  return at === text.length ? { ...facts, text, parts } : undefined;
}

type EncodedFacts = Omit<PackedContext, 'text' | 'parts'> & {
  readonly parts: readonly (Omit<PackPart, 'text'> & { readonly length: number })[];
};

function readFacts(json: string): EncodedFacts | undefined {
  try {
    return JSON.parse(json) as EncodedFacts;
  } catch {
    return undefined;
  }
}
