import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAttachmentName, messageOf, type PackAttachment } from '../core/index.ts';
import { writeOutput } from './write-output.ts';

/**
 * Writes the pictures of a pack into a folder of their own; those of an earlier pack there go. No pictures, no folder.
 * @throws AppError `usage` when the folder cannot be written
 */
export async function writeAttachments(
  folder: string,
  attachments: readonly PackAttachment[],
): Promise<void> {
  const wanted = new Set(attachments.map(({ name }) => name));
  try {
    const earlier = await readdir(folder).catch(() => []);
    for (const name of earlier) if (isAttachmentName(name) && !wanted.has(name)) await rm(join(folder, name));
    if (attachments.length === 0) return;
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new AppError('usage', `${folder} cannot be written: ${messageOf(error)}`, { cause: error });
  }
  for (const { name, bytes } of attachments) await writeOutput(join(folder, name), bytes);
}
