import type { Locator, Page } from 'playwright-core';
import { runCommand } from './quick-input.ts';

/** One problem as the Problems panel shows it. */
export interface ProblemRow {
  /** Name of the file, without its folder. */
  file: string;
  severity: 'error' | 'warning' | 'info';
  message: string;
  /** What reported it; empty when it does not say. */
  source: string;
  code: string;
  /** From 1, as shown. */
  line: number;
  column: number;
}

/** Opens the Problems panel, if it is not open, and puts the focus in it. */
export async function openProblems(page: Page): Promise<void> {
  await runCommand(page, 'Problems: Focus on Problems View');
  await panel(page).waitFor();
}

/** The problems on screen in the open Problems panel; a long list is only shown in part. */
export async function problemRows(page: Page): Promise<ProblemRow[]> {
  const problems: ProblemRow[] = [];
  let file = '';
  for (const row of await panel(page).locator('.monaco-list-row').all()) {
    if ((await row.locator('.marker-icon').count()) === 0) file = await text(row, '.label-name');
    else problems.push(await readProblem(row, file));
  }
  return problems;
}

/** The row of the problem whose message contains `message`, to click or wait for. */
export function problemRow(page: Page, message: string | RegExp): Locator {
  return panel(page)
    .locator('.monaco-list-row')
    .filter({ has: page.locator('.marker-message', { hasText: message }) });
}

function panel(page: Page): Locator {
  return page.locator('.markers-panel');
}

async function readProblem(row: Locator, file: string): Promise<ProblemRow> {
  const icon = (await row.locator('.marker-icon').getAttribute('class')) ?? '';
  const severity = icon.includes('error') ? 'error' : icon.includes('warning') ? 'warning' : 'info';
  const [line = 0, column = 0] = [...(await text(row, '.marker-line')).matchAll(/\d+/g)].map(Number);
  return {
    file,
    severity,
    message: (await row.locator('.marker-message').allInnerTexts()).join('\n'),
    source: await text(row, '.marker-source'),
    code: await text(row, '.marker-code'),
    line,
    column,
  };
}

async function text(row: Locator, selector: string): Promise<string> {
  return (await row.locator(selector).allInnerTexts())[0]?.trim() ?? '';
}
