import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ReportedFinding } from '../../src/core/review/review-report.ts';
import { explanationOf } from '../../src/vscode/findings/explain-finding.ts';

const scheme = 'longview-finding-test';
const [first] = vscode.workspace.workspaceFolders as readonly [vscode.WorkspaceFolder];

/** What is said of a finding in a file of a folder, in a window of several folders. */
function explanationIn(uri: vscode.Uri, index: number, path: string): string {
  const evidence = { path, startLine: 3, endLine: 4, quote: 'x' };
  const finding: Partial<ReportedFinding> = {
    ...{ title: 'T', severity: 'error', rule: 'r', level: 'grounded', confidence: 1 },
    ...{ explanation: 'E', evidence: [evidence] },
  };
  const folder = { uri, index, name: `folder ${index}` };
  return explanationOf({ folder, finding: finding as ReportedFinding }, { linked: true });
}

describe('a place in the explanation of a finding', function () {
  this.timeout(60_000);
  let shown = '';
  let provider: vscode.Disposable;

  before(() => {
    provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: () => shown,
    });
  });

  after(() => provider.dispose());

  /** Where VS Code's Markdown takes the link of the one place. */
  async function targetOf(explanation: string): Promise<string | undefined> {
    shown = explanation;
    const uri = vscode.Uri.from({ scheme, path: '/Finding.md', query: String(Math.random()) });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, 'markdown');
    // The server that knows Markdown starts with the first document.
    for (let attempt = 0; attempt < 200; attempt++) {
      const command = 'vscode.executeLinkProvider';
      const [link] = await vscode.commands.executeCommand<vscode.DocumentLink[]>(command, uri, 10);
      if (link !== undefined) return link.target?.with({ fragment: '' }).toString();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return undefined;
  }

  it('is in the folder of the finding, whichever of the window that is', async () => {
    const folders = [
      first.uri,
      vscode.Uri.joinPath(first.uri, '../second (1)'),
      first.uri.with({ path: '/other' }),
    ];
    for (const [index, uri] of folders.entries()) {
      const path = 'src/a (b).ts';
      const target = await targetOf(explanationIn(uri, index, path));
      assert.equal(target, vscode.Uri.joinPath(uri, path).toString());
    }
  });

  it('is no link where the folder is on another machine', () => {
    const remote = vscode.Uri.parse('vscode-remote://elsewhere/work');
    assert.doesNotMatch(explanationIn(remote, 1, 'src/a.ts'), /\]\(/);
  });
});
