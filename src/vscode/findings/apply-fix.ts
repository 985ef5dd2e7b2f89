import * as vscode from 'vscode';
import type { SuggestedFix } from '../../core/checks/finding.ts';
import type { ExtensionState } from '../extension-state.ts';
import type { FolderFinding } from './findings-store.ts';

const previewScheme = 'longview-fix';

/** Shows a finding's fix beside the file as it is, and applies it when the user says so. */
export async function applyFix(state: ExtensionState, item: FolderFinding): Promise<void> {
  const { finding, folder } = item;
  const { fix } = finding;
  if (fix === undefined) return;
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(
      'Longview changes nothing in a workspace that you have not trusted.',
    );
    return;
  }
  const uri = vscode.Uri.joinPath(folder.uri, fix.path);
  const document = await vscode.workspace.openTextDocument(uri);
  const range = findOnce(document, fix.oldText);
  if (range === undefined) {
    const message = `The file has changed: what the fix replaces no longer stands exactly once in ${fix.path}. Review again.`;
    void vscode.window.showWarningMessage(message);
    return;
  }
  const closePreview = await showPreview(document, range, fix);
  const apply = 'Apply Fix';
  const choice = await vscode.window.showInformationMessage(
    `Apply this fix to ${fix.path}?`,
    { detail: finding.title },
    apply,
    'Discard',
  );
  await closePreview();
  if (choice !== apply) return;
  await replace(document, fix);
  state.findings.remove(item);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(range.start, range.start) });
  vscode.window.setStatusBarMessage(`$(check) Longview: fix applied to ${fix.path}`, 5000);
}

/** The range of a text that stands exactly once in the document; line ends do not matter. */
export function findOnce(document: vscode.TextDocument, text: string): vscode.Range | undefined {
  const content = linesOf(document).join('\n');
  const wanted = text.replaceAll('\r\n', '\n');
  const at = content.indexOf(wanted);
  if (wanted === '' || at < 0 || content.indexOf(wanted, at + 1) >= 0) return undefined;
  return new vscode.Range(positionAt(content, at), positionAt(content, at + wanted.length));
}

async function replace(document: vscode.TextDocument, fix: SuggestedFix): Promise<void> {
  // The user may have typed while the preview was open.
  const range = findOnce(document, fix.oldText);
  const wasDirty = document.isDirty;
  const edit = new vscode.WorkspaceEdit();
  if (range !== undefined) edit.replace(document.uri, range, fix.newText);
  if (range === undefined || !(await vscode.workspace.applyEdit(edit))) {
    throw new Error(`The fix could not be applied: ${fix.path} changed meanwhile.`);
  }
  if (!wasDirty) await document.save();
}

/** Opens a diff editor with the file as it is and as it would be. Returns what closes it. */
async function showPreview(
  document: vscode.TextDocument,
  range: vscode.Range,
  fix: SuggestedFix,
): Promise<() => Promise<void>> {
  const before = document.getText(new vscode.Range(new vscode.Position(0, 0), range.start));
  const after = document.getText(new vscode.Range(range.end, new vscode.Position(document.lineCount, 0)));
  const fixed = before + fix.newText + after;
  const provider = vscode.workspace.registerTextDocumentContentProvider(previewScheme, {
    provideTextDocumentContent: () => fixed,
  });
  // Each preview has an address of its own: VS Code keeps contents by address.
  const preview = document.uri.with({ scheme: previewScheme, query: String(Date.now()) });
  const options: vscode.TextDocumentShowOptions = { preview: true, selection: range };
  await vscode.commands.executeCommand(
    'vscode.diff',
    document.uri,
    preview,
    `${fix.path} (suggested fix)`,
    options,
  );
  return async () => {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const own = tabs.filter(
      ({ input }) =>
        input instanceof vscode.TabInputTextDiff && input.modified.toString() === preview.toString(),
    );
    await vscode.window.tabGroups.close(own);
    provider.dispose();
  };
}

function linesOf(document: vscode.TextDocument): string[] {
  return Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line).text);
}

function positionAt(content: string, offset: number): vscode.Position {
  const before = content.slice(0, offset).split('\n');
  return new vscode.Position(before.length - 1, before.at(-1)?.length ?? 0);
}
