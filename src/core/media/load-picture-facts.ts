import { mapConcurrent } from '../base/concurrency.ts';
import { contentHash } from '../base/content-hash.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { PictureCodec } from '../ports/picture-codec.ts';
import { type PictureFacts, pictureFactsFormat } from './picture-facts.ts';
import { type PictureFile, pictureBytes } from './picture-file.ts';

export interface LoadPictureFactsInput {
  readonly pictures: readonly PictureFile[];
  readonly fileSystem: Pick<FileSystem, 'read'>;
  readonly codec: Pick<PictureCodec, 'readFacts'>;
  readonly index: Pick<IndexStore, 'getFact' | 'putFact'>;
}

export interface LoadedPictureFacts {
  /** By path; undefined for what cannot be read as a picture, which a diagnostic explains. */
  readonly facts: ReadonlyMap<string, PictureFacts | undefined>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is remembered: facts by the hash of the bytes, and which bytes a file had when it was last read. */
interface RememberedPictures {
  readonly contents: Readonly<Record<string, { readonly facts?: PictureFacts; readonly problem?: string }>>;
  readonly files: Readonly<Record<string, { readonly stamp: string; readonly content: string }>>;
}

/** Larger files are not read at all. */
export const LARGEST_PICTURE_BYTES = 20_000_000;

/** Reads under way at once: decoded pictures are large, and there are few threads. */
const concurrentPictures = 6;

const FACT_KIND = 'pictures';

/** The facts of a repository's pictures; only those that are new or changed are read and decoded. */
export async function loadPictureFacts(
  { pictures, fileSystem, codec, index }: LoadPictureFactsInput,
  options: RunOptions = {},
): Promise<LoadedPictureFacts> {
  const remembered = recall(index);
  const contents: Record<string, { facts?: PictureFacts; problem?: string }> = {};
  const files: Record<string, { stamp: string; content: string }> = {};
  const facts = new Map<string, PictureFacts | undefined>();
  const diagnostics: Diagnostic[] = [];
  let isChanged = false;
  const keep = (picture: PictureFile, content: string, entry: { facts?: PictureFacts; problem?: string }) => {
    contents[content] = entry;
    files[picture.path] = { stamp: picture.contentHash, content };
    facts.set(picture.path, entry.facts);
    if (entry.problem !== undefined) diagnostics.push(unreadable(picture.path, entry.problem));
  };
  const load = async (picture: PictureFile) => {
    const { path, size } = picture;
    const known = remembered.files[path];
    const entry = known?.stamp === picture.contentHash ? remembered.contents[known.content] : undefined;
    if (known !== undefined && entry !== undefined) return keep(picture, known.content, entry);
    facts.set(path, undefined);
    if (size > LARGEST_PICTURE_BYTES) {
      const message = `${size} bytes are more than ${LARGEST_PICTURE_BYTES}; the picture is listed, not read.`;
      diagnostics.push({ severity: 'information', code: 'picture-oversized', message, path });
      return;
    }
    const bytes = await pictureBytes(picture, fileSystem, options);
    if (bytes === undefined) {
      diagnostics.push(unreadable(path, 'The picture cannot be read.'));
      return;
    }
    isChanged = true;
    const content = contentHash(bytes);
    const same = contents[content] ?? remembered.contents[content];
    if (same !== undefined) return keep(picture, content, same);
    const reading = await codec.readFacts({ path, bytes }, options);
    const [problem] = reading.diagnostics;
    if (reading.facts !== undefined) keep(picture, content, { facts: reading.facts });
    // What took too long may do so because the machine is busy, and is tried again the next time.
    else if (problem?.severity === 'information') keep(picture, content, { problem: problem.message });
    else diagnostics.push(...reading.diagnostics);
  };
  try {
    await mapConcurrent(pictures, load, { limit: concurrentPictures, signal: options.signal });
  } finally {
    // What was decoded before a cancellation is not decoded again; what was not looked at yet stays known.
    if (isChanged)
      remember(
        index,
        facts.size < pictures.length ? join(remembered, { contents, files }) : { contents, files },
      );
  }
  diagnostics.sort((a, b) => compareCodeUnits(a.path ?? '', b.path ?? ''));
  return { facts, diagnostics };
}

function unreadable(path: string, message: string): Diagnostic {
  return { severity: 'information', code: 'picture-unreadable', message, path };
}

function recall(index: Pick<IndexStore, 'getFact'>): RememberedPictures {
  const json = index.getFact(FACT_KIND, String(pictureFactsFormat));
  try {
    if (json !== undefined) return JSON.parse(json) as RememberedPictures;
  } catch {
    // A damaged index is made again.
  }
  return { contents: {}, files: {} };
}

function remember(index: Pick<IndexStore, 'putFact'>, pictures: RememberedPictures): void {
  index.putFact(FACT_KIND, String(pictureFactsFormat), JSON.stringify(pictures));
}

function join(older: RememberedPictures, newer: RememberedPictures): RememberedPictures {
  return {
    contents: { ...older.contents, ...newer.contents },
    files: { ...older.files, ...newer.files },
  };
}
