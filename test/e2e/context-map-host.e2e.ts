import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { ContextMap } from '../../src/core/context/context-map.ts';
import type {
  ContextMapRequest,
  ContextMapUpdate,
  PackChoices,
} from '../../src/webview/context-map-messages.ts';
import { contextMapOfFiles, type MapFile } from '../support/context-map-of.ts';
import { installVscodeHost } from '../support/vscode-host/install-vscode-host.ts';
import { launchChromium } from '../support/vscode-host/launch-chromium.ts';
import { takeScreenshot } from '../support/workbench/take-screenshot.ts';

const built = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../dist', `webview-map.${name}`), 'utf8');
const none: PackChoices = { pin: [], leaveOut: [], resolutions: {} };
const files: Record<string, MapFile | number> = {
  'docs/guide.md': { tokens: 900, language: 'Markdown' },
  'logo.png': { resolution: 'folder' },
  'packages/big.json': { resolution: 'folder', full: 67_300, choice: 'pinned', isUnfitted: true, risk: 1 },
  'packages/small.ts': { tokens: 3000, choice: 'pinned', risk: 0.4 },
  'src/a.ts': { tokens: 5000, language: 'TypeScript', risk: 0.9 },
  'src/b.ts': { tokens: 2000, language: 'TypeScript', risk: 0.2 },
};

