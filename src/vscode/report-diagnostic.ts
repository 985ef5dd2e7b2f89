import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Diagnostic } from '../core/base/diagnostic.ts';

/** The problems that last until the user does something about them. Their messages say what it takes. */
const lasting: ReadonlySet<string> = new Set([
  'git-unusable',
  'index-unusable',
  'journal-unusable',
  'unusable-settings-file',
]);

/**
 * Makes what tells the user of problems that stopped no call: each problem of a root once in the log and, where only the user
 * can end it, once as a notification, both in the words of the command line.
 */
export function createDiagnosticReporter(
  log: vscode.LogOutputChannel,
): (root: string, diagnostic: Diagnostic) => void {
  const told = new Set<string>();
  return (root, { code, severity, message }) => {
    const key = JSON.stringify([root, message]);
    if (told.has(key)) return;
    told.add(key);
    const name = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(root))?.name ?? basename(root);
    const text = `“${name}”: ${message}`;
    if (severity === 'information') log.info(text);
    else log.warn(text);
    if (!lasting.has(code)) return;
    const showLog = 'Show Log';
    void vscode.window.showWarningMessage(`Longview, ${text}`, showLog).then((choice) => {
      if (choice === showLog) log.show();
    });
  };
}
