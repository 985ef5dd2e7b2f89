import * as vscode from 'vscode';
import type { PlanRequest } from '../../core/plan/change-plan.ts';

type Attachment = PlanRequest['attachments'][number];

/** Bytes; what is larger is no document to plan from. */
const maxAttachmentBytes = 20_000_000;

/** Lets the user pick documents and pictures. Undefined: cancelled. */
export async function pickAttachments(folder: vscode.Uri): Promise<vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    title: 'Attach Documents and Pictures to the Plan',
    openLabel: 'Attach',
    canSelectMany: true,
    defaultUri: folder,
    filters: {
      'Documents and pictures': [
        'md',
        'markdown',
        'txt',
        'pdf',
        'docx',
        'pptx',
        'xlsx',
        'ipynb',
        'png',
        'jpg',
        'jpeg',
        'webp',
        'gif',
      ],
      'All files': ['*'],
    },
  });
}

/**
 * Reads what a plan is to be made from.
 *
 * @throws Error with a message for people where a file is too large or cannot be read
 */
export async function readAttachments(uris: readonly vscode.Uri[]): Promise<Attachment[]> {
  return Promise.all(
    uris.map(async (uri) => {
      const name = vscode.workspace.asRelativePath(uri, false);
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > maxAttachmentBytes)
        throw new Error(`${name} is larger than ${maxAttachmentBytes / 1_000_000} MB.`);
      return { name, bytes: await vscode.workspace.fs.readFile(uri) };
    }),
  );
}
