import type { Locator, Page } from 'playwright-core';

/** Pastes a PNG into an element of a page or frame, as the browser does when somebody presses Ctrl+V. */
export async function pasteImage(page: Page, target: Locator, png: Uint8Array): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    await navigator.clipboard.write([
      new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) }),
    ]);
  }, Buffer.from(png).toString('base64'));
  await target.press('Control+v');
}
