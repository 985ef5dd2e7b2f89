import type { Locator, Page } from 'playwright-core';

/** The box VS Code shows quick picks, input boxes and the command palette in, when it is open. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget').filter({ visible: true });
}

/** The rows of the open quick pick that are on screen. */
export function quickPickRows(page: Page): Locator {
  return quickInput(page).locator('.quick-input-list .monaco-list-row');
}

/** Waits for a quick pick and returns the labels of the rows on screen. */
export async function quickPickLabels(page: Page): Promise<string[]> {
  await quickPickRows(page).first().waitFor();
  return quickPickRows(page).locator('.quick-input-list-label .label-name').allInnerTexts();
}

/** Waits for a quick pick row with exactly this label and chooses it. Rejects when there is none. */
export async function chooseQuickPick(page: Page, label: string): Promise<void> {
  const labelled = page.locator('.label-name').getByText(label, { exact: true });
  await quickPickRows(page).filter({ has: labelled }).first().click();
}

/** Replaces the text in the open quick pick or input box, without accepting it. */
export async function fillQuickInput(page: Page, text: string): Promise<void> {
  await quickInput(page).locator('.quick-input-filter input').fill(text);
}

/** Answers an input box. */
export async function answerInputBox(page: Page, text: string): Promise<void> {
  await fillQuickInput(page, text);
  await page.keyboard.press('Enter');
}

/**
 * Runs a command by its full title in the command palette, such as `View: Toggle Problems`.
 * Waits for extensions that are still being loaded to add it; rejects when it is not there in `timeout` milliseconds.
 */
export async function runCommand(page: Page, title: string, timeout = 20_000): Promise<void> {
  const deadline = Date.now() + timeout;
  const labelled = page.locator('.label-name').getByText(title, { exact: true });
  const row = quickPickRows(page).filter({ has: labelled }).first();
  for (;;) {
    await page.keyboard.press('F1');
    // The open palette does not notice commands that are added later, and whatever takes the focus closes it: then it
    // is opened again. A quick pick that the command opens takes the place of the palette.
    try {
      await quickInput(page).locator('.quick-input-filter input').fill(`>${title}`, { timeout: 2_000 });
      await row.click({ timeout: 2_000 });
      await row.waitFor({ state: 'hidden', timeout: 5_000 });
      return;
    } catch (error) {
      if (Date.now() > deadline)
        throw new Error(`There is no command "${title}" in the palette`, { cause: error });
    }
    await page.keyboard.press('Escape');
  }
}
