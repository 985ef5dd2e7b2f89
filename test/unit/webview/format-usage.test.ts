import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ShownUsage } from '../../../src/webview/ask-messages.ts';
import { formatLines, formatUsage } from '../../../src/webview/format-usage.ts';

const model = { displayName: 'Sample', runsHere: true, host: '127.0.0.1', seesImages: false };
const usage: ShownUsage = {
  calls: 1,
  inputTokens: 12345,
  cachedInputTokens: 0,
  outputTokens: 6,
  costUsd: undefined,
};

describe('formatUsage', () => {
  it('does not call an unknown price zero', () =>
    assert.equal(
      formatUsage(model, usage),
      'Sample (on this machine) · 12,345 tokens in, 6 out · price not known',
    ));

  it('names the host of a model that runs elsewhere, what was cached and the cost', () =>
    assert.equal(
      formatUsage(
        { ...model, runsHere: false, host: 'api.example.com' },
        { ...usage, cachedInputTokens: 12000, costUsd: 1.234 },
      ),
      'Sample (api.example.com) · 12,345 tokens in (12,000 cached), 6 out · $1.23',
    ));

  it('tells little from nothing', () => {
    assert.match(formatUsage(model, { ...usage, costUsd: 0 }), /no cost$/);
    assert.match(formatUsage(model, { ...usage, costUsd: 0.001 }), /under \$0\.01$/);
  });

  it('says that no model was asked', () => {
    assert.equal(formatUsage(undefined, usage), 'No model was asked.');
    assert.equal(formatUsage(model, { ...usage, calls: 0 }), 'No model was asked.');
  });
});

describe('formatLines', () => {
  it('names one line or a range', () => {
    assert.equal(formatLines({ path: 'a.ts', startLine: 3, endLine: 3 }), 'a.ts:3');
    assert.equal(formatLines({ path: 'a.ts', startLine: 3, endLine: 9 }), 'a.ts:3-9');
  });
});
