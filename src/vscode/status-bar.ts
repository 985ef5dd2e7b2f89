import * as vscode from 'vscode';
import type { ExtensionState } from './extension-state.ts';

/** Shows the model and whether Longview is busy; a click chooses another model. */
export function createStatusBarItem({ tasks }: ExtensionState): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('longview.model', vscode.StatusBarAlignment.Right, 50);
  item.name = 'Longview Model';
  item.command = 'longview.selectModel';
  const update = () => {
    const model = vscode.workspace.getConfiguration('longview').get<string>('model', '');
    const name = model === '' ? 'auto' : shortName(model);
    const busy = tasks.current();
    item.text = `${busy === undefined ? '$(telescope)' : '$(loading~spin)'} Longview: ${name}`;
    const tooltip = new vscode.MarkdownString('', true);
    tooltip.appendMarkdown('**Longview**\n\n');
    tooltip.appendText(
      model === '' ? 'Uses a model that runs on this machine, if there is one.' : `Model: ${model}`,
    );
    if (busy !== undefined) tooltip.appendText(`\n${busy === '' ? 'Working' : busy}`);
    if (!vscode.workspace.isTrusted) tooltip.appendText('\nThe workspace is not trusted: nothing is sent.');
    tooltip.appendMarkdown('\n\nClick to select a model.');
    item.tooltip = tooltip;
  };
  update();
  item.show();
  return vscode.Disposable.from(
    item,
    tasks.onDidChange(update),
    vscode.workspace.onDidGrantWorkspaceTrust(update),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('longview.model')) update();
    }),
  );
}

/** The model's own name out of `ollama:qwen3:latest` or `vscode:VENDOR/FAMILY/ID`. */
function shortName(id: string): string {
  const withoutProvider = id.slice(id.indexOf(':') + 1).replace(/:latest$/, '');
  return withoutProvider.split('/').at(-1) || id;
}
