import * as vscode from 'vscode';
import type { ExtensionState } from '../extension-state.ts';
import { type FindingGrouping, FindingsTree } from './findings-tree.ts';
import { RiskTree } from './risk-tree.ts';
import { RunsTree } from './runs-tree.ts';

const groupings: readonly FindingGrouping[] = ['severity', 'file', 'rule'];

/** The views in Longview's container. The last review is read when the findings are first looked at. */
export function registerViews(state: ExtensionState): vscode.Disposable {
  const findingsTree = new FindingsTree(state);
  const runsTree = new RunsTree(state);
  const findings = vscode.window.createTreeView('longview.findings', {
    treeDataProvider: findingsTree,
    showCollapseAll: true,
  });
  const describe = () => {
    findings.message = messageOf(state) ?? '';
    const fresh = state.findings.fresh().length;
    findings.badge = fresh === 0 ? undefined : { value: fresh, tooltip: `${fresh} new findings` };
  };
  const offerNextGrouping = () => {
    const next = groupings[(groupings.indexOf(findingsTree.grouping) + 1) % groupings.length];
    void vscode.commands.executeCommand('setContext', 'longview.nextGrouping', next);
  };
  offerNextGrouping();
  const groupCommands = groupings.map((grouping) =>
    vscode.commands.registerCommand(`longview.groupFindingsBy${capitalized(grouping)}`, async () => {
      await findingsTree.groupBy(grouping);
      offerNextGrouping();
    }),
  );
  return vscode.Disposable.from(
    findingsTree,
    runsTree,
    findings,
    ...groupCommands,
    vscode.window.createTreeView('longview.risk', { treeDataProvider: new RiskTree(state.findings) }),
    vscode.window.createTreeView('longview.runs', { treeDataProvider: runsTree }),
    state.findings.onDidChange(describe),
    state.tasks.onDidChange(describe),
    findings.onDidChangeVisibility(({ visible }) => {
      if (visible) state.findings.loadLastReviews().catch(state.showError);
    }),
  );
}

/** What stands above the findings: what is being done, or what the newest report rests on. */
function messageOf({ tasks, findings }: ExtensionState): string | undefined {
  const current = tasks.current('review');
  if (current !== undefined) return current === '' ? 'Working…' : current;
  const [newest] = findings.reports();
  if (newest === undefined) return undefined;
  const { report } = newest;
  const how =
    report.model === undefined
      ? 'Checks and risk only, no model'
      : `Reviewed with ${report.model.displayName}`;
  const dismissed = report.dismissedCount > 0 ? `, ${report.dismissedCount} dismissed` : '';
  return `${how}${dismissed}${report.end === 'complete' ? '' : `, ${ends[report.end]}`}`;
}

const ends = {
  budget: 'stopped at its budget',
  cancelled: 'cancelled half-way',
  failed: 'ended early',
} as const;

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
