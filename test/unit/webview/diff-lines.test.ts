import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diffLines, foldUnchanged } from '../../../src/webview/diff-lines.ts';

const signs = { same: ' ', removed: '-', added: '+' } as const;

function check(before: string, after: string, expected: readonly string[]): void {
  assert.deepEqual(
    diffLines(before, after).map(({ kind, text }) => `${signs[kind]}${text}`),
    expected,
  );
}

describe('diffLines', () => {
  it('shows a changed line between unchanged ones', () =>
    check('a\nb\nc\n', 'a\nB\nc\n', [' a', '-b', '+B', ' c']));

  it('shows added and removed lines', () => check('a\nb\n', 'b\nc\n', ['-a', ' b', '+c']));

  it('shows a new text as added', () => check('', 'a\nb\n', ['+a', '+b']));

  it('shows a text that goes as removed', () => check('a\n', '', ['-a']));

  it('sees no difference in equal texts', () => check('a\nb', 'a\nb', [' a', ' b']));

  it('keeps empty lines', () => check('a\n\nb\n', 'a\n\n\nb\n', [' a', ' ', '+', ' b']));

  it('shows very large texts one after the other', () => {
    const text = (letter: string) =>
      Array.from({ length: 1500 }, (_, index) => `${letter}${index}`).join('\n');
    const lines = diffLines(text('a'), text('b'));
    assert.equal(lines.length, 3000);
    assert.equal(lines[1499]?.kind, 'removed');
  });
});

describe('foldUnchanged', () => {
  it('leaves a gap where unchanged lines are far from a change', () => {
    const before = Array.from({ length: 20 }, (_, index) => `${index}`).join('\n');
    const folded = foldUnchanged(diffLines(before, before.replace('\n10\n', '\nten\n')), 2);
    assert.deepEqual(
      folded.map((line) => line?.text),
      [undefined, '8', '9', '10', 'ten', '11', '12', undefined],
    );
  });

  it('folds nothing near a change', () =>
    assert.equal(foldUnchanged(diffLines('a\nb', 'a\nc'), 3).includes(undefined), false));
});
