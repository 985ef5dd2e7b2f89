import * as vscode from 'vscode';
import type { ContextMap } from '../../core/context/context-map.ts';
import { choiceOf } from '../../webview/context-map-pattern.ts';
import { resolutionLabel } from '../../webview/resolution-words.ts';
import { counted, formatTokens } from '../format-amounts.ts';
import { contentOf, fileOf, tokenSums } from './context-rows.ts';
import type { ContextStore } from './context-store.ts';

export const contextGroupings = ['resolution', 'folder'] as const;
export type ContextGrouping = (typeof contextGroupings)[number];

interface InFolder {
  readonly folder: vscode.WorkspaceFolder;
  readonly map: ContextMap;
}

/** A row of the view. Commands get `path` nodes as their argument. */
export type ContextNode =
  | ({ readonly kind: 'root' } & InFolder)
  | ({ readonly kind: 'resolution'; readonly name: string; readonly rows: readonly number[] } & InFolder)
  | ({
      readonly kind: 'folder';
      readonly path: string;
      readonly first: number;
      readonly end: number;
    } & InFolder)
  | ({ readonly kind: 'file'; readonly path: string; readonly row: number } & InFolder)
  | { readonly kind: 'more'; readonly count: number };

/** Files that a group lists, those with the most tokens first; the map shows them all. */
const maxFiles = 250;

/** What is in the packs, by resolution or by folder, with the reasons. Children are found when they are unfolded. */
export class ContextTree implements vscode.TreeDataProvider<ContextNode>, vscode.Disposable {
  readonly #store: ContextStore;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly #sums = new WeakMap<ContextMap, Float64Array>();
  #shown = new Map<string, ContextMap | undefined>();
  #grouping: ContextGrouping = 'resolution';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(store: ContextStore) {
    this.#store = store;
    this.#subscription = store.onDidChange(({ folder, map }) => {
      // Progress is told, too; the rows change only with the pack.
      if (this.#shown.get(folder.uri.toString()) === map) return;
      this.#shown.set(folder.uri.toString(), map);
      this.#changed.fire();
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  groupBy(grouping: ContextGrouping): void {
    this.#grouping = grouping;
    this.#changed.fire();
  }

  getChildren(node?: ContextNode): ContextNode[] {
    if (node === undefined) {
      const roots = (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => {
        const { map } = this.#store.of(folder);
        return map === undefined ? [] : [{ kind: 'root' as const, folder, map }];
      });
      const isAlone = (vscode.workspace.workspaceFolders?.length ?? 0) === 1;
      const [only] = roots;
      return isAlone && only !== undefined ? this.#topOf(only) : roots;
    }
    if (node.kind === 'root') return this.#topOf(node);
    if (node.kind === 'resolution') return filesOf(node, node.rows);
    if (node.kind === 'folder') return this.#inFolder(node, node.path, node.first, node.end);
    return [];
  }

  #topOf({ folder, map }: InFolder): ContextNode[] {
    if (this.#grouping === 'folder') return this.#inFolder({ folder, map }, '', 0, map.paths.length);
    const rows = map.resolutionNames.map((): number[] => []);
    map.resolutions.forEach((resolution, row) => {
      rows[resolution]?.push(row);
    });
    return map.resolutionNames.flatMap((name, index) =>
      (rows[index] as number[]).length === 0
        ? []
        : [{ kind: 'resolution' as const, folder, map, name, rows: rows[index] as number[] }],
    );
  }

  #inFolder({ folder, map }: InFolder, path: string, first: number, end: number): ContextNode[] {
    const content = contentOf(map, path, first, end);
    const folders = content.folders.map((below) => ({ kind: 'folder' as const, folder, map, ...below }));
    return [
      ...folders.sort((a, b) => this.#tokensOf(b) - this.#tokensOf(a)),
      ...filesOf({ folder, map }, content.files),
    ];
  }

  #tokensOf({ map, first, end }: { map: ContextMap; first: number; end: number }): number {
    const sums = this.#sums.get(map) ?? tokenSums(map);
    this.#sums.set(map, sums);
    return (sums[end] as number) - (sums[first] as number);
  }

