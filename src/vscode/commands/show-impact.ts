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
    const rows = impactRows(impact);
    if (rows.length === 0) {
      picker.hide();
      void vscode.window.showInformationMessage(`Nothing in “${folder.name}” depends on ${name}.`);
      return impact;
    }
    picker.busy = false;
    picker.placeholder = `Select one of ${counted(impact.dependents.length, 'file')} that a change may affect`;
    picker.items = rows;
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

/** One row for each file: those that use its definitions or import it, its tests, and what depends on those. */
export function impactRows({ references, dependents, tests }: FreshImpact): ImpactRow[] {
  const uses = new Map<string, { line: number; symbols: Map<string, number> }>();
  for (const { from, line, symbol, count } of references) {
    const use = uses.get(from) ?? { line, symbols: new Map<string, number>() };
    use.line = Math.min(use.line, line);
    use.symbols.set(symbol, (use.symbols.get(symbol) ?? 0) + count);
    uses.set(from, use);
  }
  const isTest = new Set(tests);
  const toRow = ({ path, distance }: FreshImpact['dependents'][number]): ImpactRow => {
    const slash = path.lastIndexOf('/');
    const use = uses.get(path);
    const steps = distance > 1 ? `${distance} steps away` : '';
    const parts = [
      path.slice(0, Math.max(0, slash)),
      use === undefined ? '' : usedSymbols(use.symbols),
      steps,
    ];
    return {
      label: `$(${isTest.has(path) ? 'beaker' : 'file'}) ${path.slice(slash + 1)}`,
      description: parts.filter((part) => part !== '').join(' · '),
      path,
      line: use?.line ?? 1,
    };
  };
  const distances = new Map(dependents.map(({ path, distance }) => [path, distance]));
  // A name can be used without an import, and a test be one by its own name alone.
  for (const path of [...uses.keys(), ...tests]) if (!distances.has(path)) distances.set(path, 1);
  const all = [...distances].map(([path, distance]) => ({ path, distance }));
  // What uses most of it is what a change touches most.
  const useCount = ({ path }: { readonly path: string }) =>
    [...(uses.get(path)?.symbols.values() ?? [])].reduce((sum, count) => sum + count, 0);
  const direct = all.filter(({ path, distance }) => distance === 1 && !isTest.has(path));
  direct.sort((a, b) => useCount(b) - useCount(a));
  const testing = all.filter(({ path }) => isTest.has(path));
  const other = all.filter(({ path, distance }) => distance > 1 && !isTest.has(path));
  return [
    ...rowsUnder('use it', direct, toRow),
    ...rowsUnder('test it', testing, toRow),
    ...rowsUnder('depend on it through other files', other, toRow),
  ];
}

/** Symbols of a file that a row names. */
const shownSymbols = 3;

/** `effect ×22, stop, +4` */
function usedSymbols(symbols: ReadonlyMap<string, number>): string {
  const sorted = [...symbols].sort(([, a], [, b]) => b - a);
  const shown = sorted
    .slice(0, shownSymbols)
    .map(([name, count]) => (count > 1 ? `${name} ×${count}` : name));
  const left = sorted.length - shown.length;
  return [...shown, ...(left > 0 ? [`+${left}`] : [])].join(', ');
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
