import { extensionOf, fileNameOf } from '../base/path-text.ts';
import type { ImageMediaType } from '../media/sniff-image.ts';
import type { VideoMediaType } from '../media/video-facts.ts';

const extensions: Readonly<Record<ImageMediaType | VideoMediaType, string>> = {
  'image/svg+xml': '.svg',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'video/mp4': '.mp4',
  'video/mov': '.mov',
  'video/webm': '.webm',
};

/** What a picture or a video of a pack is called: numbered in the order of the text, with a name that is safe in every file system. */
export function attachmentName(
  path: string,
  mediaType: ImageMediaType | VideoMediaType,
  number: number,
): string {
  const name = fileNameOf(path);
  const stem = name
    .slice(0, name.length - extensionOf(path).length)
    .replaceAll(/[^\w.-]+/g, '-')
    .slice(0, 60);
  return `${String(number).padStart(3, '0')}-${stem}${extensions[mediaType]}`;
}
