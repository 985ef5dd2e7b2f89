import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ordinal, packRemarks, packSize } from '../../../../src/cli/render/pack-summary.ts';
import type { PackContinuation } from '../../../../src/core/index.ts';

type Packed = Parameters<typeof packSize>[0];

const packed: Packed = {
  ...{ text: '', parts: [], redactions: [], unread: [], attachments: [], warnings: [] },
  ...{ tokenCount: 900, budget: 1000, format: 'xml' },
  counting: { family: 'openai', exact: true, factor: 1, source: 'encoding' },
  entries: [
    { path: 'a.ts', resolution: 'full', tokenCount: 800, reason: 'code' },
    { path: 'b.ipynb', resolution: 'path', tokenCount: 10, reason: '' },
    {
      path: 'b.ipynb#cell-1-output-1.png',
      inside: 'b.ipynb',
      resolution: 'full',
      tokenCount: 90,
      reason: '',
    },
  ],
};
const continuation: PackContinuation = {
  action: 'continued',
  reason: 'changes were appended',
  keptTokens: 800,
  appendedTokens: 100,
  supersededTokens: 5,
  continuations: 1,
};

for (const [count, expected] of [
  [1, 'first'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [21, '21st'],
  [102, '102nd'],
  [111, '111th'],
] as const)
  test(`${count} is ${expected}`, () => assert.equal(ordinal(count), expected));

test('the size counts files, and no pictures inside them', () =>
  assert.equal(packSize(packed), '900 of 1000 tokens (exact); 2 files: 1 full, 1 path.'));

for (const [source, words] of [
  ['estimate', 'estimated'],
  ['provider', 'counted by the provider'],
] as const)
  test(`the size says that it is ${words}`, () => {
    const counting = { family: 'open', exact: source !== 'estimate', factor: 1.35, source } as const;
    const entries = packed.entries.slice(0, 1);
    assert.equal(
      packSize({ ...packed, entries, counting }),
      `900 of 1000 tokens (${words}); 1 file: 1 full.`,
    );
  });

function check(name: string, facts: Partial<Packed>, expected: readonly string[], stats?: string) {
  test(name, () => assert.deepEqual(packRemarks({ ...packed, ...facts }, stats), expected));
}

const secrets = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ path: 'a.env', line: index + 1, rule: 'token' }));
const five = [1, 2, 3, 4, 5].map((line) => `a.env:${line} (token)`).join(', ');
const files = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ path: `${index + 1}.pdf`, reason: 'Broken.' }));

check('there may be nothing to say', {}, []);
check('one secret', { redactions: secrets(1) }, ['1 secret was taken out: a.env:1 (token).']);
check('a secret in a picture has no line', { redactions: [{ path: 'a.png', rule: 'token' }] }, [
  '1 secret was taken out: a.png (token).',
]);
check('of many secrets it is said where all are', { redactions: secrets(118) }, [
  `118 secrets were taken out: ${five}, and 113 more (--stats FILE names all).`,
]);
check(
  'with statistics they are there',
  { redactions: secrets(6) },
  [`6 secrets were taken out: ${five}, and 1 more (all are in s.json).`],
  's.json',
);
check('files that cannot be read are named', { unread: files(7) }, [
  '7 files could not be read, or only in part: 1.pdf, 2.pdf, 3.pdf, 4.pdf, 5.pdf, and 2 more. Why: --stats FILE.',
]);
check(
  'with statistics the reasons are there',
  { unread: files(1) },
  ['1 file could not be read, or only in part: 1.pdf.'],
  's.json',
);
check(
  'no name steers the terminal or looks like a line of its own',
  {
    redactions: [{ path: 'a\u001b[2J\nb\u202e.env', line: 1, rule: 'token' }],
    unread: [{ path: 'c\n.pdf', reason: '' }],
    warnings: ['of d\ne'],
    continuation: { ...continuation, action: 'repacked', reason: 'it shows f\u001b' },
  },
  [
    '1 secret was taken out: a\\u{1b}[2J\\u{a}b\\u{202e}.env:1 (token).',
    '1 file could not be read, or only in part: c\\u{a}.pdf. Why: --stats FILE.',
    'of d e',
    "A new pack: it shows f\\u{1b}; 800 tokens at its beginning are the last pack's, 100 are new.",
  ],
);
check('the first continuation', { continuation }, [
  "Continues the last pack for the first time: 800 tokens at its beginning are the last pack's, 100 are new, 5 are superseded.",
]);
check('a later one', { continuation: { ...continuation, continuations: 22 } }, [
  "Continues the last pack for the 22nd time: 800 tokens at its beginning are the last pack's, 100 are new, 5 are superseded.",
]);
check(
  'one token is one',
  { continuation: { ...continuation, keptTokens: 1, appendedTokens: 1, supersededTokens: 1 } },
  [
    "Continues the last pack for the first time: 1 token at its beginning is the last pack's, 1 is new, 1 is superseded.",
  ],
);
check('a folder whose names cannot be read is named', { unread: [{ path: '', reason: '' }] }, [
  '1 file could not be read, or only in part: the folder itself. Why: --stats FILE.',
]);
