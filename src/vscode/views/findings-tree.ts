import * as vscode from 'vscode';
import type { LocatedEvidence, Severity } from '../../core/checks/finding.ts';
import type { ExtensionState } from '../extension-state.ts';
import { findingTooltip, placeOf } from '../findings/finding-markdown.ts';
import { type FolderFinding, findingKey, uriOf } from '../findings/findings-store.ts';
import { counted } from '../format-amounts.ts';

export type FindingGrouping = 'severity' | 'file' | 'rule';

/** A row of the tree; `key` is what commands on a finding read. */
export type FindingsNode =
  | { readonly kind: 'group'; readonly key: string; readonly items: readonly FolderFinding[] }
  | {
      readonly kind: 'finding';
      readonly key: string;
      readonly item: FolderFinding;
      readonly isFresh: boolean;
    }
  | { readonly kind: 'evidence'; readonly item: FolderFinding; readonly evidence: LocatedEvidence }
  | { readonly kind: 'fixed'; readonly titles: readonly FixedFinding[] }
  | { readonly kind: 'fixed-finding'; readonly fixed: FixedFinding }
  | { readonly kind: 'nothing'; readonly detail: string };

interface FixedFinding {
  readonly title: string;
  readonly path: string;
}

const severityOrder: readonly Severity[] = ['error', 'warning', 'information'];
const severityNames: Readonly<Record<Severity, string>> = {
  error: 'Errors',
  warning: 'Warnings',
  information: 'Information',
};
const severityThemeIcons: Readonly<Record<Severity, vscode.ThemeIcon>> = {
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground')),
  information: new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground')),
};

/** The tree of what the newest review found. */
export class FindingsTree implements vscode.TreeDataProvider<FindingsNode>, vscode.Disposable {
  readonly #state: ExtensionState;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(state: ExtensionState) {
    this.#state = state;
    this.#subscription = state.findings.onDidChange(() => this.#changed.fire());
  }

  get grouping(): FindingGrouping {
    return this.#state.extensionContext.workspaceState.get('findings.grouping', 'severity');
  }

  async groupBy(grouping: FindingGrouping): Promise<void> {
    await this.#state.extensionContext.workspaceState.update('findings.grouping', grouping);
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  getChildren(node?: FindingsNode): FindingsNode[] {
    if (node === undefined) return this.#roots();
    if (node.kind === 'group') {
      const fresh = new Set(this.#state.findings.fresh().map(findingKey));
      return node.items.map((item) => {
        const key = findingKey(item);
        return { kind: 'finding', key, item, isFresh: fresh.has(key) };
      });
    }
    if (node.kind === 'fixed') return node.titles.map((fixed) => ({ kind: 'fixed-finding', fixed }));
    if (node.kind !== 'finding') return [];
    const { item } = node;
    return item.finding.evidence.slice(1).map((evidence) => ({ kind: 'evidence', item, evidence }));
  }

  getTreeItem(node: FindingsNode): vscode.TreeItem {
    if (node.kind === 'group') return groupItem(node.key, node.items, this.grouping);
    if (node.kind === 'finding') return findingItem(node.item, this.grouping, node.isFresh);
    if (node.kind === 'evidence') return evidenceItem(node.item, node.evidence);
    if (node.kind === 'nothing') return nothingItem(node.detail);
    if (node.kind === 'fixed') return fixedGroupItem(node.titles);
    const item = new vscode.TreeItem(node.fixed.title);
    item.description = node.fixed.path;
    item.iconPath = new vscode.ThemeIcon('check', new vscode.ThemeColor('testing.iconPassed'));
    return item;
  }

  #roots(): FindingsNode[] {
    const { findings, tasks } = this.#state;
    const items = findings.all();
    const reports = findings.reports();
    const nodes = groupsOf(items, this.grouping);
    const fixed = reports.flatMap(({ report }) => report.fixed);
    if (items.length === 0 && reports.length > 0 && tasks.current('review') === undefined) {
      const files = reports.reduce((sum, { report }) => sum + (report.scope ?? report).fileCount, 0);
      const what = reports.some(({ report }) => report.scope !== undefined) ? 'changed or dependent ' : '';
      nodes.push({ kind: 'nothing', detail: `${counted(files, `${what}file`)} looked at` });
    }
    if (fixed.length > 0) nodes.push({ kind: 'fixed', titles: fixed });
    return nodes;
  }
}

