import * as vscode from 'vscode';
import type { PackAttachment } from '../../core/context/pack-picture.ts';

/** What an earlier pack wrote, as `isAttachmentName` of the core tells it: `001-login.png`. */
const attachmentName = /^\d{3,}-.*\.(?:png|jpg|gif|webp|svg)$/;

/**
 * Writes the pictures of a pack into a folder beside it, `pack.xml.pictures`, as the command line does; those of an earlier
 * pack there go. No pictures, no folder.
 *
 * @returns the folder; undefined where there is nothing to write
 */
export async function writePictures(
  pack: vscode.Uri,
  attachments: readonly PackAttachment[],
): Promise<vscode.Uri | undefined> {
  const { fs } = vscode.workspace;
  const folder = pack.with({ path: `${pack.path}.pictures` });
  const wanted = new Set(attachments.map(({ name }) => name));
  const earlier = await fs.readDirectory(folder).then(
    (entries) => entries,
    () => [],
  );
  for (const [name, type] of earlier)
    if (type === vscode.FileType.File && attachmentName.test(name) && !wanted.has(name))
      await fs.delete(vscode.Uri.joinPath(folder, name));
  if (attachments.length === 0) return undefined;
  await fs.createDirectory(folder);
  for (const { name, bytes } of attachments) await fs.writeFile(vscode.Uri.joinPath(folder, name), bytes);
  return folder;
}
