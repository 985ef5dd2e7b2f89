import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createDiagnosticReporter } from '../../src/vscode/report-diagnostic.ts';

describe('a problem that stopped nothing', () => {
  const { showWarningMessage } = vscode.window;
  let logged: string[];
  let shown: string[];
  let report: ReturnType<typeof createDiagnosticReporter>;

  beforeEach(() => {
    logged = [];
    shown = [];
    const log = {
      warn: (text: string) => logged.push(`warning ${text}`),
      info: (text: string) => logged.push(`information ${text}`),
    };
    report = createDiagnosticReporter(log as unknown as vscode.LogOutputChannel);
    const show = async (text: string) => void shown.push(text);
    Object.assign(vscode.window, { showWarningMessage: show });
  });

  afterEach(() => Object.assign(vscode.window, { showWarningMessage }));

  it('is shown once where only the user can end it, and logged once', () => {
    const problem = { severity: 'warning', code: 'git-unusable', message: 'git was not used.' } as const;
    for (const root of ['/a/shop', '/a/shop', '/b/till']) report(root, problem);
    assert.deepEqual(logged, ['warning “shop”: git was not used.', 'warning “till”: git was not used.']);
    assert.deepEqual(shown, ['Longview, “shop”: git was not used.', 'Longview, “till”: git was not used.']);
  });

  it('is only logged where it was mended or the user need do nothing', () => {
    report('/shop', { severity: 'warning', code: 'index-damaged', message: 'It is made again.' });
    report('/shop', { severity: 'information', code: 'unusable-setting', message: 'It is ignored.' });
    assert.deepEqual(logged, ['warning “shop”: It is made again.', 'information “shop”: It is ignored.']);
    assert.deepEqual(shown, []);
  });
});
