const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/svg+xml': 'svg',
};

/** How the name of a picture out of another file ends, without the dot. */
export function pictureExtensionOf(mediaType: string): string {
  return extensions[mediaType] ?? 'png';
}
