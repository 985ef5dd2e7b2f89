import { createYielder } from '../base/abort.ts';
import type { RunOptions } from '../base/progress.ts';
import { notebookPictureBytes, notebookPictures } from './documents/notebook/notebook-pictures.ts';
import {
  firstPicturesOfEach,
  type InnerPictures,
  type InnerPicturesInput,
  innerPath,
} from './inner-pictures.ts';
import { pictureExtensionOf } from './picture-extension.ts';
import type { PictureFile } from './picture-file.ts';
import { redactedDrawing } from './redacted-drawing.ts';

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

/** The pictures that cells of notebooks show, and those in their texts. None is decoded here. */
export async function picturesInNotebooks(
  { notebooks, ...input }: PicturesInNotebooksInput,
  { signal }: Pick<RunOptions, 'signal'> = {},
): Promise<InnerPictures> {
  const { knownSecrets } = input;
  const yieldIfDue = createYielder(signal);
  const found: PictureFile[][] = [];
  for (const notebook of notebooks) {
    await yieldIfDue();
    const { path, contentHash, text } = notebook;
    const pictures = notebookPictures(text).map((picture, index): PictureFile => {
      const { kind, cell, number, mediaType, byteLength, data, within } = picture;
      const name = `cell-${cell}-${kind}-${number}.${pictureExtensionOf(mediaType)}`;
      const own = innerPath(path, name, input);
      return {
        path: own,
        size: byteLength,
        contentHash: `${contentHash} ${data.start}${within === undefined ? '' : ` ${within.start}`}`,
        inside: {
          ...{ kind: kind === 'output' ? kind : 'attachment', index, file: path, besides: path },
          line: data.startLine,
          // Its text may not be held, but read again.
          read: () =>
            redactedDrawing(own, notebookPictureBytes(notebook.text, picture), { mediaType, knownSecrets }),
        },
      };
    });
    found.push(pictures);
  }
  return firstPicturesOfEach(found, 'plot', notebookPictureLimits, input);
}
