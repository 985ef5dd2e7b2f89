import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { drawTextImage } from '../support/draw-text-image.ts';
import { openView } from '../support/workbench/activity-bar.ts';
import { clickDialogButton, modalDialog } from '../support/workbench/modal-dialog.ts';
import { clearNotifications } from '../support/workbench/notifications.ts';
import { openProblems, problemRow } from '../support/workbench/problems-panel.ts';
import { answerInputBox, runCommand } from '../support/workbench/quick-input.ts';
import { takeScreenshot } from '../support/workbench/take-screenshot.ts';
import { webviewFrame } from '../support/workbench/webview-frame.ts';
import { keepFailurePicture } from './keep-failure-picture.ts';
import { pasteImage } from './paste-image.ts';
import { type RunningShop, startShop } from './start-shop.ts';

const extension = 'longview.longview';

describe('the three jobs with a model elsewhere, in a light theme', function () {
  this.timeout(120_000);
  let shop: RunningShop;
  let page: Page;

  before(async () => {
    shop = await startShop({ theme: 'light', model: 'remote' });
    page = shop.host.page;
  });
  keepFailurePicture(() => page);
  after(async () => {
    if (shop !== undefined) await shop.stop();
  });

  it('sends nothing when consent is refused', async () => {
    await openView(page, 'Longview');
    await runCommand(page, 'Longview: Review Whole Repository');
    await modalDialog(page, 'Review “shop”').waitFor();
    await takeScreenshot(page, 'preflight-light');
    await clickDialogButton(page, 'Review “shop”', 'Review');
    const consent = modalDialog(page, 'Send contents of “shop” to models.example.com');
    await consent.waitFor();
    await takeScreenshot(page, 'consent-light');
    await consent.getByRole('button', { name: 'Cancel', exact: true }).click();
    await consent.waitFor({ state: 'hidden' });
    assert.equal(shop.models.requests.length, 0);
  });

  it('reviews once consent is given, and asks no second time', async () => {
    await runCommand(page, 'Longview: Review Whole Repository');
    await clickDialogButton(page, 'Review “shop”', 'Review');
    await clickDialogButton(page, 'Send contents of “shop”', 'Allow for This Workspace');
    await openProblems(page);
    await problemRow(page, `ticket ${shop.nonces.defect}`).waitFor();
    await takeScreenshot(page, 'review-light');
  });

  it('asks with a screenshot', async () => {
    await runCommand(page, 'View: Hide Panel');
    await clearNotifications(page);
    await runCommand(page, 'Longview: Ask With Screenshot');
    const panel = webviewFrame(page, extension);
    const question = panel.getByRole('textbox', { name: 'Question' });
    await question.click();
    await pasteImage(page, question, drawTextImage([{ text: shop.nonces.label }, 'Continue']).png);
    await panel.getByRole('list', { name: 'Attached pictures' }).locator('img').waitFor();
    await question.fill('Which component draws this?');
    await question.press('Control+Enter');
    await panel.locator('figure button').filter({ visible: true }).first().waitFor({ timeout: 60_000 });
    await panel
      .locator('footer')
      .getByText(/tokens/)
      .first()
      .waitFor({ timeout: 60_000 });
    await takeScreenshot(page, 'ask-light');
  });

  it('makes a change plan', async () => {
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Longview: New Change Plan');
    await answerInputBox(page, 'Sessions should last 45 minutes');
    const panel = webviewFrame(page, extension);
    await panel
      .getByText('Sessions last 45 minutes, in code and documents.')
      .first()
      .waitFor({ timeout: 60_000 });
    await takeScreenshot(page, 'plan-light');
  });
});

describe('the three jobs without any model, in high contrast', function () {
  this.timeout(120_000);
  let shop: RunningShop;
  let page: Page;

  before(async () => {
    shop = await startShop({ theme: 'high-contrast', model: 'none' });
    page = shop.host.page;
  });
  keepFailurePicture(() => page);
  after(async () => {
    if (shop !== undefined) await shop.stop();
  });

  it('reviews with checks alone, at once', async () => {
    await openView(page, 'Longview');
    await runCommand(page, 'Longview: Review Whole Repository');
    await openProblems(page);
    await problemRow(page, 'Import of ./mailer.ts').waitFor();
    await takeScreenshot(page, 'review-no-model-high-contrast');
  });

  it('shows what draws a screenshot, and ranked places', async () => {
    await runCommand(page, 'View: Hide Panel');
    await clearNotifications(page);
    await runCommand(page, 'Longview: Ask With Screenshot');
    const panel = webviewFrame(page, extension);
    const question = panel.getByRole('textbox', { name: 'Question' });
    await question.click();
    await pasteImage(page, question, drawTextImage([{ text: shop.nonces.label }]).png);
    await panel.getByRole('list', { name: 'Attached pictures' }).locator('img').waitFor();
    await question.press('Control+Enter');
    await panel.getByRole('heading', { name: 'Places' }).waitFor({ timeout: 60_000 });
    await panel.locator('figure button').filter({ visible: true }).first().click();
    await panel
      .getByText(/can be drawn by/)
      .first()
      .waitFor();
    await takeScreenshot(page, 'ask-no-model-high-contrast');
    await panel.locator('.places').getByText('login-form.tsx').first().click();
    await page.locator('.view-line').filter({ hasText: shop.nonces.label }).first().waitFor();
  });

  it('makes the checklist of a change', async () => {
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Longview: New Change Plan');
    await answerInputBox(page, 'startSession should take minutes');
    const panel = webviewFrame(page, extension);
    await panel.getByText('src/login-form.tsx').first().waitFor({ timeout: 60_000 });
    await takeScreenshot(page, 'plan-no-model-high-contrast');
    assert.equal(shop.models.hits.length, 0, 'no connection was opened');
  });
});
