import type { Page } from 'playwright-core';

/** Waits until VS Code's window is laid out and takes key presses. Rejects after a minute. */
export async function waitForWorkbench(page: Page): Promise<void> {
  await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  // The status bar is filled last, when commands and key bindings are ready.
  await page.locator('.part.statusbar .statusbar-item').first().waitFor({ timeout: 60_000 });
}
