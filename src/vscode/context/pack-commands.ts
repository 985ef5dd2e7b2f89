import * as vscode from 'vscode';
import type { PackFormat } from '../../core/context/pack-format.ts';
import type { PackAttachment } from '../../core/context/pack-picture.ts';
import type { ExtensionState } from '../extension-state.ts';
import { counted, formatTokens } from '../format-amounts.ts';
import type { ContextStore } from './context-store.ts';
import { packModel } from './pack-choices.ts';
import { packRemarks } from './pack-remarks.ts';
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

/**
 * Packs a folder and puts the text on the clipboard, which holds no pictures: they are not in that pack even where the map
 * shows them, and the map stays as it is.
 * @returns what was copied, in words; undefined: nothing was
 */
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
  const than = store.withPictures ? ', unlike in the map' : '';
  const pictures = packed.hasPictures
    ? ` Pictures are not in it${than}; Save Packed Context… writes them beside the text.`
    : '';
  const said = `Copied ${packed.size}: ${packed.summary}.${pictures}${packed.remarks}`;
  void tell(state, said, packed, {});
  return said;
}

/**
 * Packs a folder as the map shows it into a file, in the format of its ending: .xml, .md or .json. Its pictures, where they
 * are in, go into a folder beside that.
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
  const images = store.withPictures;
  const packed = await packText(state, store, folder, { format, images });
  if (packed === undefined) return undefined;
  const pictures = await writePictures(uri, packed.attachments);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(packed.text));
  const count = packed.attachments.length;
  const hasVideos = packed.attachments.some(({ seconds }) => seconds !== undefined);
  const told = [
    `Saved ${packed.size}: ${packed.summary}.`,
    ...(pictures === undefined
      ? []
      : [
          `${counted(count, hasVideos ? 'attachment' : 'picture')} in ${fileNameOf(pictures.path)}, to be sent with it.`,
        ]),
    ...(packed.hasPictures && !images ? ['Pictures are left out, as in the map.'] : []),
    ...(packed.hasPictures && images && count === 0 ? ['None of the pictures is worth its tokens.'] : []),
    ...(format === 'xml' ? [] : ['The map shows the pack as XML, which fits a little differently.']),
  ];
  const open = () => vscode.commands.executeCommand('vscode.open', uri);
  const again = async () => {
    await store.setPictures(true);
    await saveContext(state, store, uri);
  };
  void tell(state, told.join(' ') + packed.remarks, packed, {
    Open: open,
    ...(packed.hasPictures && !images ? { 'Save With Pictures': again } : {}),
  });
  return uri;
}

/** Says what was done; what there is to know besides is in the log, behind a button. */
async function tell(
  { log, showError }: ExtensionState,
  said: string,
  { lines }: PackedText,
  actions: Readonly<Record<string, () => Thenable<unknown>>>,
): Promise<void> {
  log.info(said);
  for (const line of lines) log.info(`  ${line}`);
  const details = lines.length === 0 ? {} : { 'Show Details': async () => log.show() };
  const all: Readonly<Record<string, () => Thenable<unknown>>> = { ...actions, ...details };
  const choice = await vscode.window.showInformationMessage(said, ...Object.keys(all));
  try {
    if (choice !== undefined) await all[choice]?.();
  } catch (error) {
    showError(error);
  }
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
  /** What else there is to know, as a sentence with a space before it, or ''. */
  readonly remarks: string;
  /** The same as a list. */
  readonly lines: readonly string[];
}

async function packText(
  state: ExtensionState,
  store: ContextStore,
  folder: vscode.WorkspaceFolder,
  wanted: { readonly format: PackFormat; readonly images: boolean },
): Promise<PackedText | undefined> {
  // Another pack than the map's must not take its place: the next change of a file would make it jump back.
  const withMap = wanted.format === 'xml' && wanted.images === store.withPictures;
  const request = { ...wanted, model: packModel(), withMap };
  const packed = await state.runWithProgress(
    `Longview packs ${folder.name}`,
    (signal, onProgress) => state.client.pack(folder.uri.fsPath, request, { signal, onProgress }),
    'pack',
  );
  if (packed === undefined) return undefined;
  const { text, tokenCount, entries, attachments, map } = packed;
  if (map !== undefined) store.take(folder, map);
  const files = entries.filter(({ inside, resolution }) => inside === undefined && resolution !== 'omitted');
  const full = files.filter(({ resolution }) => resolution === 'full').length;
  const bytes = Buffer.byteLength(text);
  const { brief, lines } = packRemarks(packed);
  return {
    ...{ text, bytes, attachments, lines },
    remarks: brief === '' ? '' : ` ${brief.charAt(0).toUpperCase()}${brief.slice(1)}.`,
    hasPictures: files.some(({ path }) => picturePath.test(path)),
    size: `${formatTokens(tokenCount)} tokens (${formatBytes(bytes)})`,
    summary: `${full} of ${counted(files.length, 'file')} in full`,
  };
}

function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function formatBytes(count: number): string {
  return count < 1_000_000 ? `${Math.ceil(count / 1000)} KB` : `${(count / 1_000_000).toFixed(1)} MB`;
}
