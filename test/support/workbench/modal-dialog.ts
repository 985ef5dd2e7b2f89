import type { Locator, Page } from 'playwright-core';

/** The modal dialog that contains `text`. VS Code shows none in windows that run extension tests. */
export function modalDialog(page: Page, text: string | RegExp): Locator {
  return page.locator('.monaco-dialog-box').filter({ hasText: text });
}

/** Waits for a modal dialog and clicks the button with exactly this name. */
export async function clickDialogButton(page: Page, text: string | RegExp, button: string): Promise<void> {
  const dialog = modalDialog(page, text);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}
