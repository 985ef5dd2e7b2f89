import type { Locator, Page } from 'playwright-core';
import { runCommand } from './quick-input.ts';

/** The notifications on screen that contain `text`. VS Code shows three at most, the newest on top. */
export function notifications(page: Page, text: string | RegExp): Locator {
  return page.locator('.notification-toast .notification-list-item').filter({ hasText: text });
}

/** Waits for a notification and returns it. Rejects after `timeout` milliseconds. */
export async function waitForNotification(
  page: Page,
  text: string | RegExp,
  timeout = 15_000,
): Promise<Locator> {
  const notification = notifications(page, text).first();
  await notification.waitFor({ timeout });
  return notification;
}

/** Waits for a notification and clicks the button with exactly this name. */
export async function clickNotificationButton(
  page: Page,
  text: string | RegExp,
  button: string,
  timeout = 15_000,
): Promise<void> {
  const notification = await waitForNotification(page, text, timeout);
  await notification.getByRole('button', { name: button, exact: true }).click();
}

/** Closes every notification, so that none covers what a test looks at next. */
export async function clearNotifications(page: Page): Promise<void> {
  await runCommand(page, 'Notifications: Clear All Notifications');
  await page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
}
