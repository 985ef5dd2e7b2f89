import { createYielder } from '../base/abort.ts';
import type { RunOptions } from '../base/progress.ts';
import { findSecrets } from '../workspace/find-secrets.ts';
import { redactSecrets } from '../workspace/redact-secrets.ts';
import {
  type NotebookPicture,
  notebookPictureBytes,
  notebookPictures,
} from './documents/notebook/notebook-pictures.ts';
import {
  firstPicturesOfEach,
  type InnerPictures,
  type InnerPicturesInput,
  innerPath,
} from './inner-pictures.ts';
import type { PictureFile } from './picture-file.ts';

export interface PicturesInNotebooksInput extends InnerPicturesInput {
  /** With their texts redacted, sorted by path. */
  readonly notebooks: readonly {
    readonly path: string;
    readonly contentHash: string;
    readonly text: string;
  }[];
}

/** Pictures of one notebook, and of all, that are looked at: the first decoding takes some milliseconds each. */
export const notebookPictureLimits = { each: 60, all: 600 } as const;

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/svg+xml': 'svg',
};

/** The pictures that cells of notebooks show, and those attached to their texts. None is decoded here. */
export async function picturesInNotebooks(
  { notebooks, ...input }: PicturesInNotebooksInput,
  { signal }: Pick<RunOptions, 'signal'> = {},
): Promise<InnerPictures> {
  const yieldIfDue = createYielder(signal);
  const found: PictureFile[][] = [];
  for (const notebook of notebooks) {
    await yieldIfDue();
    const { path, contentHash, text } = notebook;
    const pictures = notebookPictures(text).map((picture, index): PictureFile => {
      const { kind, cell, number, mediaType, byteLength, data } = picture;
      const own = innerPath(path, `cell-${cell}-${kind}-${number}.${extensions[mediaType] ?? 'png'}`, input);
      return {
        path: own,
        size: byteLength,
        contentHash: `${contentHash} ${data.start}`,
        inside: {
          ...{ kind, index, file: path, besides: path, line: data.startLine },
          // Its text may not be held, but read again.
          read: () => readPicture(own, notebook.text, picture),
        },
      };
    });
    found.push(pictures);
  }
  return firstPicturesOfEach(found, 'plot', notebookPictureLimits, input);
}

/** A drawing is redacted again: JSON may have written its characters so that no rule knew a secret in them. */
async function readPicture(
  path: string,
  text: string,
  picture: NotebookPicture,
): Promise<Uint8Array | undefined> {
  const bytes = notebookPictureBytes(text, picture);
  if (bytes === undefined || picture.mediaType !== 'image/svg+xml') return bytes;
  const drawing = new TextDecoder().decode(bytes);
  return new TextEncoder().encode(redactSecrets(drawing, await findSecrets(path, drawing)).text);
}
