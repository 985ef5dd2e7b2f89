import * as vscode from 'vscode';
import type { RunKind, RunRecord, RunState } from '../../core/ports/journal.ts';
import type { ExtensionState } from '../extension-state.ts';
import { formatCost, formatDuration, formatTokens } from '../format-amounts.ts';

interface RunNode {
  readonly folder: vscode.WorkspaceFolder;
  readonly run: RunRecord;
}

const maxRuns = 50;
const kindNames: Readonly<Record<RunKind, string>> = {
  review: 'Review',
  ask: 'Question',
  plan: 'Change plan',
};
const kindIcons: Readonly<Record<RunKind, string>> = {
  review: 'checklist',
  ask: 'comment-discussion',
  plan: 'list-tree',
};
const stateNames: Readonly<Record<RunState, string>> = {
  interrupted: 'interrupted',
  finished: 'finished',
  stopped: 'stopped at its budget',
  cancelled: 'cancelled',
  failed: 'failed',
};

/** The history of runs, newest first. */
export class RunsTree implements vscode.TreeDataProvider<RunNode>, vscode.Disposable {
  readonly #state: ExtensionState;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(state: ExtensionState) {
    this.#state = state;
    this.#subscription = state.tasks.onDidEnd((kind) => {
      if (kind !== 'pack') this.#changed.fire(); // a pack is no run
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async getChildren(node?: RunNode): Promise<RunNode[]> {
    if (node !== undefined) return [];
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const nodes = await Promise.all(
      folders.map(async (folder) => {
        const runs = await this.#state.client.runs(folder.uri.fsPath, maxRuns);
        return runs.map((run) => ({ folder, run }));
      }),
    );
    return nodes.flat().sort((a, b) => b.run.startedAt - a.run.startedAt);
  }

  getTreeItem({ run, folder }: RunNode): vscode.TreeItem {
    const item = new vscode.TreeItem(`${kindNames[run.kind]}, ${when(run.startedAt)}`);
    const facts = factsOf(run);
    const inFolder = (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? [folder.name] : [];
    const short = [
      run.state === 'finished' ? '' : stateNames[run.state],
      ...facts,
      run.model || 'no model',
      ...inFolder,
    ];
    item.description = short.filter((text) => text !== '').join(' · ');
    item.iconPath = new vscode.ThemeIcon(run.state === 'failed' ? 'error' : kindIcons[run.kind]);
    item.accessibilityInformation = {
      label: [item.label, stateNames[run.state], ...facts, run.model || 'no model', ...inFolder].join(', '),
    };
    item.tooltip = [
      `${kindNames[run.kind]}: ${stateNames[run.state]}`,
      `Started ${new Date(run.startedAt).toLocaleString()}`,
      `Model: ${run.model || 'none'}`,
      ...facts,
    ].join('\n');
    return item;
  }
}

/** Time, tokens and cost, as far as the run's summary tells them. */
function factsOf(run: RunRecord): string[] {
  const facts: string[] = [];
  if (run.endedAt !== undefined) facts.push(formatDuration(run.endedAt - run.startedAt));
  const summary = parseSummary(run.summary);
  const usage = (summary.usage ?? summary) as Readonly<Record<string, unknown>>;
  const numberOf = (key: string) => (typeof usage[key] === 'number' ? usage[key] : undefined);
  const tokens = (numberOf('inputTokens') ?? 0) + (numberOf('outputTokens') ?? 0);
  if (tokens > 0) facts.push(`${formatTokens(tokens)} tokens`);
  const cost = numberOf('costUsd');
  if (cost) facts.push(formatCost(cost));
  return facts;
}

function parseSummary(json: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(json)) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

function when(time: number): string {
  const date = new Date(time);
  const isToday = date.toDateString() === new Date().toDateString();
  const clock = date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return isToday ? clock : `${date.toLocaleDateString([], { day: 'numeric', month: 'short' })} ${clock}`;
}
