import * as vscode from 'vscode';
import type { MapChoice } from '../../webview/context-map-messages.ts';
import { choiceOf } from '../../webview/context-map-pattern.ts';
import { restorePanels } from '../ask/restore-panels.ts';
import { type CommandHandler, registerCommand } from '../commands/register-command.ts';
import type { ExtensionState } from '../extension-state.ts';
import { formatTokens } from '../format-amounts.ts';
import { ContextMapController } from './context-map-controller.ts';
import { budgetBar } from './context-rows.ts';
import type { ContextStore } from './context-store.ts';
import { type ContextNode, ContextTree, contextGroupings } from './context-tree.ts';
import { writeChoice } from './pack-choices.ts';
import { copyContext, saveContext } from './pack-commands.ts';

/** Registers the context map, the Context view, and what copies and saves packs. */
export function registerContext(state: ExtensionState, store: ContextStore): vscode.Disposable {
  const maps = new Map<string, ContextMapController>();
  const tree = new ContextTree(store);
  const view = vscode.window.createTreeView('longview.context', {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  const command = (name: string, handler: CommandHandler) => registerCommand(state, name, handler);
  const showMap = async () => {
    const folder = await state.pickRoot();
    if (folder === undefined) return;
    const key = folder.uri.toString();
    const existing = maps.get(key);
    if (existing !== undefined) existing.reveal();
    else addMap(folder);
  };
  const addMap = (folder: vscode.WorkspaceFolder, restored?: vscode.WebviewPanel) => {
    const key = folder.uri.toString();
    maps.set(key, new ContextMapController(state, store, folder, () => maps.delete(key), restored));
  };
  const choose = (choice: MapChoice) => async (argument: unknown) => {
    const target = await targetOf(argument);
    if (target === undefined) return;
    await writeChoice(target.folder, target.path, target.isFolder, choice);
    // Nothing may be shown yet: then this is what the first pack is made with.
    await store.lookedAt(target.folder);
  };
  const chooseResolution = async (argument: unknown) => {
    const target = await targetOf(argument);
    const choice = target && (await pickResolution(store, target));
    if (choice !== undefined) await choose(choice)(argument);
  };
  const lookAtAll = () => {
    for (const folder of localFolders()) store.lookedAt(folder).catch(state.showError);
  };
  let toldPictures: boolean | undefined;
  const describe = () => {
    describeView(view, store);
    if (toldPictures === store.withPictures) return;
    toldPictures = store.withPictures;
    // The menu offers what is not the case.
    void vscode.commands.executeCommand('setContext', 'longview.contextPictures', toldPictures);
  };
  describe();
  const packAll = () => Promise.all(localFolders().map((folder) => store.pack(folder)));
  const setPictures = async (isIn: boolean) => {
    await store.setPictures(isIn);
    await packAll();
  };
  return vscode.Disposable.from(
    tree,
    view,
    { dispose: () => disposeAll(maps) },
    store.addViewer(() => view.visible),
    store.onDidChange(describe),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) lookAtAll();
    }),
    restorePanels('longview.contextMap', addMap),
    command('showContextMap', showMap),
    command('copyContext', () => copyContext(state, store)),
    command('saveContext', (uri?: vscode.Uri) =>
      saveContext(state, store, uri instanceof vscode.Uri ? uri : undefined),
    ),
    command('refreshContext', packAll),
    command('putPicturesInContext', () => setPictures(true)),
    command('leavePicturesOutOfContext', () => setPictures(false)),
    command('pinInContext', choose('pin')),
    command('leaveOutOfContext', choose('leave-out')),
    command('resetInContext', choose('automatic')),
    command('setResolutionInContext', chooseResolution),
    ...contextGroupings.map((grouping) =>
      command(`groupContextBy${grouping === 'folder' ? 'Folder' : 'Resolution'}`, async () => {
        tree.groupBy(grouping);
        await vscode.commands.executeCommand('setContext', 'longview.contextGrouping', grouping);
      }),
    ),
  );
}

/** Each one takes itself out of the maps. */
function disposeAll(maps: ReadonlyMap<string, ContextMapController>): void {
  for (const map of [...maps.values()]) map.dispose();
}

function localFolders(): vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

/** The budget beside the view's name, and what is being done above its rows. */
function describeView(view: vscode.TreeView<ContextNode>, store: ContextStore): void {
  const contexts = localFolders().map((folder) => store.of(folder));
  const [only] = contexts;
  if (contexts.length === 1 && only?.map !== undefined) {
    const { tokenCount, budget } = only.map;
    const pictures = store.withPictures ? ' · with pictures' : '';
    view.description = `${budgetBar(tokenCount, budget)} ${formatTokens(tokenCount)} of ${formatTokens(budget)}${pictures}`;
  } else view.description = '';
  const said = contexts.map(({ doing, problem }) => doing ?? problem).find((text) => text !== undefined);
  view.message = said ?? '';
}

const resolutionChoices: readonly {
  readonly choice: MapChoice;
  readonly label: string;
  readonly detail: string;
}[] = [
  { choice: 'full', label: 'Full', detail: 'The whole text' },
  { choice: 'skeleton', label: 'Skeleton', detail: 'Without function bodies; of data a sample' },
  { choice: 'outline', label: 'Outline', detail: 'The names that it defines, with their lines' },
  { choice: 'path', label: 'Named Only', detail: 'Its path in the list of what is not shown' },
  { choice: 'automatic', label: 'Automatic', detail: 'Whatever fits best: what was chosen is taken back' },
];

async function pickResolution(
  store: ContextStore,
  { folder, path, isFolder }: Target,
): Promise<MapChoice | undefined> {
  const now = choiceOf(store.choicesOf(folder), path, isFolder);
  const items = resolutionChoices.map(({ choice, label, detail }) => ({
    ...{ choice, label, detail },
    description: choice === now ? 'as it is now' : '',
  }));
  const what = isFolder ? `Are the Files in ${path}` : `Is ${path}`;
  const picked = await vscode.window.showQuickPick(items, { title: `Longview: How ${what} Shown in Packs?` });
  return picked?.choice;
}

interface Target {
  readonly folder: vscode.WorkspaceFolder;
  readonly path: string;
  readonly isFolder: boolean;
}

/** The file or folder that a row of the view, or of the explorer, stands for. */
async function targetOf(argument: unknown): Promise<Target | undefined> {
  if (argument instanceof vscode.Uri) {
    const folder = vscode.workspace.getWorkspaceFolder(argument);
    const path = folder && argument.path.slice(folder.uri.path.length).replace(/^\//, '');
    if (folder === undefined || path === undefined || path === '') return undefined;
    const { type } = await vscode.workspace.fs.stat(argument);
    return { folder, path, isFolder: (type & vscode.FileType.Directory) !== 0 };
  }
  const node = Object(argument) as Partial<ContextNode>;
  if (node.kind !== 'file' && node.kind !== 'folder') return undefined;
  const { folder, path, kind } = node as Extract<ContextNode, { path: string }>;
  return { folder, path, isFolder: kind === 'folder' };
}
