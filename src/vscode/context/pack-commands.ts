import * as vscode from 'vscode';
import type { PackFormat } from '../../core/context/pack-format.ts';
import type { PackAttachment } from '../../core/context/pack-picture.ts';
import type { ExtensionState } from '../extension-state.ts';
import { counted, formatTokens } from '../format-amounts.ts';
import type { ContextStore } from './context-store.ts';
import { packModel } from './pack-choices.ts';
import { writePictures } from './write-pictures.ts';

const formats: Readonly<Record<string, PackFormat>> = {
  xml: 'xml',
  md: 'markdown',
  markdown: 'markdown',
  json: 'json',
};

/** Files that may be shown as pictures. */
const picturePath = /\.(?:png|jpe?g|gif|webp|svg)$/i;

/** Bytes above which a text is put on the clipboard only when the user agrees: many programs choke on more. */
const largeClipboard = 1_000_000;

/** Packs a folder and puts the text on the clipboard. @returns what was copied, in words; undefined: nothing was */
export async function copyContext(state: ExtensionState, store: ContextStore): Promise<string | undefined> {
  const folder = await state.pickRoot();
  if (folder === undefined) return undefined;
  const packed = await packText(state, store, folder, { format: 'xml', images: false });
  if (packed === undefined) return undefined;
  if (packed.bytes > largeClipboard) {
    const copy = 'Copy';
    const detail = 'Programs that you paste it into may be slow to take it. A file may serve you better.';
    const choice = await vscode.window.showWarningMessage(
      `Copy ${packed.size} to the clipboard?`,
      { modal: true, detail },
      copy,
    );
    if (choice !== copy) return undefined;
  }
  await vscode.env.clipboard.writeText(packed.text);
  const pictures = packed.hasPictures
    ? ' Pictures are not in it; Save Context writes them beside the text.'
    : '';
  const said = `Copied ${packed.size}: ${packed.summary}.${pictures}`;
  void vscode.window.showInformationMessage(said);
  return said;
}

/**
 * Packs a folder into a file, in the format of its ending: .xml, .md or .json. Its pictures go into a folder beside that.
 * @param target where to; without it the user is asked. @returns where it was saved; undefined: nowhere
 */
export async function saveContext(
  state: ExtensionState,
  store: ContextStore,
  target?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const folder = await state.pickRoot();
  if (folder === undefined) return undefined;
  const uri = target ?? (await askForTarget(folder));
  if (uri === undefined) return undefined;
  const ending = uri.path.slice(uri.path.lastIndexOf('.') + 1).toLowerCase();
  const format = Object.hasOwn(formats, ending) ? formats[ending] : undefined;
  if (format === undefined) {
    void vscode.window.showErrorMessage(
      'A packed context is saved as .xml, .md or .json. Choose one of these endings.',
    );
    return undefined;
  }
  const packed = await packText(state, store, folder, { format, images: true });
  if (packed === undefined) return undefined;
  const pictures = await writePictures(uri, packed.attachments);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(packed.text));
  const written =
    pictures === undefined
      ? ''
      : ` ${counted(packed.attachments.length, 'picture')} in ${pictures.path.slice(pictures.path.lastIndexOf('/') + 1)}, to be sent with it.`;
  const open = 'Open';
  void vscode.window
    .showInformationMessage(`Saved ${packed.size}: ${packed.summary}.${written}`, open)
    .then((choice) => choice === open && vscode.commands.executeCommand('vscode.open', uri));
  return uri;
}

function askForTarget(folder: vscode.WorkspaceFolder): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: 'Save Packed Context',
    defaultUri: vscode.Uri.joinPath(folder.uri, `${folder.name}-context.xml`),
    filters: { 'XML, as models read it best': ['xml'], Markdown: ['md'], JSON: ['json'] },
  });
}

interface PackedText {
  readonly text: string;
  readonly bytes: number;
  /** `118k tokens (452 KB)` */
  readonly size: string;
  readonly summary: string;
  readonly attachments: readonly PackAttachment[];
  /** Whether the folder has files that are pictures. */
  readonly hasPictures: boolean;
}

async function packText(
  state: ExtensionState,
  store: ContextStore,
  folder: vscode.WorkspaceFolder,
  wanted: { readonly format: PackFormat; readonly images: boolean },
): Promise<PackedText | undefined> {
  const packed = await state.runWithProgress(`Longview packs ${folder.name}`, (signal, onProgress) =>
    state.client.pack(
      folder.uri.fsPath,
      { ...wanted, model: packModel(), withMap: true },
      { signal, onProgress },
    ),
  );
  if (packed === undefined) return undefined;
  const { text, tokenCount, entries, attachments, map } = packed;
  if (map !== undefined) store.take(folder, map);
  const files = entries.filter(({ inside }) => inside === undefined);
  const full = files.filter(({ resolution }) => resolution === 'full').length;
  const bytes = Buffer.byteLength(text);
  return {
    ...{ text, bytes, attachments },
    hasPictures: files.some(({ path }) => picturePath.test(path)),
    size: `${formatTokens(tokenCount)} tokens (${formatBytes(bytes)})`,
    summary: `${full} of ${counted(files.length, 'file')} in full`,
  };
}

function formatBytes(count: number): string {
  return count < 1_000_000 ? `${Math.ceil(count / 1000)} KB` : `${(count / 1_000_000).toFixed(1)} MB`;
}
