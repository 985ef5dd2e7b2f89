import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { readPictureFile } from '../../../src/vscode/ask/picture-files.ts';
import { progressText } from '../../../src/vscode/ask/progress-text.ts';
import { webviewPage } from '../../../src/vscode/ask/webview-page.ts';

function askTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('longview.ask'),
    );
}

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 100 && !condition(); attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.ok(condition());
}

describe('the ask panel', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens once for a folder, whichever command opens it', async () => {
    await vscode.commands.executeCommand('longview.ask');
    await vscode.commands.executeCommand('longview.askWithScreenshot');
    await until(() => askTabs().length === 1);
  });

  it('opens again after it was closed', async () => {
    await vscode.commands.executeCommand('longview.ask', 'What is this?');
    await until(() => askTabs().length === 1);
    await vscode.window.tabGroups.close(askTabs());
    await vscode.commands.executeCommand('longview.ask');
    await until(() => askTabs().length === 1);
  });
});

describe('the page of a panel', () => {
  it('runs only the program that it names', () => {
    const webview = { asWebviewUri: (uri: vscode.Uri) => uri } as vscode.Webview;
    const page = webviewPage(webview, vscode.Uri.file('/extension'), 'webview-ask', 'A & B');
    const nonce = /'nonce-([^']+)'/.exec(page)?.[1];
    assert.match(page, /default-src 'none'/);
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.ok(page.includes(`<script nonce="${nonce}" src="file:///extension/dist/webview-ask.js">`));
    assert.doesNotMatch(page, /unsafe-inline|unsafe-eval|https?:/);
    assert.ok(page.includes('<title>A &#38; B</title>'));
  });

  it('has another nonce each time', () => {
    const webview = { asWebviewUri: (uri: vscode.Uri) => uri } as vscode.Webview;
    const make = () => webviewPage(webview, vscode.Uri.file('/extension'), 'webview-plan', '');
    assert.notEqual(make(), make());
  });
});

describe('a picture from the explorer', () => {
  it('is read as plain bytes, which web views take', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, 'picture.PNG');
    await vscode.workspace.fs.writeFile(uri, new Uint8Array([1, 2, 3]));
    try {
      const { mimeType, bytes } = await readPictureFile(uri);
      assert.equal(mimeType, 'image/png');
      assert.equal(bytes.constructor, Uint8Array);
      assert.equal(bytes.buffer.byteLength, 3);
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });

  it('is refused when its name says that it is none', async () => {
    await assert.rejects(readPictureFile(vscode.Uri.file('/nowhere/notes.txt')), /notes\.txt is not a PNG/);
  });
});

describe('progress in words', () => {
  it('has a share where the total is known', () =>
    assert.deepEqual(progressText({ type: 'stage-progress', stage: 'retrieve', done: 1, total: 4 }), {
      text: 'Searching the repository…',
      fraction: 0.25,
    }));

  it('says nothing when a stage ends', () =>
    assert.equal(progressText({ type: 'stage-end', stage: 'retrieve' }), undefined));
});
