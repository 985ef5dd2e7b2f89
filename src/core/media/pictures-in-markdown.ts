import { createYielder } from '../base/abort.ts';
import { extensionOf } from '../base/path-text.ts';
import type { RunOptions } from '../base/progress.ts';
import { lineAt, lineStarts } from '../base/text-range.ts';
import { dataPictureBytes, dataPictures } from './documents/data-pictures.ts';
import {
  firstPicturesOfEach,
  type InnerPictures,
  type InnerPicturesInput,
  innerPath,
} from './inner-pictures.ts';
import { pictureExtensionOf } from './picture-extension.ts';
import type { PictureFile } from './picture-file.ts';
import { redactedDrawing } from './redacted-drawing.ts';

export interface PicturesInMarkdownInput extends InnerPicturesInput {
  /** With their texts redacted, sorted by path. */
  readonly documents: readonly {
    readonly path: string;
    readonly contentHash: string;
    readonly text: string;
  }[];
}

/** Pictures of one document, and of all, that are looked at. */
export const markdownPictureLimits = { each: 30, all: 300 } as const;

/** Whether a file's name is that of a Markdown document. */
export function isMarkdownPath(path: string): boolean {
  return ['.md', '.mdx', '.markdown'].includes(extensionOf(path));
}

/** The pictures that Markdown documents hold themselves, as `data:` addresses. None is decoded here. */
export async function picturesInMarkdown(
  { documents, ...input }: PicturesInMarkdownInput,
  { signal }: Pick<RunOptions, 'signal'> = {},
): Promise<InnerPictures> {
  const { knownSecrets } = input;
  const yieldIfDue = createYielder(signal);
  const found: PictureFile[][] = [];
  for (const document of documents) {
    await yieldIfDue();
    const { path, contentHash, text } = document;
    const pictures = dataPictures(text);
    if (pictures.length === 0) continue;
    const starts = lineStarts(text);
    found.push(
      pictures.map((picture, index): PictureFile => {
        const { mediaType, start, byteLength } = picture;
        const own = innerPath(path, `picture-${index + 1}.${pictureExtensionOf(mediaType)}`, input);
        return {
          path: own,
          size: byteLength,
          contentHash: `${contentHash} ${start}`,
          inside: {
            ...{ kind: 'attachment', index, file: path, besides: path, line: lineAt(starts, start) },
            // Its text may not be held, but read again.
            read: () =>
              redactedDrawing(own, dataPictureBytes(document.text, picture), { mediaType, knownSecrets }),
          },
        };
      }),
    );
  }
  return firstPicturesOfEach(found, 'screenshot', markdownPictureLimits, input);
}
