import * as vscode from 'vscode';
import { pictureListName, pictureListOf, readPictureList } from '../../core/base/picture-list.ts';
import type { PackAttachment } from '../../core/context/pack-picture.ts';

/**
 * Writes the pictures of a pack into a folder beside it, `pack.xml.pictures`, as the command line does; those of an earlier
 * pack there go, what somebody else put there stays. No pictures, no folder.
 *
 * @returns the folder; undefined where there is nothing to write
 * @throws Error in words for people where a picture would take the place of a file that is not Longview's
 */
export async function writePictures(
  pack: vscode.Uri,
  attachments: readonly PackAttachment[],
): Promise<vscode.Uri | undefined> {
  const { fs } = vscode.workspace;
  const folder = pack.with({ path: `${pack.path}.pictures` });
  const fileOf = (name: string) => vscode.Uri.joinPath(folder, name);
  const writeList = (names: readonly string[]) =>
    fs.writeFile(fileOf(pictureListName), new TextEncoder().encode(pictureListOf(names)));
  const own = await listedPictures(fileOf(pictureListName));
  const wanted = attachments.map(({ name }) => name);
  for (const { name, bytes } of attachments)
    if (!own.includes(name) && !(await isFree(fileOf(name), bytes)))
      throw new Error(
        `${fileOf(name).path} is no picture of an earlier pack. Move it, or choose another name.`,
      );
  if (attachments.length > 0) {
    await fs.createDirectory(folder);
    // The list first: what is interrupted leaves no picture that nobody knows.
    await writeList([...own, ...wanted]);
    for (const { name, bytes } of attachments) await fs.writeFile(fileOf(name), bytes);
  }
  const earlier = own.filter((name) => !wanted.includes(name));
  for (const name of earlier) await fs.delete(fileOf(name)).then(undefined, () => undefined);
  if (earlier.length > 0) await writeList(wanted);
  return attachments.length === 0 ? undefined : folder;
}

async function listedPictures(list: vscode.Uri): Promise<string[]> {
  const text = await vscode.workspace.fs.readFile(list).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );
  return readPictureList(text);
}

/** Whether nothing stands there, or the same picture. */
async function isFree(file: vscode.Uri, bytes: Uint8Array): Promise<boolean> {
  const there = await vscode.workspace.fs.readFile(file).then(
    (found) => found,
    () => undefined,
  );
  if (there === undefined) return true;
  return there.length === bytes.length && there.every((byte, index) => byte === bytes[index]);
}
