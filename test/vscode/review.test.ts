import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ReviewReport } from '../../src/core/review/review-report.ts';

const folder = vscode.workspace.workspaceFolders?.[0] as vscode.WorkspaceFolder;
const uriOf = (path: string) => vscode.Uri.joinPath(folder.uri, path);
const own = (path: string) =>
  vscode.languages.getDiagnostics(uriOf(path)).filter(({ source }) => source === 'Longview');

async function until(condition: () => boolean, what: string): Promise<void> {
  for (const start = Date.now(); !condition(); ) {
    if (Date.now() - start > 10_000) throw new Error(`Not within ten seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a review without a model', () => {
  let report: ReviewReport;

  before(async () => {
    // Without a network there is no model, and no question to answer.
    await vscode.workspace
      .getConfiguration('longview')
      .update('network', 'off', vscode.ConfigurationTarget.Global);
    report = await vscode.commands.executeCommand<ReviewReport>('longview.reviewRepository');
  });

  after(async () => {
    await vscode.workspace
      .getConfiguration('longview')
      .update('network', undefined, vscode.ConfigurationTarget.Global);
  });

  it('reports what the checks find, and the risk', () => {
    assert.equal(report.end, 'complete');
    assert.equal(report.model, undefined);
    assert.deepEqual(
      report.findings.map(({ rule, evidence }) => `${rule} ${evidence[0].path}:${evidence[0].startLine}`),
      [
        'check/unresolved-import src/cart.ts:2',
        'check/unresolved-import src/shipping.ts:1',
        'check/missing-path README.md:3',
      ],
    );
    assert.ok(report.risk.length > 0);
  });

  it('puts findings into the Problems panel', () => {
    const [diagnostic] = own('src/cart.ts');
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(diagnostic?.code, 'check/unresolved-import');
    assert.deepEqual(
      diagnostic?.range,
      new vscode.Range(1, 0, 1, "import { taxFor } from './taxes.ts';".length),
    );
  });

  it('explains a finding in a hover whose links open places and nothing else', async () => {
    await vscode.workspace.openTextDocument(uriOf('src/shipping.ts'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uriOf('src/shipping.ts'),
      new vscode.Position(0, 12),
    );
    const parts = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
    const explanation = parts.find(({ value }) => value.includes('There is no file for'));
    const links = parts.find(({ value }) => value.includes('command:longview.openFinding'));
    assert.ok(!explanation?.isTrusted);
    assert.deepEqual(links?.isTrusted, { enabledCommands: ['longview.openFinding'] });
  });

  it('offers to fix, explain, dismiss and copy', async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uriOf('src/shipping.ts'),
      new vscode.Range(0, 5, 0, 5),
    );
    assert.deepEqual(
      actions.map(({ command }) => command?.command).filter((command) => command?.startsWith('longview.')),
      ['longview.applyFix', 'longview.explainFinding', 'longview.dismissFinding', 'longview.copyFinding'],
    );
  });

  it('keeps findings at their lines while somebody types above them', async () => {
    const document = await vscode.workspace.openTextDocument(uriOf('src/shipping.ts'));
    const before = document.getText();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// A new first line.\n\n');
    await vscode.workspace.applyEdit(edit);
    await until(() => own('src/shipping.ts')[0]?.range.start.line === 2, 'the diagnostic moves');
    const fixing = new vscode.WorkspaceEdit();
    const line = document.lineAt(2).range;
    fixing.replace(document.uri, line, "import { postage } from './postage.ts';");
    await vscode.workspace.applyEdit(fixing);
    await until(() => own('src/shipping.ts').length === 0, 'the diagnostic goes with its line');
    const back = new vscode.WorkspaceEdit();
    back.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), before);
    await vscode.workspace.applyEdit(back);
    await document.save();
    await until(() => own('src/shipping.ts').length === 1, 'the diagnostic is back');
  });

  it('opens places of the workspace and of nowhere else', async () => {
    const root = folder.uri.toString();
    await vscode.commands.executeCommand('longview.openFinding', root, 'src/cart.ts', 2, 2);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uriOf('src/cart.ts').toString());
    assert.equal(vscode.window.activeTextEditor?.selection.start.line, 1);
    await vscode.commands.executeCommand('longview.openFinding', 'file:///etc', 'hostname', 1, 1);
    await vscode.commands.executeCommand('longview.openFinding', root, '../../etc/hostname', 1, 1);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uriOf('src/cart.ts').toString());
  });

  it('copies a finding as Markdown', async () => {
    await vscode.commands.executeCommand('longview.copyFinding', report.findings[0]?.fingerprint);
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /^# Import of \.\/taxes\.ts/);
    assert.match(text, /`src\/cart\.ts:2`/);
  });

  it('dismisses a finding for good', async () => {
    const finding = report.findings.find(({ rule }) => rule === 'check/missing-path');
    const dismissed = vscode.commands.executeCommand('longview.dismissFinding', finding?.fingerprint);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await until(() => own('README.md').length === 0, 'the diagnostic goes');
    void dismissed;
    const again = await vscode.commands.executeCommand<ReviewReport>('longview.reviewRepository');
    assert.equal(again.dismissedCount, 1);
    assert.deepEqual(
      again.findings.map(({ change }) => change),
      ['persisting', 'persisting'],
    );
  });
});
