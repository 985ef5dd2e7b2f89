import * as vscode from 'vscode';
import type { ExtensionState } from '../extension-state.ts';

export type CommandHandler = (...parameters: never[]) => unknown;

/** Registers `longview.NAME`. Every failure is shown. */
export function registerCommand(
  state: ExtensionState,
  name: string,
  handler: CommandHandler,
): vscode.Disposable {
  return vscode.commands.registerCommand(`longview.${name}`, async (...parameters: never[]) => {
    try {
      return await handler(...parameters);
    } catch (error) {
      state.showError(error);
      return undefined;
    }
  });
}
