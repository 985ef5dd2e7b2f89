import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const folder = join(import.meta.dirname, '../../../test-results/screenshots');

/** Saves a picture of the window, or of one element, as `test-results/screenshots/NAME.png`. Returns its path. */
export async function takeScreenshot(target: Page | Locator, name: string): Promise<string> {
  const path = join(folder, `${name}.png`);
  await mkdir(dirname(path), { recursive: true });
  // Without animations and the blinking cursor, two runs give the same picture.
  await target.screenshot({ path, animations: 'disabled', caret: 'hide' });
  return path;
}
