import * as vscode from 'vscode';
import type { RiskRegion } from '../../core/risk/rank-risk.ts';
import type { FindingsStore } from '../findings/findings-store.ts';

interface RiskNode {
  readonly folder: vscode.WorkspaceFolder;
  readonly region: RiskRegion;
}

/** Regions that are listed at most: the view answers where to look first. */
const maxRegions = 50;

/** The riskiest regions of the newest review, with what makes them so. */
export class RiskTree implements vscode.TreeDataProvider<RiskNode> {
  readonly #findings: FindingsStore;
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(findings: FindingsStore) {
    this.#findings = findings;
    this.onDidChangeTreeData = findings.onDidChange;
  }

  getChildren(node?: RiskNode): RiskNode[] {
    if (node !== undefined) return [];
    const nodes = this.#findings
      .reports()
      .flatMap(({ folder, report }) => report.risk.map((region) => ({ folder, region })));
    return nodes.sort((a, b) => b.region.score - a.region.score).slice(0, maxRegions);
  }

  getTreeItem({ folder, region }: RiskNode): vscode.TreeItem {
    const { path, symbol, startLine, endLine, score, factors } = region;
    const item = new vscode.TreeItem(symbol === '' ? (path.split('/').at(-1) ?? path) : symbol);
    item.description = `${path}:${startLine}`;
    item.iconPath = new vscode.ThemeIcon('flame', new vscode.ThemeColor(colorOf(score)));
    item.command = {
      title: 'Open',
      command: 'longview.openFinding',
      arguments: [folder.uri.toString(), path, startLine, endLine],
    };
    // Without it the tooltip is what a screen reader says, and that does not name the row.
    item.accessibilityInformation = {
      label: `${item.label}, ${path} line ${startLine}, risk ${score.toFixed(2)} of 1`,
    };
    item.tooltip = [
      `Risk ${score.toFixed(2)} of 1, relative to this repository`,
      `Recent changes: ${factors.churn}`,
      `Complexity: ${factors.complexity}`,
      `Commits: ${factors.commits}, of which fixes: ${factors.fixes}`,
      `Lines: ${factors.lines}`,
    ].join('\n');
    return item;
  }
}

function colorOf(score: number): string {
  return score > 0.66 ? 'charts.red' : score > 0.33 ? 'charts.orange' : 'charts.yellow';
}
