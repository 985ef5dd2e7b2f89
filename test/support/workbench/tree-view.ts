import type { Locator, Page } from 'playwright-core';

/** The parts of the window that can hold a tree. */
export type WorkbenchPart = 'sidebar' | 'auxiliarybar' | 'panel';

/** The row with exactly this label in the open tree view; rows that are scrolled away do not exist. */
export function treeRow(page: Page, label: string, part: WorkbenchPart = 'sidebar'): Locator {
  const labelled = page.locator('.label-name').getByText(label, { exact: true });
  return page.locator(`.part.${part} .monaco-list-row[role=treeitem]`).filter({ has: labelled });
}

/** The labels of the rows on screen, from the top. */
export async function treeLabels(page: Page, part: WorkbenchPart = 'sidebar'): Promise<string[]> {
  const labels = await page
    .locator(`.part.${part} .monaco-list-row[role=treeitem] .label-name`)
    .allInnerTexts();
  return labels.map((label) => label.trim());
}

/** Clicks the row with this label: runs its command, or unfolds or folds it. */
export async function clickTreeRow(page: Page, label: string, part?: WorkbenchPart): Promise<void> {
  await treeRow(page, label, part).first().click();
}

/** Unfolds a row that is folded, and waits for the rows in it. */
export async function expandTreeRow(page: Page, label: string, part?: WorkbenchPart): Promise<void> {
  const row = treeRow(page, label, part).first();
  if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
  const index = Number(await row.getAttribute('data-index'));
  const level = Number(await row.getAttribute('aria-level'));
  await row
    .locator('..')
    .locator(`> [data-index="${index + 1}"][aria-level="${level + 1}"]`)
    .waitFor();
}

/** Clicks an inline action of a row by its tooltip; VS Code shows these while the pointer is on the row. */
export async function clickTreeAction(
  page: Page,
  label: string,
  action: string,
  part?: WorkbenchPart,
): Promise<void> {
  const row = treeRow(page, label, part).first();
  await row.hover();
  await row.getByRole('button', { name: action }).click();
}
