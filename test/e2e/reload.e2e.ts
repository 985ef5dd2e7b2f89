import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { runCommand } from '../support/workbench/quick-input.ts';
import { waitForWorkbench } from '../support/workbench/wait-for-workbench.ts';
import { webviewFrame } from '../support/workbench/webview-frame.ts';
import { keepFailurePicture } from './keep-failure-picture.ts';
import { type RunningShop, startShop } from './start-shop.ts';

describe('after the window was reloaded', function () {
  this.timeout(120_000);
  let shop: RunningShop;
  let page: Page;
  const panel = () => webviewFrame(page, 'longview.longview');
  const bringToFront = (title: string) => page.locator('.tab').filter({ hasText: title }).click();

  before(async () => {
    shop = await startShop({ theme: 'dark', model: 'none' });
    page = shop.host.page;
    page.setDefaultTimeout(30_000);
    await runCommand(page, 'Longview: Ask About Repository');
    await panel().getByRole('textbox', { name: 'Question' }).fill('Where is the session refreshed?');
    await panel().getByRole('button', { name: 'Ask', exact: true }).click();
    await panel().getByRole('heading', { name: 'Places' }).waitFor();
    await panel().getByRole('textbox', { name: 'Question' }).fill('And where is it');
    await runCommand(page, 'Longview: Show Context Map');
    await panel().getByRole('tree', { name: 'Context map' }).waitFor();
    // By the command, which waits until VS Code has written down what is open.
    const reloaded = page.waitForEvent('load');
    await runCommand(page, 'Developer: Reload Window').catch(() => undefined);
    await reloaded;
    await waitForWorkbench(page);
  });
  keepFailurePicture(() => page);
  after(async () => {
    if (shop !== undefined) await shop.stop();
  });

  it('the context map packs again', () => panel().getByRole('tree', { name: 'Context map' }).waitFor());

  it('the Ask panel has its last answer and what was being written', async () => {
    await bringToFront('Ask Longview');
    await panel().getByText('Where is the session refreshed?').waitFor();
    assert.ok((await panel().locator('.places li').count()) > 0);
    assert.equal(await panel().getByRole('textbox', { name: 'Question' }).inputValue(), 'And where is it');
  });

  it('each of them opens once', async () => {
    await runCommand(page, 'Longview: Show Context Map');
    await runCommand(page, 'Longview: Ask About Repository');
    assert.equal(await page.locator('.tab').count(), 2);
  });
});
