import * as vscode from 'vscode';

/** A picture that was read from a file. */
export interface PictureFile {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

const mimeTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
};

/** Bytes; a larger picture would stall the panel and no model takes it. */
const maxPictureBytes = 20_000_000;

/**
 * Reads a picture's file.
 *
 * @throws Error with a message for people where it is none, or is too large
 */
export async function readPictureFile(uri: vscode.Uri): Promise<PictureFile> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const mimeType = mimeTypes[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
  if (mimeType === undefined) throw new Error(`${name} is not a PNG, JPEG, WebP or GIF picture.`);
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > maxPictureBytes) throw new Error(`${name} is larger than ${maxPictureBytes / 1_000_000} MB.`);
  // A copy, since VS Code may give a Node.js buffer, and does not pass those on to web views as bytes.
  return { name, mimeType, bytes: new Uint8Array(await vscode.workspace.fs.readFile(uri)) };
}
