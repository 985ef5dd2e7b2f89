import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { updateManifest } from '../../scripts/generate-manifest.ts';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('the extension', () => {
  const extension = vscode.extensions.getExtension<unknown>('longview.longview');

  it('activates', async () => {
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });

  it('registers exactly the commands that its manifest names', async () => {
    const manifest = extension?.packageJSON as Manifest;
    const named = manifest.contributes.commands.map(({ command }) => command);
    const views =
      /^longview\.(findings|context|risk|runs)\.|^longview\.\w+\.(open|focus|resetViewLocation|removeView)/;
    const registered = (await vscode.commands.getCommands(true)).filter(
      (command) => command.startsWith('longview.') && !views.test(command),
    );
    assert.deepEqual(registered.toSorted(), named.toSorted());
  });

  it('has a manifest that is what the tables say', async () => {
    assert.equal(await updateManifest({ check: true }), true);
  });
});
