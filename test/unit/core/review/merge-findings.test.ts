import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../../src/core/checks/finding.ts';
import { findDuplicate } from '../../../../src/core/review/merge-findings.ts';

function finding(changes: Partial<Finding> & { readonly path?: string; readonly line?: number }): Finding {
  const { path = 'src/a.ts', line = 10, ...rest } = changes;
  return {
    fingerprint: 'f1',
    rule: 'review/correctness',
    severity: 'warning',
    title: 'The last element is skipped',
    explanation: 'The loop ends one element before the end of the list, so the last order is lost.',
    evidence: [{ path, startLine: line, endLine: line, quote: 'for (let i = 0; i < n - 1; i++)' }],
    level: 'located',
    confidence: 1,
    ...rest,
  };
}

const known = finding({});
const rows: readonly (readonly [string, Finding, boolean])[] = [
  ['the same fingerprint', finding({ path: 'src/b.ts', title: 'Something else' }), true],
  ['the same words two lines below', finding({ fingerprint: 'f2', line: 12 }), true],
  [
    'nearly the same words',
    finding({
      fingerprint: 'f2',
      title: 'Loop skips the last element of the list',
      rule: 'review/contracts',
    }),
    true,
  ],
  ['the same words far below', finding({ fingerprint: 'f2', line: 40 }), false],
  ['the same words in another file', finding({ fingerprint: 'f2', path: 'src/b.ts' }), false],
  [
    'other words at the same line',
    finding({ fingerprint: 'f2', title: 'Reads a closed socket', explanation: 'Nobody opened it again.' }),
    false,
  ],
];
for (const [name, candidate, isSame] of rows) {
  test(`${name}: ${isSame ? 'a duplicate' : 'another finding'}`, () => {
    assert.equal(findDuplicate([known], candidate), isSame ? known : undefined);
    assert.equal(findDuplicate([candidate], known) !== undefined, isSame, 'the order does not matter');
  });
}

test('nothing is a duplicate of nothing', () => assert.equal(findDuplicate([], known), undefined));

test('findings without words are not all the same', () => {
  const silent = (fingerprint: string) => finding({ fingerprint, title: '!!', explanation: '??' });
  assert.equal(findDuplicate([silent('a')], silent('b')), undefined);
});
