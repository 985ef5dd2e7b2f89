import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { startHost, type VscodeHost } from '../vscode-host/start-vscode-host.ts';
import { openView } from './activity-bar.ts';
import {
  chatAttachments,
  lastChatReply,
  openChat,
  pasteImageIntoChat,
  sendChatMessage,
  waitForChatModel,
  waitForChatReply,
} from './chat-view.ts';
import { clickDialogButton } from './modal-dialog.ts';
import { clearNotifications, clickNotificationButton, waitForNotification } from './notifications.ts';
import { openProblems, problemRow, problemRows } from './problems-panel.ts';
import { answerInputBox, chooseQuickPick, quickPickLabels, runCommand } from './quick-input.ts';
import { takeScreenshot } from './take-screenshot.ts';
import { clickTreeRow, expandTreeRow, treeLabels } from './tree-view.ts';
import { waitForWorkbench } from './wait-for-workbench.ts';
import { webviewFrame } from './webview-frame.ts';

const project = join(import.meta.dirname, '../../..');
const probe = join(project, 'test/fixtures/probe-extension');

async function packageProbe(folder: string): Promise<string> {
  const vsix = join(folder, 'probe.vsix');
  const vsce = join(project, 'node_modules/@vscode/vsce/vsce');
  const flags = ['--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', vsix];
  await promisify(execFile)(process.execPath, [vsce, 'package', ...flags], { cwd: probe });
  return vsix;
}

describe('driving the workbench', function () {
  this.timeout(60_000);
  let folder: string;
  let host: VscodeHost;
  let page: Page;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'longview-probe-'));
    host = await startHost({
      vsix: await packageProbe(folder),
      folder: join(probe, 'workspace'),
      theme: 'light',
    });
    page = host.page;
    page.setDefaultTimeout(10_000);
    await waitForWorkbench(page);
  });

  afterEach(async function () {
    const name = this.currentTest?.title.replaceAll(' ', '-');
    await takeScreenshot(page, `workbench/${name}`);
    await clearNotifications(page);
  });

  after(async () => {
    await host?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('runs commands and clicks notification buttons', async () => {
    await runCommand(page, 'Probe: Notify');
    await clickNotificationButton(page, 'Probe says hello', 'Wave');
    await waitForNotification(page, 'You chose Wave');
  });

  it('chooses in quick picks and answers input boxes', async () => {
    await runCommand(page, 'Probe: Pick Fruit');
    assert.deepEqual(await quickPickLabels(page), ['Apple', 'Banana', 'Cherry']);
    await chooseQuickPick(page, 'Banana');
    await answerInputBox(page, '12');
    await waitForNotification(page, 'Picked 12 Banana');
  });

  it('answers modal dialogs', async () => {
    await runCommand(page, 'Probe: Ask In Dialog');
    await clickDialogButton(page, 'Probe asks', 'Go On');
    await waitForNotification(page, 'Dialog answered Go On');
  });

  it('reads the problems panel', async () => {
    await openProblems(page);
    await problemRow(page, 'Probe finds this odd').waitFor();
    const place = { file: 'sample.txt', line: 2, column: 1 };
    assert.deepEqual(await problemRows(page), [
      { ...place, severity: 'error', message: 'Probe finds this wrong', source: 'probe', code: 'P1' },
      { ...place, severity: 'warning', message: 'Probe finds this odd', source: '', code: '' },
    ]);
  });

  it('opens views and clicks tree rows', async () => {
    await openView(page, 'Search');
    await openView(page, 'Probe Box');
    await openView(page, 'Probe Box');
    await expandTreeRow(page, 'Fruit');
    assert.deepEqual(await treeLabels(page), ['Fruit', 'Apple', 'Banana', 'Empty']);
    await clickTreeRow(page, 'Apple');
    await waitForNotification(page, 'Probe says hello');
  });

  it('works inside webviews', async () => {
    await runCommand(page, 'Probe: Open Webview');
    const frame = webviewFrame(page, 'longview-tests.probe');
    await frame.getByRole('button').click();
    await frame.getByText('Clicked 1 times').waitFor();
    await waitForNotification(page, 'Webview sent 1');
    // The focus is inside the webview now; key presses still reach the workbench.
    await runCommand(page, 'Probe: Notify');
    await waitForNotification(page, 'Probe says hello');
  });

  it('talks to a chat participant', async () => {
    await openChat(page);
    await waitForChatModel(page, 'Echo');
    await sendChatMessage(page, '@probe good morning');
    assert.match(await waitForChatReply(page), /^You said good morning\./);
    await lastChatReply(page).getByRole('button', { name: 'Say Hello' }).click();
    await waitForNotification(page, 'Probe says hello');
  });

  it('waits for slow chat replies', async () => {
    await sendChatMessage(page, '@probe /slow hello');
    assert.match(await waitForChatReply(page), /That took a while/);
  });

  it('pastes images into chat', async () => {
    const image = PNG.sync.write(new PNG({ width: 40, height: 30 }));
    await openChat(page);
    await pasteImageIntoChat(page, image);
    assert.equal(await chatAttachments(page).count(), 1);
    await sendChatMessage(page, '@probe look');
    assert.match(await waitForChatReply(page), /It came with image\/png, \d+ bytes\./);
  });
});
