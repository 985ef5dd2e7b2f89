import type { PackAttachment } from './pack-picture.ts';

/** Sentences on videos that are sent without anybody having looked for secrets in them. */
export function unseenWarnings(attachments: readonly PackAttachment[]): string[] {
  return attachments
    .filter(({ isUnseen }) => isUnseen === true)
    .map(({ path }) => `${path} is sent as it is, because it is pinned: nobody looked for secrets in it.`);
}
