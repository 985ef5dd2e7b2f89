import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { openView } from '../support/workbench/activity-bar.ts';
import { runCommand } from '../support/workbench/quick-input.ts';
import { takeScreenshot } from '../support/workbench/take-screenshot.ts';
import { clickTreeAction, expandTreeRow, treeRow } from '../support/workbench/tree-view.ts';
import { webviewFrame } from '../support/workbench/webview-frame.ts';
import { keepFailurePicture } from './keep-failure-picture.ts';
import { type RunningShop, startShop } from './start-shop.ts';

describe('the context map, by keys alone', function () {
  this.timeout(120_000);
  let shop: RunningShop;
  let page: Page;
  let map: FrameLocator;

  before(async () => {
    shop = await startShop({ theme: 'dark', model: 'none' });
    page = shop.host.page;
    page.setDefaultTimeout(20_000);
  });
  keepFailurePicture(() => page);
  after(async () => {
    if (shop !== undefined) await shop.stop();
  });

  /** Waits until the active item says all of these. */
  const untilActive = async (...said: readonly string[]) => {
    let item = map.locator('[role=treeitem][aria-selected=true]');
    for (const words of said) item = item.and(map.locator(`[aria-label*="${words}"]`));
    await item.waitFor({ state: 'attached' });
  };
  const idle = () => map.getByRole('button', { name: 'Pack Again', disabled: false }).waitFor();
  const hasFocus = () => map.getByRole('tree').and(map.locator(':focus')).waitFor();
  const settings = () => {
    const file = join(shop.folder, '.vscode/settings.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
  };

  it('opens with the focus on the largest folder', async () => {
    await openView(page, 'Longview');
    await runCommand(page, 'Longview: Show Context Map');
    map = webviewFrame(page, 'longview.longview');
    await hasFocus();
    await untilActive('src, folder, 3 files');
  });

  it('shows the pack against its window in the status bar', async () => {
    const bar = page.locator('.part.statusbar').getByText(/no model · [\d.]+k?\/128k/);
    await bar.waitFor();
  });

  it('zooms into a folder and moves among its files', async () => {
    await page.keyboard.press('Enter');
    await map.getByRole('navigation', { name: 'Folders' }).getByText('src').waitFor();
    await untilActive('.ts', 'Full');
    const labels = new Set<string | null>();
    for (const key of ['Home', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'End']) {
      await page.keyboard.press(key);
      labels.add(await map.locator('[role=treeitem][aria-selected=true]').getAttribute('aria-label'));
    }
    assert.equal(labels.size, 3, `the keys led to ${[...labels].join(' | ')}`);
  });

  it('finds a file by its path', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('src sess');
    await map.getByText(/^1 file · \d+ tokens$/).waitFor();
    await page.keyboard.press('Enter');
    await untilActive('session.ts', 'Full');
    await takeScreenshot(page, 'context-map-search');
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await hasFocus();
  });

  it('leaves a file out, packs without it, and writes that into the settings', async () => {
    await idle();
    await page.keyboard.press('x');
    await untilActive('session.ts', 'Named only', 'left out by choice');
    await idle();
    assert.deepEqual(settings()['longview.pack.leaveOut'], ['/src/session.ts']);
    await takeScreenshot(page, 'context-map-left-out');
  });

  it('pins it instead', async () => {
    await page.keyboard.press('p');
    await untilActive('session.ts', 'Full', 'pinned');
    await idle();
    assert.deepEqual(settings()['longview.pack.pin'], ['/src/session.ts']);
    assert.equal(settings()['longview.pack.leaveOut'], undefined);
  });

  it('shows the same in the Context view, where the pin is taken back', async () => {
    await expandTreeRow(page, 'Full');
    await treeRow(page, 'session.ts').filter({ hasText: 'pinned' }).waitFor();
    await clickTreeAction(page, 'session.ts', 'Neither Pin nor Leave Out');
    await treeRow(page, 'session.ts').filter({ hasNotText: 'pinned' }).waitFor();
    assert.equal(settings()['longview.pack.pin'], undefined);
  });

  it('takes two keys in quick succession for what they say', async () => {
    await runCommand(page, 'View: Focus Active Editor Group');
    await hasFocus();
    await page.keyboard.press('p');
    await untilActive('session.ts', 'pinned');
    await page.keyboard.press('p');
    await idle();
    assert.equal(settings()['longview.pack.pin'], undefined);
    assert.equal(await map.getByRole('button', { name: 'Pin', pressed: false }).count(), 1);
  });

  it('has the focus still, and shows what is chosen, when the pack is made by a button', async () => {
    await page.keyboard.press('Tab');
    const pin = map.getByRole('button', { name: 'Pin' });
    while (!(await pin.evaluate((button) => button === document.activeElement)))
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await map.getByRole('button', { name: 'Pin', pressed: true }).waitFor();
    await idle();
    await page.keyboard.press('Enter');
    await map.getByRole('button', { name: 'Pin', pressed: false }).waitFor();
    await idle();
    assert.equal(settings()['longview.pack.pin'], undefined);
  });

  it('opens a file beside the map, which keeps the focus', async () => {
    while (!(await map.getByRole('tree').evaluate((tree) => tree === document.activeElement)))
      await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.tab').filter({ hasText: 'session.ts' }).waitFor();
    await page.keyboard.press('Backspace');
    await untilActive('src, folder');
  });
});
