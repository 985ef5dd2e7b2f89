import type { Page } from 'playwright-core';
import { takeScreenshot } from '../support/workbench/take-screenshot.ts';

/** In a suite: leaves a picture of the window where a test failed. */
export function keepFailurePicture(pageOf: () => Page | undefined): void {
  afterEach(async function () {
    const page = pageOf();
    if (this.currentTest?.state !== 'failed' || page === undefined) return;
    await takeScreenshot(page, `failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
    await page.keyboard.press('Escape'); // a dialog or box that is left open would fail the next test too
  });
}
