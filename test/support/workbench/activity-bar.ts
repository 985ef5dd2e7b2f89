import type { Page } from 'playwright-core';

/** Opens a view container by its title in the activity bar, such as `Search`; does nothing if it is open. */
export async function openView(page: Page, title: string): Promise<void> {
  // The label may go on with a key binding in brackets, or with what the badge says.
  const label = new RegExp(`^${escapeForRegExp(title)}( \\(| - |$)`);
  const item = page
    .locator('.part.activitybar .action-item')
    .filter({ has: page.locator('a').and(page.getByLabel(label)) });
  const isOpen = await item.evaluate((element) => element.classList.contains('checked'));
  // Clicking the open one would close it.
  if (!isOpen) await item.click();
  await page.locator('.part.sidebar .composite.title').getByText(title).first().waitFor();
}

function escapeForRegExp(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
