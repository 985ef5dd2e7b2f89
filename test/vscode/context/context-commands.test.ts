import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';

const folder = vscode.workspace.workspaceFolders?.[0] as vscode.WorkspaceFolder;
const uriOf = (path: string) => vscode.Uri.joinPath(folder.uri, path);
const run = <T>(command: string, ...parameters: readonly unknown[]) =>
  vscode.commands.executeCommand<T>(`longview.${command}`, ...parameters);

function mapTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith('longview.contextMap'),
    );
}

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 100 && !condition(); attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.ok(condition());
}

function settingOf(key: string): unknown {
  return vscode.workspace.getConfiguration('longview', folder.uri).inspect(key)?.workspaceValue;
}

async function savedText(name: string): Promise<string | undefined> {
  const saved = await run<vscode.Uri | undefined>('saveContext', uriOf(`../${name}`));
  if (saved === undefined) return undefined;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(saved));
  await vscode.workspace.fs.delete(saved);
  return text;
}

describe('the context map', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens once for a folder, and again after it was closed', async () => {
    await run('showContextMap');
    await run('showContextMap');
    await until(() => mapTabs().length === 1);
    await vscode.window.tabGroups.close(mapTabs());
    await run('showContextMap');
    await until(() => mapTabs().length === 1);
  });
});

describe('a packed context', () => {
  after(async () => {
    await run('leavePicturesOutOfContext');
    await vscode.workspace.fs.delete(uriOf('../context.xml.pictures'), { recursive: true });
  });

  it('is copied, and its size is said', async () => {
    await vscode.env.clipboard.writeText('before');
    const said = await run<string>('copyContext');
    assert.match(
      said,
      /^Copied [\d.]+k? tokens \(\d+ KB\): \d+ of \d+ files in full\. Pictures are not in it; Save Packed Context… writes them beside the text\.$/,
    );
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /^<pack>\n/);
    assert.match(text, /<file path="src\/cart\.ts" resolution="full"/);
  });

  it('is saved in the format of the ending', async () => {
    assert.match((await savedText('context.xml')) ?? '', /^<pack>/);
    assert.match((await savedText('context.MD')) ?? '', /^# Repository/);
    const json = JSON.parse((await savedText('context.json')) ?? '') as { files: unknown[] };
    assert.ok(json.files.length > 3);
  });

  it('is saved as the map shows it: without pictures, until they are put in', async () => {
    const pictureIn = (text: string | undefined) =>
      /<picture path="docs\/cart-screenshot.png"/.test(text ?? '');
    assert.equal(pictureIn(await savedText('context.xml')), false);
    await run('putPicturesInContext');
    assert.equal(pictureIn(await savedText('context.xml')), true);
    const said = await run<string>('copyContext');
    assert.match(said, /Pictures are not in it, unlike in the map; Save Packed Context… writes them/);
  });

  it('is saved with its pictures in a folder beside it, without those of an earlier pack', async () => {
    const pictures = uriOf('../context.xml.pictures');
    const { fs } = vscode.workspace;
    const bytes = Uint8Array.of(1);
    await fs.writeFile(vscode.Uri.joinPath(pictures, '007-old.png'), bytes);
    await fs.writeFile(vscode.Uri.joinPath(pictures, '008-mine.png'), bytes);
    const list = vscode.Uri.joinPath(pictures, '.longview-pictures');
    await fs.writeFile(list, new TextEncoder().encode('# as the command line writes it\n007-old.png\n'));
    await fs.writeFile(vscode.Uri.joinPath(pictures, 'notes.txt'), bytes);
    const text = (await savedText('context.xml')) ?? '';
    const [, name = ''] = /<picture path="docs\/cart-screenshot.png" attachment="([^"]+)"/.exec(text) ?? [];
    assert.deepEqual(
      (await fs.readDirectory(pictures)).map(([file]) => file).sort(),
      ['.longview-pictures', name, '008-mine.png', 'notes.txt'].sort(),
    );
    assert.match(new TextDecoder().decode(await fs.readFile(list)), new RegExp(`^#[^\\n]*\\n${name}\\n$`));
    const written = await fs.readFile(vscode.Uri.joinPath(pictures, name));
    assert.deepEqual(
      [...written.subarray(1, 4)],
      [...'PNG'].map((letter) => letter.charCodeAt(0)),
    );
  });

  it('is not saved under an ending that says no format', async () => {
    assert.equal(await savedText('context.txt'), undefined);
    await assert.rejects(async () => vscode.workspace.fs.stat(uriOf('../context.txt')));
  });
});

describe('what is pinned and left out', () => {
  after(() => rmSync(uriOf('.vscode').fsPath, { recursive: true, force: true }));

  const shownIn = (pack: string | undefined, path: string) =>
    new RegExp(`<file path="${path}" resolution="(\\w+)"`).exec(pack ?? '')?.[1];

  it('is kept in the settings of the workspace, as patterns', async () => {
    await run('leaveOutOfContext', uriOf('src/money.ts'));
    await run('pinInContext', uriOf('docs'));
    assert.deepEqual(settingOf('pack.leaveOut'), ['/src/money.ts']);
    assert.deepEqual(settingOf('pack.pin'), ['/docs/']);
  });

  it('holds for the next pack', async () => {
    const pack = await savedText('context.xml');
    assert.equal(shownIn(pack, 'src/money.ts'), undefined);
    assert.equal(shownIn(pack, 'src/cart.ts'), 'full');
    assert.match(pack ?? '', /- src\/money\.ts/);
  });

  it('is one or the other', async () => {
    await run('pinInContext', uriOf('src/money.ts'));
    assert.equal(settingOf('pack.leaveOut'), undefined);
    assert.deepEqual(settingOf('pack.pin'), ['/docs/', '/src/money.ts']);
    assert.equal(shownIn(await savedText('context.xml'), 'src/money.ts'), 'full');
  });

  it('is taken back, and leaves nothing in the settings', async () => {
    await run('resetInContext', uriOf('src/money.ts'));
    await run('resetInContext', uriOf('docs'));
    assert.equal(settingOf('pack.pin'), undefined);
  });

  it('is nothing for the folder itself', async () => {
    await run('pinInContext', folder.uri);
    assert.equal(settingOf('pack.pin'), undefined);
  });
});
