import { findSecrets } from '../workspace/find-secrets.ts';
import type { KnownSecret } from '../workspace/known-secrets.ts';
import { redactSecrets } from '../workspace/redact-secrets.ts';

export interface DrawingFacts {
  readonly mediaType: string;
  /** Secrets of files. */
  readonly knownSecrets?: readonly KnownSecret[] | undefined;
}

/**
 * A picture out of another file as it may be drawn: an SVG is text and may write a secret that no rule knew in the text of its
 * file, as base64 or in the characters of JSON.
 */
export async function redactedDrawing(
  path: string,
  bytes: Uint8Array | undefined,
  { mediaType, knownSecrets }: DrawingFacts,
): Promise<Uint8Array | undefined> {
  if (bytes === undefined || mediaType !== 'image/svg+xml') return bytes;
  const drawing = new TextDecoder().decode(bytes);
  return new TextEncoder().encode(
    redactSecrets(drawing, await findSecrets(path, drawing, knownSecrets)).text,
  );
}
