import * as vscode from 'vscode';
import type { ReportFormat } from '../engine-client.ts';
import type { ExtensionState } from '../extension-state.ts';

const formats: readonly {
  readonly label: string;
  readonly description: string;
  readonly format: ReportFormat;
  readonly extension: string;
}[] = [
  {
    label: 'SARIF 2.1.0',
    description: 'for code scanning and other tools',
    format: 'sarif',
    extension: 'sarif',
  },
  { label: 'Markdown', description: 'to read and to share', format: 'markdown', extension: 'md' },
  { label: 'JSON', description: 'the whole report', format: 'json', extension: 'json' },
];

/** Writes the last review's report to a file. */
export async function exportFindings({ client, findings }: ExtensionState): Promise<void> {
  await findings.loadLastReviews();
  const reports = findings.reports();
  const chosen =
    reports.length < 2
      ? reports[0]
      : await vscode.window.showQuickPick(
          reports.map((entry) => ({ label: entry.folder.name, ...entry })),
          { title: 'Longview: Export the Findings of Which Folder?' },
        );
  if (chosen === undefined) {
    if (reports.length === 0) void vscode.window.showInformationMessage('There is no review to export yet.');
    return;
  }
  const format = await vscode.window.showQuickPick(formats, { title: 'Longview: Export Findings As' });
  if (format === undefined) return;
  const { folder, report } = chosen;
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder.uri, `${folder.name}-findings.${format.extension}`),
  });
  if (target === undefined) return;
  const text = await client.renderReport(folder.uri.fsPath, report, format.format);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  const open = 'Open';
  const choice = await vscode.window.showInformationMessage(`Findings exported to ${target.fsPath}.`, open);
  if (choice === open) await vscode.window.showTextDocument(target);
}