describe('the context map over an extension that answers when the test says so', () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await launchChromium((await installVscodeHost()).chromium);
  });
  after(() => browser?.close());

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1100, height: 700 }, colorScheme: 'dark' });
    page.setDefaultTimeout(10_000);
    const posted =
      'window.posted = []; window.acquireVsCodeApi = () => ({ postMessage: (m) => posted.push(m), getState: () => undefined, setState: () => undefined });';
    await page.setContent(
      `<!DOCTYPE html><html lang="en"><head><style>${built('css')}</style></head><body class="standalone"></body></html>`,
    );
    await page.addScriptTag({ content: posted });
    await page.addScriptTag({ content: built('js') });
    await tell({ type: 'choices', choices: none, answered: 0 });
    await showPack(contextMapOfFiles(files, { frame: 200, budget: 20_000 }), none);
  });
  afterEach(() => page?.close());

  const tell = (update: ContextMapUpdate) =>
    page.evaluate((sent) => dispatchEvent(new MessageEvent('message', { data: sent })), update);
  const idle = { type: 'state', text: undefined, problem: undefined, isCancelled: false } as const;
  const showPack = async (map: ContextMap, packedWith: PackChoices) => {
    await tell({ type: 'context', map, folder: 'shop', packedWith });
    await tell(idle);
  };
  const posted = () => page.evaluate(() => (globalThis as unknown as { posted: ContextMapRequest[] }).posted);
  const chosen = async () =>
    (await posted()).flatMap((request) =>
      request.type === 'choose' ? [`${request.choice} ${request.path}`] : [],
    );
  const spoken = () => page.locator('[role=treeitem][aria-selected=true]').getAttribute('aria-label');
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('role') ?? activeElement?.textContent ?? '';
    });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const pressed = (name: string) => button(name).getAttribute('aria-pressed');
  const select = async (query: string) => {
    await page.keyboard.press('/');
    await page.keyboard.type(query);
    await page.keyboard.press('Enter');
    await page.getByRole('searchbox').evaluate((box: HTMLInputElement) => {
      box.value = '';
      box.dispatchEvent(new Event('input'));
    });
  };

  it('shows a choice, and that a pack follows, before the extension says anything', async () => {
    await select('a.ts');
    await page.keyboard.press('p');
    assert.match((await spoken()) ?? '', /pinned/);
    assert.equal(await pressed('Pin'), 'true');
    assert.equal(await page.locator('.state-text').textContent(), 'Packing…');
  });

  it('goes on saying so while the choice is written, whatever an earlier pack comes to', async () => {
    await select('a.ts');
    await page.keyboard.press('p');
    await tell({ ...idle, text: 'Parsing' });
    await tell(idle);
    await page.waitForTimeout(2000);
    assert.equal(await button('Pack Again').getAttribute('aria-disabled'), 'true');
    await tell({ type: 'choices', choices: none, answered: 1 });
    await page.waitForFunction(() => document.querySelector('.state-text')?.textContent === '');
  });

  it('takes two keys in quick succession for what they say', async () => {
    await select('a.ts');
    await page.keyboard.press('p');
    await page.keyboard.press('p');
    // What the extension wrote first arrives late.
    await tell({ type: 'choices', choices: { ...none, pin: ['/src/a.ts'] }, answered: 1 });
    assert.equal(await pressed('Pin'), 'false');
    await tell({ type: 'choices', choices: none, answered: 2 });
    assert.deepEqual(await chosen(), ['pin src/a.ts', 'automatic src/a.ts']);
    assert.equal(await pressed('Pin'), 'false');
  });

  it('knows what is chosen when the pack with it was cancelled, and takes it back', async () => {
    await select('src/a.ts');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('x');
    await tell({ ...idle, text: 'Packing…' });
    const [first] = await chosen();
    const path = first?.split(' ')[1] ?? '';
    await tell({ type: 'choices', choices: { ...none, leaveOut: [`/${path}`] }, answered: 1 });
    await tell({ ...idle, problem: 'Cancelled.', isCancelled: true });
    assert.equal(await page.locator('.state-text').textContent(), 'Cancelled');
    assert.equal(await page.locator('.problem').count(), 0);
    assert.equal(await pressed('Leave Out'), 'true');
    assert.match((await spoken()) ?? '', /left out by choice/);
    await page.getByText('The pack that is shown was made before this choice.').waitFor();
    await page.keyboard.press('x');
    assert.deepEqual((await chosen()).at(-1), `automatic ${path}`);
    assert.equal(await page.locator('.pending').isVisible(), false);
  });

  it('follows what is chosen elsewhere', async () => {
    await select('a.ts');
    await tell({ type: 'choices', choices: { ...none, pin: ['/src/a.ts'] }, answered: 0 });
    assert.equal(await pressed('Pin'), 'true');
    assert.match((await spoken()) ?? '', /pinned/);
  });

  it('says what a choice is outweighed by', async () => {
    await select('a.ts');
    await tell({
      type: 'choices',
      choices: { ...none, pin: ['/src/a.ts'], leaveOut: ['/src/'] },
      answered: 0,
    });
    await page.getByText('Left out with the folder src/, which outweighs this').waitFor();
  });

  it('says the same of a toggle by its name and by its state', async () => {
    await select('a.ts');
    await button('Pin').click();
    assert.equal(await pressed('Pin'), 'true');
    assert.equal(await button('Unpin').count(), 0);
  });

  it('leaves the focus where it is while packs are made and shown', async () => {
    await select('a.ts');
    await button('Pin').focus();
    await page.keyboard.press('Enter');
    assert.equal(await focused(), 'Pin');
    await tell({ type: 'choices', choices: { ...none, pin: ['/src/a.ts'] }, answered: 1 });
    await tell({ ...idle, text: 'Packing…' });
    await button('Cancel').focus();
    for (const text of ['Scanning files', 'Parsing · 10', 'Parsing · 20']) {
      await tell({ ...idle, text });
      assert.equal(await focused(), 'Cancel');
    }
    await showPack(contextMapOfFiles({ ...files, 'src/a.ts': 4000 }), none);
    assert.equal(await focused(), 'Pack Again');
    await page.keyboard.press('Enter');
    assert.equal(await focused(), 'Pack Again');
    await tell({ ...idle, text: 'Packing…' });
    assert.equal(await focused(), 'Pack Again');
    const resolution = page.getByRole('combobox', { name: 'Resolution' });
    await resolution.focus();
    await resolution.selectOption('Outline');
    await showPack(contextMapOfFiles({ ...files, 'src/a.ts': 3000 }), none);
    assert.equal(await resolution.evaluate((element) => element === document.activeElement), true);
  });

  it('has the focus where what had it is there no more', async () => {
    await select('b.ts');
    await button('Open').focus();
    await showPack(contextMapOfFiles({ 'docs/x/guide.md': 900, 'docs/guide.md': 900 }), none);
    assert.equal(await focused(), 'tree');
  });

  it('is led back to by a second Escape in the search', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('guide');
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('searchbox').inputValue(), '');
    assert.notEqual(await focused(), 'tree');
    await page.keyboard.press('Escape');
    assert.equal(await focused(), 'tree');
  });

  it('finds what has no tokens, and goes there', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('png');
    await page.getByText('1 file · 0 tokens · all left out').waitFor();
    await page.keyboard.press('Enter');
    assert.equal(await page.getByLabel('Left-out files').isChecked(), true);
    assert.match((await spoken()) ?? '', /^logo\.png, Counted only: /);
  });

  it('says that a pin has no room', async () => {
    await showPack(
      contextMapOfFiles(files, {
        warnings: ['No room to show in full what is pinned: 1 file (packages/big.json).'],
      }),
      none,
    );
    await page.getByText('No room to show in full what is pinned').waitFor();
    for (const key of ['Home', 'ArrowRight', 'ArrowDown']) {
      if ((await spoken())?.startsWith('packages')) break;
      await page.keyboard.press(key);
    }
    // The facts of the folder are those of all its files, drawn or not.
    await page.locator('.lack').getByText('No room for 1 of 2 pinned files').waitFor();
    await page.locator('dd').getByText('2: 1 full, 1 counted only').waitFor();
    await page.locator('dd').getByText('big.json (1.00, counted only)').waitFor();
    await takeScreenshot(page, 'context-map-no-room');
  });

  it('takes down what is said of the place under the pointer when a file is opened, and on a key', async () => {
    const box = (await page.locator('.map').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const tip = page.locator('.tip');
    const hover = async (shift: number) => {
      await page.mouse.move(box.x + box.width / 4 + shift, box.y + box.height / 3);
      await tip.waitFor();
    };
    await hover(0);
    await page.mouse.down();
    await page.mouse.up();
    assert.equal(await tip.isVisible(), false);
    await hover(5);
    await page.keyboard.press('ArrowDown');
    assert.equal(await tip.isVisible(), false);
  });

  it('keeps its budget bar as it is, whatever is said beside it', async () => {
    const bar = page.locator('.budget-bar');
    const before = await bar.boundingBox();
    for (const text of [
      'Packing…',
      'Resolving imports · 12,345 of 100,000 files · packages/very/long/path.ts',
    ]) {
      await tell({ ...idle, text });
      assert.deepEqual(await bar.boundingBox(), before, text);
    }
  });

  it('explains the hatching where the colour means something else', async () => {
    await page.getByText('Risk', { exact: true }).click();
    await page.getByLabel('Left-out files').check();
    await page.locator('.legend').getByText('Left out').waitFor();
  });
});
