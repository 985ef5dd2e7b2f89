import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeSettings } from '../../../../src/core/settings/merge-settings.ts';

function merged(user: Record<string, unknown>, repository: Record<string, unknown>) {
  return mergeSettings([
    { source: 'settings', trust: 'user', values: user },
    { source: '.longview.json', trust: 'repository', values: repository },
  ]);
}

test('a repository can lower amounts', () => {
  const { settings } = merged({ contextBudget: 50_000 }, { contextBudget: 20_000, 'review.maxRegions': 3 });
  assert.deepEqual([settings.contextBudget, settings['review.maxRegions']], [20_000, 3]);
});

test('a repository cannot raise amounts, nor take limits away, and that is said', () => {
  const user = { contextBudget: 20_000, 'review.maxRegions': 5, maxFileBytes: 100_000 };
  const { settings, diagnostics } = merged(user, {
    contextBudget: 0,
    'review.maxRegions': 0,
    maxFileBytes: 1e12,
  });
  assert.deepEqual(
    [settings.contextBudget, settings['review.maxRegions'], settings.maxFileBytes],
    [20_000, 5, 100_000],
  );
  assert.equal(diagnostics.length, 3);
});
