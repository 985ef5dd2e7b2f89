import * as vscode from 'vscode';

/** Whether an error says that the user cancelled: an answer, not a failure. */
export function isCancellation(error: unknown): boolean {
  if (error instanceof vscode.CancellationError) return true;
  return typeof error === 'object' && error !== null && (error as { name?: unknown }).name === 'AbortError';
}

/** The code of an AppError, which crosses threads without its class; undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, code } = error as { name?: unknown; code?: unknown };
  return name === 'AppError' && typeof code === 'string' ? code : undefined;
}

/** What can be done about an error: the button and its command. */
const remedies: Readonly<Record<string, readonly [title: string, command: string, argument?: string]>> = {
  configuration: ['Open Settings', 'workbench.action.openSettings', '@ext:longview.longview'],
  'key-missing': ['Set API Key', 'longview.setApiKey'],
  'model-unavailable': ['Select Model', 'longview.selectModel'],
  'network-off': ['Open Settings', 'workbench.action.openSettings', 'longview.network'],
  'budget-exhausted': ['Open Settings', 'workbench.action.openSettings', 'longview.max'],
  'context-overflow': ['Select Model', 'longview.selectModel'],
};

/** Shows an error once, with a button where there is something to do about it; the log gets the whole of it. */
export function showError(error: unknown, log: vscode.LogOutputChannel): void {
  if (isCancellation(error)) return;
  const message = error instanceof Error ? error.message : String(error);
  const code = errorCode(error);
  log.error(error instanceof Error ? error : message);
  const remedy = code === undefined ? undefined : remedies[code];
  const showLog = 'Show Log';
  const buttons = remedy === undefined ? [showLog] : [remedy[0], showLog];
  void vscode.window.showErrorMessage(`Longview: ${message}`, ...buttons).then((choice) => {
    if (choice === showLog) log.show();
    else if (choice !== undefined && remedy !== undefined)
      void vscode.commands.executeCommand(remedy[1], ...(remedy[2] === undefined ? [] : [remedy[2]]));
  });
}
