import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { contextMapHtml } from '../../src/cli/render/context-map-html.ts';
import { contextMapOfFiles, type MapFile } from '../support/context-map-of.ts';
import { hostilePaths } from '../support/hostile-paths.ts';
import { installVscodeHost } from '../support/vscode-host/install-vscode-host.ts';
import { launchChromium } from '../support/vscode-host/launch-chromium.ts';
import { takeScreenshot } from '../support/workbench/take-screenshot.ts';

const files: Record<string, MapFile> = {
  [`${'w'.repeat(4000)}.ts`]: { tokens: 900, reason: 'x'.repeat(5000) },
  [`${'deep/'.repeat(800)}end.ts`]: { tokens: 700 },
  'src/omitted.ts': { tokens: 0, full: 5000, resolution: 'omitted', reason: 'did not fit' },
};
for (const path of hostilePaths) files[path] = { tokens: 300, language: path, risk: 0.5 };
for (let index = 0; index < 2000; index++)
  files[`many/${index % 40}/f${index}.ts`] = { tokens: 1 + (index % 9) };

describe('the context map as a page of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'longview-map-'));
  const problems: string[] = [];
  let browser: Browser;
  let page: Page;

  before(async () => {
    const file = join(folder, 'map.html');
    writeFileSync(file, contextMapHtml(contextMapOfFiles(files, { budget: 30_000, frame: 200 })));
    browser = await launchChromium((await installVscodeHost()).chromium);
    page = await browser.newPage({ viewport: { width: 1100, height: 700 }, colorScheme: 'dark' });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => problems.push(message.text()));
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) problems.push(`asked for ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    await page.locator('[role=treeitem]').first().waitFor({ state: 'attached' });
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Selects a file by searching for a part of its path. */
  async function select(query: string): Promise<void> {
    await page.getByRole('searchbox').fill(query);
    await page.getByRole('searchbox').press('Enter');
  }

  const fitsWindow = () =>
    page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return scrollWidth <= innerWidth && scrollHeight <= innerHeight;
    });

  it('runs nothing but its own script, and asks for nothing', async () => {
    for (const path of hostilePaths) {
      await select(path.split(/\s/)[0] ?? '');
      assert.equal(await fitsWindow(), true, path);
    }
    assert.equal(await page.title(), 'Context map');
    assert.equal(await page.locator('img').count(), 0);
    assert.deepEqual(problems, []);
  });

  it('shows what would turn the text around', async () => {
    await select('turned');
    assert.equal(await page.locator('.details h2').innerText(), 'turned-\\u{202e}gnp.ts');
  });

  it('keeps its layout with a name of four thousand characters, in a wide and in a narrow window', async () => {
    await select('wwww');
    for (const width of [1100, 480, 320]) {
      await page.setViewportSize({ width, height: 700 });
      assert.equal(await fitsWindow(), true, `${width}`);
      const { width: mapWidth = 0, height = 0 } = (await page.locator('.map').boundingBox()) ?? {};
      assert.ok(mapWidth > 150 && height > 100, `${width}: the map has ${mapWidth} × ${height}`);
    }
    await takeScreenshot(page, 'context-map-page-narrow');
    await page.setViewportSize({ width: 1100, height: 700 });
  });

  it('goes down eight hundred folders, and out again', async () => {
    await select('end.ts');
    await page.locator('.details h2').getByText('end.ts').waitFor();
    for (let step = 0; step < 5; step++) await page.keyboard.press('Backspace');
    assert.equal(await page.locator('.breadcrumbs li').count(), 1);
  });

  it('shows left-out files with their reason, and lets nobody change anything', async () => {
    await page.getByRole('searchbox').fill('');
    await page.getByLabel('Left-out files').check();
    await select('omitted');
    await page.locator('.details').getByText('did not fit').waitFor();
    assert.equal(await page.getByRole('button', { name: /Pin|Leave Out|Open|Pack/ }).count(), 0);
    await takeScreenshot(page, 'context-map-page-dark');
  });

  it('follows the reader to a light system', async () => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await page.emulateMedia({ colorScheme: 'light' });
    assert.notEqual(await background(), dark);
    await takeScreenshot(page, 'context-map-page-light');
  });
});
