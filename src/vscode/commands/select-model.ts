import * as vscode from 'vscode';
import type { ModelChoice } from '../../core/ports/model-directory.ts';
import type { ExtensionState } from '../extension-state.ts';

interface ModelRow extends vscode.QuickPickItem {
  /** The value of the setting; undefined: an action. */
  readonly id?: string;
  readonly action?: 'type' | 'key';
}

const detectRow: ModelRow = {
  label: '$(search) Detect a model on this machine',
  detail: 'Uses a local model when one is running; otherwise checks and risk work without one',
  id: '',
};
const nothingRow = separator('No model answers on this machine, and no key is set');
const typeRow: ModelRow = { label: '$(edit) Enter a model id…', action: 'type' };
const keyRow: ModelRow = { label: '$(key) Set an API key…', action: 'key' };

/** Lets the user pick from the models that can be reached now, and writes the choice to the user settings. */
export async function selectModel(state: ExtensionState): Promise<void> {
  const row = await pickRow(state);
  if (row === undefined) return;
  if (row.action === 'key') {
    await vscode.commands.executeCommand('longview.setApiKey');
    return;
  }
  const id = row.action === 'type' ? await askForId() : row.id;
  if (id === undefined) return;
  const configuration = vscode.workspace.getConfiguration('longview');
  await configuration.update('model', id === '' ? undefined : id, vscode.ConfigurationTarget.Global);
}

/** The list fills while it is open: asking every server takes a moment. */
async function pickRow(state: ExtensionState): Promise<ModelRow | undefined> {
  const current = vscode.workspace.getConfiguration('longview').get('model', '');
  const picker = vscode.window.createQuickPick<ModelRow>();
  const actions = [separator('Other'), detectRow, typeRow, keyRow];
  picker.title = 'Longview: Select Model';
  picker.placeholder = current === '' ? 'Now: detected automatically' : `Now: ${current}`;
  picker.matchOnDescription = true;
  picker.items = actions;
  picker.busy = true;
  const controller = new AbortController();
  void listModels(state, controller.signal).then((models) => {
    const rows = models.length === 0 ? [nothingRow] : groupRows(models, current);
    picker.items = [...rows, ...actions];
    picker.busy = false;
  });
  try {
    return await new Promise<ModelRow | undefined>((resolve) => {
      picker.onDidAccept(() => resolve(picker.selectedItems[0]));
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    controller.abort();
    picker.dispose();
  }
}

async function listModels(state: ExtensionState, signal: AbortSignal): Promise<readonly ModelChoice[]> {
  // Models belong to no folder; without one any folder serves to ask for them.
  const root = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
  try {
    return await state.client.listModels(root ?? state.extensionContext.extensionUri.fsPath, { signal });
  } catch (error) {
    if (!signal.aborted) state.log.warn(`Models could not be listed: ${error}`);
    return [];
  }
}

function groupRows(models: readonly ModelChoice[], current: string): ModelRow[] {
  const toRow = ({ id, displayName, location }: ModelChoice): ModelRow => ({
    id,
    label: `${id === current ? '$(check) ' : ''}${displayName}`,
    description: id === displayName ? location.host : `${id} · ${location.host}`,
  });
  const local = models.filter(({ location }) => location.kind === 'local');
  const remote = models.filter(({ location }) => location.kind === 'remote');
  return [
    ...(local.length > 0 ? [separator('On this machine'), ...local.map(toRow)] : []),
    ...(remote.length > 0
      ? [separator('Elsewhere: contents are sent there, after you agreed'), ...remote.map(toRow)]
      : []),
  ];
}

function askForId(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Longview: Model',
    prompt: 'PROVIDER:ID, where PROVIDER is openai, anthropic, google, ollama, compatible or vscode',
    placeHolder: 'ollama:qwen3-coder',
    validateInput: (value) => (/^[a-z]+:\S+$/.test(value.trim()) ? undefined : 'Write PROVIDER:ID.'),
  });
}

function separator(label: string): ModelRow {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
