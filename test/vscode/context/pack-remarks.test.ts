import assert from 'node:assert/strict';
import { packRemarks } from '../../../src/vscode/context/pack-remarks.ts';

describe('what there is to know of a pack', () => {
  const nothing = { redactions: [], unread: [], warnings: [] };

  it('is nothing where all went in', () => assert.deepEqual(packRemarks(nothing), { brief: '', lines: [] }));

  it('is said briefly, and in full', () => {
    const { brief, lines } = packRemarks({
      redactions: [
        { path: '.env', line: 2, rule: 'assigned-secret' },
        { path: 'shot.png', rule: 'token' },
      ],
      unread: [{ path: 'a.pdf', reason: 'It is broken.' }],
      warnings: ['No room to show in full what is pinned: 1 file (b.ts).'],
    });
    assert.equal(brief, '2 secrets taken out, 1 file not or only partly read, 1 warning');
    assert.deepEqual(lines, [
      'Taken out: .env:2 (assigned-secret)',
      'Taken out: shot.png (token)',
      'Not read: a.pdf: It is broken.',
      'Warning: No room to show in full what is pinned: 1 file (b.ts).',
    ]);
  });
});
