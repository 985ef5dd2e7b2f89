import * as vscode from 'vscode';
import type { PackAttachment } from '../../core/context/pack-picture.ts';

/** What Longview writes, as `isAttachmentName` of the core tells it: `001-login.png`. */
const attachmentName = /^\d{3,}-[^\\/]*\.(?:png|jpg|gif|webp|svg)$/;

/** The list of pictures that Longview wrote into a folder, as the command line keeps it, too. */
const listName = '.longview-pictures';
const listHead =
  '# Pictures that Longview wrote here. It removes these with the pack that they belong to, and nothing else.';

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
    fs.writeFile(fileOf(listName), new TextEncoder().encode([listHead, ...names, ''].join('\n')));
  const own = await listedPictures(fileOf(listName));
  const wanted = attachments.map(({ name }) => name);
  for (const { name, bytes } of attachments)
    if (!own.includes(name) && !(await isFree(fileOf(name), bytes)))
      throw new Error(
        `${fileOf(name).path} is no picture of an earlier pack. Move it, or choose another name.`,
      );
  if (attachments.length > 0) {
    await fs.createDirectory(folder);
    // The list first: what is interrupted leaves no picture that nobody knows.
    await writeList([...new Set([...own, ...wanted])].sort());
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
  return text.split('\n').filter((name) => attachmentName.test(name));
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
