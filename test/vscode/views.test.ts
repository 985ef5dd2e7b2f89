import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RunRecord } from '../../src/core/ports/journal.ts';
import type { ReviewReport } from '../../src/core/review/review-report.ts';
import type { ExtensionState } from '../../src/vscode/extension-state.ts';
import type { FindingsStore } from '../../src/vscode/findings/findings-store.ts';
import { createTaskRunner } from '../../src/vscode/run-with-progress.ts';
import { RiskTree } from '../../src/vscode/views/risk-tree.ts';
import { RunsTree } from '../../src/vscode/views/runs-tree.ts';

const folder = vscode.workspace.workspaceFolders?.[0] as vscode.WorkspaceFolder;
const labelOf = (item: vscode.TreeItem) => item.accessibilityInformation?.label ?? '';

describe('what a screen reader says', () => {
  it('of a region at risk is its function and its place', () => {
    const factors = { churn: 1, complexity: 2, commits: 3, fixes: 0, lines: 133 };
    const region = { path: 'src/a.ts', symbol: 'total', startLine: 5, endLine: 9, score: 1, factors };
    const report = { risk: [region] } as unknown as ReviewReport;
    const tree = new RiskTree({ reports: () => [{ folder, report }] } as unknown as FindingsStore);
    const [node] = tree.getChildren();
    assert.ok(node);
    assert.equal(labelOf(tree.getTreeItem(node)), 'total, src/a.ts line 5, risk 1.00 of 1');
  });

  it('of a run is when it began, and how it ended', () => {
    const startedAt = new Date(2020, 4, 3, 14, 5).getTime();
    const run: RunRecord = {
      ...{ id: 'r', kind: 'review', key: 'k', model: '', state: 'finished', summary: '{}' },
      ...{ startedAt, endedAt: startedAt + 8900 },
    };
    const tasks = { onDidEnd: new vscode.EventEmitter<string>().event };
    const tree = new RunsTree({ tasks } as unknown as ExtensionState);
    const item = tree.getTreeItem({ run, folder });
    assert.match(labelOf(item), /^Review, .*2:05.*, finished, 8\.9 s, no model/);
    tree.dispose();
  });
});

describe('tasks', () => {
  it('are told apart by what they are for', async () => {
    const log = { info: () => undefined } as unknown as vscode.LogOutputChannel;
    const tasks = createTaskRunner(log, () => undefined);
    const ended: string[] = [];
    tasks.onDidEnd((kind) => ended.push(kind));
    const ends = new Map<string, () => void>();
    const start = (kind: 'review' | 'pack') =>
      tasks.run(
        kind,
        (signal, onProgress) =>
          new Promise<void>((resolve, reject) => {
            onProgress({ type: 'stage-start', stage: kind === 'review' ? 'review' : 'fit' });
            ends.set(kind, resolve);
            signal.addEventListener('abort', () => reject(new DOMException('Cancelled.', 'AbortError')));
          }),
        kind,
      );
    const pack = start('pack');
    assert.equal(tasks.current('review'), undefined);
    const review = start('review');
    void start('pack'); // a later one does not hide the review
    assert.equal(tasks.current('review'), 'Reviewing');
    assert.equal(tasks.current('pack'), 'Fitting the budget');
    tasks.cancel();
    await review;
    assert.deepEqual(ended, ['review']);
    assert.equal(tasks.current(), 'Fitting the budget');
    tasks.cancel();
    await pack;
    assert.equal(tasks.current(), undefined);
    tasks.dispose();
  });
});
