import * as vscode from 'vscode';
import type { ContextStore } from './context/context-store.ts';
import type { ExtensionState } from './extension-state.ts';
import { formatTokens } from './format-amounts.ts';

/** Shows the model, what the newest pack takes of its window, and whether Longview is busy; a click opens the map. */
export function createStatusBarItem({ tasks }: ExtensionState, store: ContextStore): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('longview.model', vscode.StatusBarAlignment.Right, 50);
  item.name = 'Longview';
  item.command = 'longview.showContextMap';
  const update = () => {
    const pack = store.newest();
    const busy = tasks.current() ?? pack?.doing;
    const { text, tooltip } = describeStatus({
      setting: vscode.workspace.getConfiguration('longview').get<string>('model', ''),
      pack: pack?.map && { ...pack.map, model: pack.model, folder: nameAmongSeveral(pack.folder) },
      busy,
      isTrusted: vscode.workspace.isTrusted,
    });
    item.text = `${busy === undefined ? '$(telescope)' : '$(loading~spin)'} ${text}`;
    item.tooltip = new vscode.MarkdownString('', true);
    item.tooltip.isTrusted = { enabledCommands: ['longview.showContextMap', 'longview.selectModel'] };
    item.tooltip.appendMarkdown('**Longview**\n\n');
    for (const line of tooltip) item.tooltip.appendText(line).appendMarkdown('\n\n');
    item.tooltip.appendMarkdown(
      '[Show Context Map](command:longview.showContextMap) · [Select Model](command:longview.selectModel)',
    );
  };
  update();
  item.show();
  return vscode.Disposable.from(
    item,
    tasks.onDidChange(update),
    store.onDidChange(update),
    vscode.workspace.onDidGrantWorkspaceTrust(update),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('longview.model')) update();
    }),
  );
}

export interface Status {
  /** The model that is set; '': whichever is found on this machine. */
  readonly setting: string;
  /** The newest pack, and the model that was found when it was made. */
  readonly pack:
    | {
        readonly tokenCount: number;
        readonly budget: number;
        readonly model: string | undefined;
        /** Whose pack it is; undefined where there is one folder alone. */
        readonly folder?: string | undefined;
      }
    | undefined;
  readonly busy: string | undefined;
  readonly isTrusted: boolean;
}

/** The status in a few words, and as lines. */
export function describeStatus({ setting, pack, busy, isTrusted }: Status): {
  readonly text: string;
  readonly tooltip: readonly string[];
} {
  // Whether a model is found on this machine is known only after the first look.
  const unset = pack === undefined ? 'Longview' : (pack.model ?? 'no model');
  const name = setting === '' ? unset : shortName(setting);
  const whose = pack?.folder === undefined ? '' : `${pack.folder} `;
  const text =
    pack === undefined
      ? name
      : `${name} · ${whose}${formatTokens(pack.tokenCount)}/${formatTokens(pack.budget)}`;
  const tooltip = [
    setting === '' ? describeDetected(pack) : `Model: ${setting}`,
    pack === undefined
      ? 'Nothing is packed yet.'
      : `The pack${pack.folder === undefined ? '' : ` of “${pack.folder}”`} takes ${formatTokens(pack.tokenCount)} of ${formatTokens(pack.budget)} tokens.`,
    ...(busy === undefined ? [] : [busy === '' ? 'Working' : busy]),
    ...(isTrusted ? [] : ['The workspace is not trusted: nothing is sent.']),
  ];
  return { text, tooltip };
}

/** Which model is used where none is set. */
function describeDetected(pack: Status['pack']): string {
  if (pack === undefined) return 'No model is set: one that runs on this machine is used, if there is one.';
  return pack.model === undefined
    ? 'No model is set, and none was found on this machine.'
    : `No model is set: ${pack.model} was found on this machine.`;
}

/** A folder's name where there are others. */
function nameAmongSeveral({ name }: vscode.WorkspaceFolder): string | undefined {
  return (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? name : undefined;
}

/** The model's own name out of `ollama:qwen3:latest` or `vscode:VENDOR/FAMILY/ID`. */
function shortName(id: string): string {
  const withoutProvider = id.slice(id.indexOf(':') + 1).replace(/:latest$/, '');
  return withoutProvider.split('/').at(-1) || id;
}
