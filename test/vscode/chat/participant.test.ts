import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface ChatOutcome {
  readonly errorDetails?: { readonly message: string };
  readonly metadata?: { readonly command?: string };
}

/** Sends a message in the real Chat view and waits for the participant's result. */
async function say(query: string, vendor = 'longview'): Promise<ChatOutcome> {
  const outcome = await vscode.commands.executeCommand<ChatOutcome>('workbench.action.chat.open', {
    query,
    blockOnResponse: true,
    modelSelector: { vendor },
  });
  return outcome ?? {};
}

describe('@longview', () => {
  before(async function () {
    this.timeout(60_000);
    await vscode.extensions.getExtension('longview.longview')?.activate();
    // The view takes a moment to notice a model that was just registered.
    await vscode.lm.selectChatModels({ vendor: 'longview' });
    await new Promise((resolve) => setTimeout(resolve, 2000));
  });

  it('answers a message without a question with what it can do', async function () {
    this.timeout(60_000);
    const { errorDetails, metadata } = await say('@longview ');
    assert.equal(errorDetails, undefined);
    assert.equal(metadata?.command, 'ask');
  });

  it('answers a question with places where there is no model', async function () {
    this.timeout(120_000);
    const { errorDetails, metadata } = await say('@longview Where is the greeting made?');
    assert.equal(errorDetails, undefined);
    assert.equal(metadata?.command, 'ask');
  });

  it('has a command for plans', async function () {
    this.timeout(120_000);
    const { errorDetails, metadata } = await say('@longview /plan Rename the greeting');
    assert.equal(errorDetails, undefined);
    assert.equal(metadata?.command, 'plan');
  });

  it('answers without the model that was chosen where the network setting forbids it', async function () {
    this.timeout(120_000);
    // This suite allows no connection but to this machine, and nobody knows where VS Code's models run.
    const { errorDetails } = await say('@longview Where is the greeting made?', 'probe');
    assert.equal(errorDetails, undefined);
  });
});
