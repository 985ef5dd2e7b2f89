import { throwIfAborted } from '../base/abort.ts';
import type { RunOptions } from '../base/progress.ts';
import type { FileSystem } from '../ports/file-system.ts';
import { UnreadableDocument } from './documents/document.ts';
import { ZipArchive } from './documents/office/zip-archive.ts';
import {
  andMore,
  firstPicturesOfEach,
  type InnerPictures,
  type InnerPicturesInput,
  innerPath,
} from './inner-pictures.ts';
import { type PictureFile, pictureBytes } from './picture-file.ts';
import { redactedDrawing } from './redacted-drawing.ts';

export interface PicturesInOfficeInput extends InnerPicturesInput {
  /** Word and PowerPoint files, as `readDocument` gives their texts, sorted by path. */
  readonly documents: readonly {
    readonly path: string;
    readonly contentHash: string;
    readonly text: string;
  }[];
  readonly fileSystem: Pick<FileSystem, 'read'>;
}

/** Pictures of one file, and of all, that are looked at, and the bytes of a picture that is read at all. */
export const officePictureLimits = { each: 30, all: 300, bytes: 20_000_000 } as const;

/** What the text of a Word or PowerPoint file has in a picture's place. */
const pictureMarks = /!\[[^\]\n]*\]\((media\/[^()\n]+\.(?:png|jpe?g|gif|webp|svg))\)/gi;
const unreadMarks = /!\[[^\]\n]*\]\((media\/[^()\n]+\.(?:emf|wmf|emz|wmz))\)/gi;

/** The folders of an archive in which Word and PowerPoint keep what their documents name. */
const folders = ['word/', 'ppt/', ''];

/** The pictures that Word and PowerPoint files show, each once, where it stands first. None is decoded here. */
export function picturesInOffice({ documents, fileSystem, ...input }: PicturesInOfficeInput): InnerPictures {
  const { knownSecrets } = input;
  const pathOf = (path: string, name: string) =>
    innerPath(path, name.slice(name.lastIndexOf('/') + 1), input);
  const found = documents.map(({ path, contentHash, text }) =>
    marksIn(text, pictureMarks).map(
      ({ name, line }, index): PictureFile => ({
        path: pathOf(path, name),
        size: 0, // known when it is unpacked
        contentHash: `${contentHash} ${name}`,
        inside: {
          ...{ kind: 'attachment', index, file: path, besides: path, line },
          read: async (options) =>
            redactedDrawing(path, await readPicture(path, name, fileSystem, options), {
              mediaType: name.toLowerCase().endsWith('.svg') ? 'image/svg+xml' : '',
              knownSecrets,
            }),
        },
      }),
    ),
  );
  const first = firstPicturesOfEach(found, 'screenshot', officePictureLimits, input);
  const unread = documents.flatMap(({ path, text }): InnerPictures['leftOut'] => {
    const [drawing, ...more] = marksIn(text, unreadMarks);
    if (drawing === undefined) return [];
    const reason = `Drawing of Windows: EMF and WMF are not read${andMore(more.length)}.`;
    return [{ path: pathOf(path, drawing.name), file: path, role: 'unknown', reason }];
  });
  return { ...first, leftOut: [...first.leftOut, ...unread] };
}

/** Each picture's name with the first line (1-based) that shows it. */
function marksIn(text: string, marks: RegExp): { readonly name: string; readonly line: number }[] {
  const lines = new Map<string, number>();
  for (const [index, written] of text.split('\n').entries())
    for (const [, name = ''] of written.matchAll(marks)) if (!lines.has(name)) lines.set(name, index + 1);
  return [...lines].map(([name, at]) => ({ name, line: at }));
}

/** A picture's bytes out of the archive; undefined where there is none of that name, or it is broken or too large. */
async function readPicture(
  path: string,
  name: string,
  fileSystem: Pick<FileSystem, 'read'>,
  { signal }: RunOptions,
): Promise<Uint8Array | undefined> {
  const bytes = await pictureBytes({ path }, fileSystem);
  if (bytes === undefined) return undefined;
  try {
    const archive = new ZipArchive(bytes, () => throwIfAborted(signal));
    const folder = folders.find((one) => archive.has(`${one}${name}`));
    return folder === undefined ? undefined : unpacked(archive, `${folder}${name}`);
  } catch (error) {
    if (error instanceof UnreadableDocument) return undefined;
    throw error;
  }
}

function unpacked(archive: ZipArchive, name: string): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  let length = 0;
  archive.read(name, (piece) => {
    pieces.push(piece.slice()); // the archive may use its memory again
    length += piece.length;
    return length > officePictureLimits.bytes;
  });
  if (length > officePictureLimits.bytes) return undefined;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
