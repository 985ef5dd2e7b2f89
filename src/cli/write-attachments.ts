import { lstat, mkdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AppError,
  messageOf,
  type PackAttachment,
  pictureListName,
  pictureListOf,
  readPictureList,
} from '../core/index.ts';
import { replaceFile } from './write-output.ts';

/**
 * Writes the pictures of a pack into a folder of their own, before the pack itself. Those of an earlier pack stay until
 * `removeEarlierPictures`. No pictures, no folder.
 * @throws AppError `usage` when the folder cannot be written, or a file that is not Longview's stands in the way
 */
export async function writeAttachments(
  folder: string,
  attachments: readonly PackAttachment[],
): Promise<void> {
  if (attachments.length === 0) return;
  try {
    await mkdir(folder).catch((error) => {
      if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    });
    const own = await listedPictures(folder);
    for (const { name, bytes } of attachments)
      if (!own.has(name) && !(await isFree(join(folder, name), bytes)))
        throw new AppError(
          'usage',
          `${join(folder, name)} is in the way, which is no picture of an earlier pack: move it, or give another --out. The pack was not written.`,
        );
    // The list first: what is interrupted leaves no picture that nobody knows.
    await writeList(folder, [...own, ...attachments.map(({ name }) => name)]);
    for (const { name, bytes } of attachments) await replaceFile(join(folder, name), bytes);
  } catch (error) {
    throw asUnwritable(folder, error);
  }
}

/**
 * Removes the pictures of an earlier pack that the new one, which is written already, does not have. What somebody else put
 * there stays.
 * @throws AppError `usage` when the folder cannot be written
 */
export async function removeEarlierPictures(
  folder: string,
  attachments: readonly PackAttachment[],
): Promise<void> {
  try {
    const own = await listedPictures(folder);
    const wanted = new Set(attachments.map(({ name }) => name));
    const earlier = [...own].filter((name) => !wanted.has(name));
    if (earlier.length === 0) return;
    for (const name of earlier) await rm(join(folder, name), { force: true });
    if (wanted.size > 0) await writeList(folder, [...wanted]);
    else {
      await rm(join(folder, pictureListName), { force: true });
      await rmdir(folder).catch(() => undefined); // it holds something else
    }
  } catch (error) {
    throw asUnwritable(folder, error);
  }
}

async function listedPictures(folder: string): Promise<ReadonlySet<string>> {
  return new Set(readPictureList(await readFile(join(folder, pictureListName), 'utf8').catch(() => '')));
}

async function writeList(folder: string, names: readonly string[]): Promise<void> {
  await replaceFile(join(folder, pictureListName), pictureListOf(names));
}

/** Whether nothing stands there, or the same picture. */
async function isFree(path: string, bytes: Uint8Array): Promise<boolean> {
  const there = await lstat(path).catch(() => undefined);
  if (there === undefined) return true;
  return there.isFile() && there.size === bytes.length && (await readFile(path)).equals(bytes);
}

function asUnwritable(folder: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('usage', `${folder} cannot be written: ${messageOf(error)}`, { cause: error });
}
