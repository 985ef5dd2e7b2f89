import * as vscode from 'vscode';
import type { PackFormat } from '../../core/context/pack-format.ts';
import type { ExtensionState } from '../extension-state.ts';
import { counted, formatTokens } from '../format-amounts.ts';

const extensions: Readonly<Record<PackFormat, string>> = { xml: 'xml', markdown: 'md', json: 'json' };

/** Packs a folder, for the clipboard or a file. */
export async function packContext(state: ExtensionState): Promise<void> {
  const folder = await state.pickRoot();
  if (folder === undefined) return;
  const choice = await vscode.window.showQuickPick(
    [
      {
        label: '$(copy) Copy',
        description: 'XML, as models read it best',
        format: 'xml' as const,
        save: false,
      },
      { label: '$(save) Save as XML', format: 'xml' as const, save: true },
      { label: '$(save) Save as Markdown', format: 'markdown' as const, save: true },
      { label: '$(save) Save as JSON', format: 'json' as const, save: true },
    ],
    { title: 'Longview: Packed Context', placeHolder: 'The whole folder in one text that fits the budget' },
  );
  if (choice === undefined) return;
  const packed = await state.runWithProgress(`Longview packs ${folder.name}`, (signal, onProgress) =>
    state.client.pack(folder.uri.fsPath, { format: choice.format }, { signal, onProgress }),
  );
  if (packed === undefined) return;
  const full = packed.entries.filter(({ resolution }) => resolution === 'full').length;
  const summary = `${formatTokens(packed.tokenCount)} of ${formatTokens(packed.budget)} tokens, ${full} of ${counted(packed.entries.length, 'file')} in full`;
  if (!choice.save) {
    await vscode.env.clipboard.writeText(packed.text);
    void vscode.window.showInformationMessage(`Copied: ${summary}.`);
    return;
  }
  const name = `${folder.name}-context.${extensions[choice.format]}`;
  const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(folder.uri, name) });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(packed.text));
  void vscode.window.showInformationMessage(`Saved: ${summary}.`);
}
