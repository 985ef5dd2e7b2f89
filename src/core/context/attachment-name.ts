import { extensionOf, fileNameOf } from '../base/path-text.ts';
import type { ImageMediaType } from '../media/sniff-image.ts';

const extensions: Readonly<Record<ImageMediaType, string>> = {
  'image/svg+xml': '.svg',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
};

/** What a picture of a pack is called: numbered in the order of the text, with a name that is safe in every file system. */
export function attachmentName(path: string, mediaType: ImageMediaType, number: number): string {
  const name = fileNameOf(path);
  const stem = name
    .slice(0, name.length - extensionOf(path).length)
    .replaceAll(/[^\w.-]+/g, '-')
    .slice(0, 60);
  return `${String(number).padStart(3, '0')}-${stem}${extensions[mediaType]}`;
}