function groupsOf(items: readonly FolderFinding[], grouping: FindingGrouping): FindingsNode[] {
  const keyOf = ({ finding, folder }: FolderFinding) =>
    grouping === 'severity'
      ? finding.severity
      : grouping === 'rule'
        ? finding.rule
        : inWorkspace(folder, finding.evidence[0].path);
  const rank = (item: FolderFinding) => severityOrder.indexOf(item.finding.severity);
  const sorted = [...items].sort((a, b) => rank(a) - rank(b));
  return [...Map.groupBy(sorted, keyOf)].map(([key, members]) => ({ kind: 'group', key, items: members }));
}

function groupItem(key: string, items: readonly FolderFinding[], grouping: FindingGrouping): vscode.TreeItem {
  const label = grouping === 'severity' ? severityNames[key as Severity] : key;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `${grouping}:${key}`;
  item.description = String(items.length);
  const first = items[0];
  if (grouping === 'severity') item.iconPath = severityThemeIcons[key as Severity];
  else if (grouping === 'rule') item.iconPath = new vscode.ThemeIcon('checklist');
  else if (first !== undefined) {
    item.iconPath = vscode.ThemeIcon.File;
    item.resourceUri = uriOf(first);
  }
  return item;
}

function findingItem(
  folderFinding: FolderFinding,
  grouping: FindingGrouping,
  isFresh: boolean,
): vscode.TreeItem {
  const { finding, folder } = folderFinding;
  const hasMore = finding.evidence.length > 1;
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(finding.title, hasMore ? Collapsed : None);
  item.id = findingKey(folderFinding);
  const [first] = finding.evidence;
  const place = grouping === 'file' ? `line ${first.startLine}` : inWorkspace(folder, placeOf(first));
  item.description = isFresh ? `new · ${place}` : place;
  item.iconPath = severityThemeIcons[finding.severity];
  item.contextValue = finding.fix === undefined ? 'finding' : 'finding-with-fix';
  item.command = openCommand(folder, first);
  item.tooltip = findingTooltip(folderFinding);
  item.accessibilityInformation = {
    label: `${finding.severity}: ${finding.title}, ${placeOf(first)}, ${finding.change}`,
  };
  return item;
}

function evidenceItem({ folder }: FolderFinding, evidence: LocatedEvidence): vscode.TreeItem {
  const item = new vscode.TreeItem(inWorkspace(folder, placeOf(evidence)));
  item.description = evidence.quote.trim().split('\n')[0] ?? '';
  item.iconPath = new vscode.ThemeIcon('location');
  item.command = openCommand(folder, evidence);
  return item;
}

function nothingItem(detail: string): vscode.TreeItem {
  const item = new vscode.TreeItem('No findings');
  item.description = detail;
  item.iconPath = new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  return item;
}

function fixedGroupItem(fixed: readonly FixedFinding[]): vscode.TreeItem {
  const item = new vscode.TreeItem('No longer found', vscode.TreeItemCollapsibleState.Collapsed);
  item.description = String(fixed.length);
  item.iconPath = new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  return item;
}

function openCommand(
  folder: vscode.WorkspaceFolder,
  { path, startLine, endLine }: LocatedEvidence,
): vscode.Command {
  return {
    title: 'Open',
    command: 'longview.openFinding',
    arguments: [folder.uri.toString(), path, startLine, endLine],
  };
}

/** With several folders open, a path says in which one it is. */
function inWorkspace(folder: vscode.WorkspaceFolder, path: string): string {
  return (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? `${folder.name}/${path}` : path;
}