  getTreeItem(node: ContextNode): vscode.TreeItem {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    if (node.kind === 'more') return new vscode.TreeItem(`and ${counted(node.count, 'file')} more`);
    const { folder, map } = node;
    if (node.kind === 'root') {
      const item = new vscode.TreeItem(folder.name, Expanded);
      item.description = `${formatTokens(map.tokenCount)} of ${formatTokens(map.budget)}`;
      item.iconPath = new vscode.ThemeIcon('root-folder');
      return item;
    }
    if (node.kind === 'resolution') {
      const item = new vscode.TreeItem(resolutionLabel(node.name), Collapsed);
      const tokens = node.rows.reduce((sum, row) => sum + (map.tokenCounts[row] ?? 0), 0);
      item.description = `${counted(node.rows.length, 'file')} · ${formatTokens(tokens)} tokens`;
      item.id = `${folder.uri} ${node.name}`;
      return item;
    }
    const uri = vscode.Uri.joinPath(folder.uri, node.path);
    const choice = choiceOf(this.#store.choicesOf(folder), node.path, node.kind === 'folder');
    const isForced = choice !== 'pin' && choice !== 'leave-out' && choice !== 'automatic';
    const mark = choice === 'pin' ? 'pinned' : choice === 'leave-out' ? 'left out' : isForced ? 'forced' : '';
    const contextValue = `${node.kind}-${isForced ? 'forced' : choice}`;
    const item = new vscode.TreeItem(uri, node.kind === 'folder' ? Collapsed : undefined);
    item.contextValue = contextValue;
    item.id = `${folder.uri} ${this.#grouping} ${node.kind} ${node.path}`;
    if (node.kind === 'folder') {
      item.iconPath = vscode.ThemeIcon.Folder;
      item.description = joined([mark, `${formatTokens(this.#tokensOf(node))} tokens`]);
      item.accessibilityInformation = { label: joined([`Folder ${node.path}`, item.description]) };
      return item;
    }
    const resolution = map.resolutionNames[map.resolutions[node.row] ?? 0] ?? '';
    const tokens = `${formatTokens(map.tokenCounts[node.row] ?? 0)} tokens`;
    const slash = node.path.lastIndexOf('/');
    const where = this.#grouping === 'resolution' && slash > 0 ? node.path.slice(0, slash) : '';
    item.iconPath = vscode.ThemeIcon.File;
    item.description = joined([
      mark,
      this.#grouping === 'folder' ? `${resolution} · ${tokens}` : tokens,
      where,
    ]);
    const reason = map.reasonTexts[map.reasons[node.row] ?? 0] ?? '';
    item.accessibilityInformation = { label: joined([node.path, mark, `${resolution}, ${tokens}`]) };
    // A string, not Markdown: the path comes from the repository.
    item.tooltip = [node.path, `${resolution}, ${tokens}`, reason].filter((line) => line !== '').join('\n');
    const opened = vscode.Uri.joinPath(folder.uri, fileOf(map, node.path));
    item.command = { title: 'Open', command: 'vscode.open', arguments: [opened] };
    return item;
  }
}

function filesOf({ folder, map }: InFolder, rows: readonly number[]): ContextNode[] {
  const tokens = (row: number) => map.tokenCounts[row] ?? 0;
  const sorted = rows.toSorted((a, b) => tokens(b) - tokens(a) || a - b);
  const files = sorted
    .slice(0, maxFiles)
    .map((row): ContextNode => ({ kind: 'file', folder, map, path: map.paths[row] as string, row }));
  const left = rows.length - files.length;
  return left > 0 ? [...files, { kind: 'more', count: left }] : files;
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
