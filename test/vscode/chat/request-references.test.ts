import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { explainQuestion } from '../../../src/vscode/chat/explain-question.ts';
import { readReferences } from '../../../src/vscode/chat/request-references.ts';

const root = () =>
  (vscode.workspace.workspaceFolders as readonly vscode.WorkspaceFolder[])[0]?.uri as vscode.Uri;
const reference = (value: unknown) => ({ id: 'x', value }) as vscode.ChatPromptReference;

describe('what a chat request refers to', () => {
  it('holds pasted pictures, told by their shape', async () => {
    const data = () => Promise.resolve(new Uint8Array([1, 2]));
    const { images } = await readReferences([reference({ mimeType: 'image/png', data })]);
    assert.deepEqual(images, [{ name: 'Picture 1', bytes: new Uint8Array([1, 2]) }]);
  });

  it('holds files and selections as places, with lines from 1', async () => {
    const uri = vscode.Uri.joinPath(root(), 'src', 'a.ts');
    const { places } = await readReferences([
      reference(uri),
      reference(new vscode.Location(uri, new vscode.Range(2, 0, 8, 0))),
      reference(new vscode.Location(uri, new vscode.Position(2, 0))),
    ]);
    assert.deepEqual(places, ['src/a.ts', 'src/a.ts:3-9', 'src/a.ts:3']);
  });

  it('says which picture cannot be read, and goes on', async () => {
    const { images, problems } = await readReferences([
      reference(vscode.Uri.joinPath(root(), 'no-such.png')),
    ]);
    assert.equal(images.length, 0);
    assert.equal(problems.length, 1);
  });

  it('passes over what it does not know', async () => {
    const { images, places, problems } = await readReferences([
      reference('text'),
      reference({ mimeType: 'text/plain' }),
    ]);
    assert.deepEqual([images, places, problems], [[], [], []]);
  });
});

describe('/explain', () => {
  it('asks for nothing without a subject', () => assert.equal(explainQuestion(' ', undefined), undefined));

  it('asks for what is named', () =>
    assert.match(explainQuestion('the cache', undefined) ?? '', /^Explain the cache\./));

  it('asks for the selection of the active editor', async () => {
    const uri = vscode.Uri.joinPath(root(), 'explain-me.ts');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('one\ntwo\nthree\n'));
    try {
      const selection = new vscode.Range(0, 0, 1, 3);
      const editor = await vscode.window.showTextDocument(uri, { selection });
      assert.match(explainQuestion('', editor) ?? '', /^Explain explain-me\.ts:1-2\./);
      assert.match(explainQuestion('why?', editor) ?? '', /^Explain explain-me\.ts:1-2: why\?/);
      editor.selection = new vscode.Selection(0, 0, 0, 0);
      assert.match(explainQuestion('', editor) ?? '', /^Explain explain-me\.ts\./);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(uri);
    }
  });
});
