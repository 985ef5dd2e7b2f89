import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findCitations } from '../../../src/webview/find-citations.ts';

function check(text: string, citations: readonly string[], expected: readonly string[]): void {
  const found = findCitations(
    text,
    citations.map((citation) => ({ text: citation })),
  );
  assert.deepEqual(
    found.map(({ start, end, index }) => `${index}:${text.slice(start, end)}`),
    expected,
  );
}

describe('findCitations', () => {
  it('finds them in the order of the text', () =>
    check('see b.ts:2, then a.ts:1-3.', ['a.ts:1-3', 'b.ts:2'], ['1:b.ts:2', '0:a.ts:1-3']));

  it('finds each of several occurrences', () =>
    check('a.ts:1 and a.ts:1', ['a.ts:1'], ['0:a.ts:1', '0:a.ts:1']));

  it('takes the longer one where both begin at the same place', () =>
    check('a.ts:1-3 a.ts:1', ['a.ts:1', 'a.ts:1-3'], ['1:a.ts:1-3', '0:a.ts:1']));

  it('does not find a line in a longer number', () => check('a.ts:12', ['a.ts:1'], []));

  it('does not find a line in a range that is not cited', () => check('a.ts:1-9', ['a.ts:1'], []));

  it('does not find a path in a longer path', () => check('src/a.ts:1', ['a.ts:1'], []));

  it('takes punctuation behind a citation for punctuation', () =>
    check('(a.ts:1), a.ts:1. a.ts:1- a.ts:1:', ['a.ts:1'], ['0:a.ts:1', '0:a.ts:1', '0:a.ts:1', '0:a.ts:1']));

  it('passes over an empty citation', () => check('a', [''], []));
});
