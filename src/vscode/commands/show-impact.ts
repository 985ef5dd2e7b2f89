import * as vscode from 'vscode';
import type { FreshImpact } from '../../core/engine-api.ts';
import type { ExtensionState } from '../extension-state.ts';
import { counted } from '../format-amounts.ts';

interface ImpactRow extends vscode.QuickPickItem {
  readonly path?: string;
  readonly line?: number;
}

/** More rows than anybody reads; building them all would hold up the editor. */
const shownRows = 300;

/**
 * Lists what depends on a file, by default the one that is being edited, and opens the place that the user picks.
 * @returns what was listed; undefined where nothing could be
 */
export async function showImpact(
  state: ExtensionState,
  file: vscode.Uri | undefined = activeFile(),
): Promise<FreshImpact | undefined> {
  const folder = file && vscode.workspace.getWorkspaceFolder(file);
  if (file === undefined || folder?.uri.scheme !== 'file') {
    void vscode.window.showInformationMessage('Open a file of the workspace to see what depends on it.');
    return undefined;
  }
  const path = file.path.slice(folder.uri.path.length).replace(/^\//, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const picker = vscode.window.createQuickPick<ImpactRow>();
  const controller = new AbortController();
  picker.title = `What Depends on ${name}`;
  picker.placeholder = 'Bringing the graph up to date…';
  picker.matchOnDescription = true;
  picker.busy = true;
  const picked = new Promise<ImpactRow | undefined>((resolve) => {
    picker.onDidAccept(() => {
      const [row] = picker.selectedItems;
      if (row !== undefined) resolve(row); // Enter while the list is still empty picks nothing
    });
    picker.onDidHide(() => resolve(undefined));
  });
  void picked.then(() => controller.abort());
  picker.show();
  try {
    const impact = await state.client.impact(folder.uri.fsPath, path, undefined, {
      signal: controller.signal,
    });
    const { references, dependents } = impact;
    if (references.length === 0 && dependents.length === 0) {
      picker.hide();
      void vscode.window.showInformationMessage(`Nothing in “${folder.name}” depends on ${name}.`);
      return impact;
    }
    picker.busy = false;
    picker.placeholder = `${counted(dependents.length, 'file')} may be affected by a change. Select a place to open it.`;
    picker.items = [...referenceRows(references), ...dependentRows(impact)];
    const row = await picked;
    if (row?.path !== undefined) {
      const line = row.line ?? 1;
      await state.showLocation(folder.uri, row.path, line, line);
    }
    return impact;
  } finally {
    picker.dispose();
  }
}

function referenceRows(references: FreshImpact['references']): ImpactRow[] {
  return rowsUnder('Uses of its definitions', references, ({ from, line, symbol, count }) => ({
    label: symbol,
    description: `${from}:${line}${count > 1 ? ` · ${count} times` : ''}`,
    iconPath: new vscode.ThemeIcon('references'),
    path: from,
    line,
  }));
}

function dependentRows({ references, dependents, tests }: FreshImpact): ImpactRow[] {
  const toRow = ({ path, distance }: FreshImpact['dependents'][number]): ImpactRow => {
    const slash = path.lastIndexOf('/');
    const folder = slash < 0 ? '' : path.slice(0, slash);
    const steps = distance > 1 ? `${distance} steps away` : '';
    const test = tests.includes(path) ? 'tests it' : '';
    return {
      label: path.slice(slash + 1),
      description: [folder, test, steps].filter((part) => part !== '').join(' · '),
      iconPath: new vscode.ThemeIcon(tests.includes(path) ? 'beaker' : 'file'),
      path,
      line: references.find(({ from }) => from === path)?.line ?? 1,
    };
  };
  return [
    ...rowsUnder(
      'Depend on it directly',
      dependents.filter(({ distance }) => distance === 1),
      toRow,
    ),
    ...rowsUnder(
      'Depend on it through other files',
      dependents.filter(({ distance }) => distance > 1),
      toRow,
    ),
  ];
}

function rowsUnder<T>(title: string, items: readonly T[], toRow: (item: T) => ImpactRow): ImpactRow[] {
  if (items.length === 0) return [];
  const left = items.length - shownRows;
  return [
    separator(title),
    ...items.slice(0, shownRows).map(toRow),
    ...(left > 0 ? [separator(`and ${left.toLocaleString('en')} more`)] : []),
  ];
}

function separator(label: string): ImpactRow {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function activeFile(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  // Pictures and other files that are no text have an editor of their own.
  const isFile = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
  return vscode.window.activeTextEditor?.document.uri ?? (isFile ? input.uri : undefined);
}
