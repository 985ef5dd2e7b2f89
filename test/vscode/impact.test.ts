import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { FreshImpact } from '../../src/core/engine-api.ts';
import { impactRows } from '../../src/vscode/commands/show-impact.ts';

const folder = vscode.workspace.workspaceFolders?.[0] as vscode.WorkspaceFolder;
const uriOf = (path: string) => vscode.Uri.joinPath(folder.uri, path);
const sleep = (delayMs: number) => new Promise((resolve) => setTimeout(resolve, delayMs));

/** Runs the command and picks the first place that it lists. */
async function showImpact(...parameters: readonly vscode.Uri[]): Promise<FreshImpact | undefined> {
  let isOpen = true;
  const shown = Promise.resolve(
    vscode.commands.executeCommand<FreshImpact | undefined>('longview.showImpact', ...parameters),
  ).finally(() => {
    isOpen = false;
  });
  while (isOpen) {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await sleep(50);
  }
  return shown;
}

async function dependentsOf(path: string): Promise<readonly string[]> {
  const impact = await showImpact(uriOf(path));
  return (impact?.dependents ?? []).map(({ path, distance }) => `${path} ${distance}`);
}

/** Asks until the answer is the expected one. */
async function untilDependents(path: string, expected: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    if (String(await dependentsOf(path)) === String(expected)) return;
    await sleep(250);
  }
  assert.deepEqual(await dependentsOf(path), expected);
}

describe('what depends on a file', () => {
  after(() => {
    for (const path of ['src/tip.ts', 'src/bill.ts']) rmSync(uriOf(path).fsPath, { force: true });
  });

  it('is listed, and a place in the list is opened', async () => {
    const impact = await showImpact(uriOf('src/money.ts'));
    assert.deepEqual(impact?.references, [{ from: 'src/cart.ts', line: 1, symbol: 'roundMoney', count: 2 }]);
    assert.deepEqual(impact?.dependents, [{ path: 'src/cart.ts', distance: 1 }]);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uriOf('src/cart.ts').toString());
    assert.equal(vscode.window.activeTextEditor?.selection.start.line, 0);
  });

  it('is that of the active editor where no file is named', async () => {
    await vscode.window.showTextDocument(uriOf('src/money.ts'));
    assert.deepEqual((await showImpact())?.dependents, [{ path: 'src/cart.ts', distance: 1 }]);
  });

  it('is nothing for a file that no other one needs', async () => {
    assert.deepEqual(await dependentsOf('src/cart.ts'), []);
  });

  it('is fresh after files were written outside of the editor', async () => {
    const tip = "import { roundMoney } from './money.ts';\nexport const tip = roundMoney(1);\n";
    writeFileSync(uriOf('src/tip.ts').fsPath, tip);
    writeFileSync(uriOf('src/bill.ts').fsPath, "import { tip } from './tip.ts';\nexport const bill = tip;\n");
    await untilDependents('src/money.ts', ['src/cart.ts 1', 'src/tip.ts 1', 'src/bill.ts 2']);
    rmSync(uriOf('src/bill.ts').fsPath);
    await untilDependents('src/money.ts', ['src/cart.ts 1', 'src/tip.ts 1']);
  });

  it('is fresh at once when a file was saved', async () => {
    const document = await vscode.workspace.openTextDocument(uriOf('src/tip.ts'));
    const edit = new vscode.WorkspaceEdit();
    const text = "import { total } from './cart.ts';\nexport const tip = total([1]);\n";
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
    await document.save();
    assert.deepEqual(await dependentsOf('src/money.ts'), ['src/cart.ts 1', 'src/tip.ts 2']);
  });

  it('comes out of a graph that is kept, not out of a new look at the folder', async () => {
    const impact = await showImpact(uriOf('src/money.ts'));
    assert.ok((impact?.freshness.updates ?? 0) > 0);
    assert.equal(impact?.freshness.pending, 0);
  });
});

describe('the list of what depends on a file', () => {
  const freshness = { readAt: 0, updates: 0, pending: 0 };
  const use = (from: string, line: number, symbol: string, count: number) => ({ from, line, symbol, count });

  it('has one row for each file, with what it uses, what uses most first, tests apart', () => {
    const rows = impactRows({
      references: [
        use('src/a.ts', 9, 'stop', 1),
        use('src/a.ts', 3, 'start', 2),
        use('src/b.ts', 4, 'start', 5),
        use('no-import.ts', 7, 'stop', 1),
      ],
      dependents: [
        ...['src/a.ts', 'src/b.ts', 'src/index.ts'].map((path) => ({ path, distance: 1 })),
        { path: 'bin/run.ts', distance: 2 },
      ],
      tests: ['test/start.test.ts'],
      freshness,
    });
    assert.deepEqual(
      rows.map(({ label, description, line }) => [label, description, line]),
      [
        ['use it', undefined, undefined],
        ['$(file) b.ts', 'src · start ×5', 4],
        ['$(file) a.ts', 'src · start ×2, stop', 3],
        ['$(file) no-import.ts', 'stop', 7],
        ['$(file) index.ts', 'src', 1],
        ['test it', undefined, undefined],
        ['$(beaker) start.test.ts', 'test', 1],
        ['depend on it through other files', undefined, undefined],
        ['$(file) run.ts', 'bin · 2 steps away', 1],
      ],
    );
  });

  it('names three symbols and counts the others', () => {
    const references = ['a', 'b', 'c', 'd', 'e'].map((symbol, index) => use('x.ts', 1, symbol, 9 - index));
    const [, row] = impactRows({
      references,
      dependents: [{ path: 'x.ts', distance: 1 }],
      tests: [],
      freshness,
    });
    assert.equal(row?.description, 'a ×9, b ×8, c ×7, +2');
  });

  it('is empty for a file that nothing needs', () =>
    assert.deepEqual(impactRows({ references: [], dependents: [], tests: [], freshness }), []));
});
