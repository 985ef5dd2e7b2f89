import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Repository } from '../../../../src/core/analysis/repository.ts';
import { findCitations } from '../../../../src/core/answer/find-citations.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

let repository: Repository;

before(async () => {
  const text = 'line\n'.repeat(30);
  const paths = [
    'src/a.ts',
    'src/deep/er/b-c.test.ts',
    'README.md',
    'Makefile',
    'app/[id]/page.tsx',
    'app/(group)/x.tsx',
    'docs/my guide.md',
    'src/größe.ts',
    '.github/ci.yml',
    'src/@scope/x+y.ts',
  ];
  repository = await repositoryOf(Object.fromEntries(paths.map((path) => [path, text])));
});

const found: readonly (readonly [text: string, ...places: string[]])[] = [
  ['See src/a.ts:12.', 'src/a.ts:12-12'],
  ['See src/a.ts:12-20.', 'src/a.ts:12-20'],
  ['See src/a.ts:12–20.', 'src/a.ts:12-20'],
  ['See `src/a.ts:12`.', 'src/a.ts:12-12'],
  ['See (src/a.ts:3), too', 'src/a.ts:3-3'],
  ['**src/a.ts:3**', 'src/a.ts:3-3'],
  ['[a](src/a.ts#L3)', 'src/a.ts:3-3'],
  ['src/a.ts#L3-L5', 'src/a.ts:3-5'],
  ['src/a.ts#L3-5', 'src/a.ts:3-5'],
  ['./src/a.ts:3', 'src/a.ts:3-3'],
  ['/src/a.ts:3', 'src/a.ts:3-3'],
  ['src/a.ts:3:7 is the column', 'src/a.ts:3-3'],
  ['src/a.ts:20-12', 'src/a.ts:20-20'],
  ['src/a.ts:25-99', 'src/a.ts:25-30'],
  ['src/a.ts:1,src/a.ts:2;README.md:3', 'src/a.ts:1-1', 'src/a.ts:2-2', 'README.md:3-3'],
  ['src/deep/er/b-c.test.ts:4', 'src/deep/er/b-c.test.ts:4-4'],
  ['README.md:1 and Makefile:2', 'README.md:1-1', 'Makefile:2-2'],
  ['app/[id]/page.tsx:4 and (app/(group)/x.tsx:5)', 'app/[id]/page.tsx:4-4', 'app/(group)/x.tsx:5-5'],
  ['`docs/my guide.md:4`', 'docs/my guide.md:4-4'],
  ['src/größe.ts:4', 'src/größe.ts:4-4'],
  ['.github/ci.yml:2', '.github/ci.yml:2-2'],
  ['src/@scope/x+y.ts:2', 'src/@scope/x+y.ts:2-2'],
  ['twice src/a.ts:3 and src/a.ts:3', 'src/a.ts:3-3'],
];
for (const [text, ...places] of found) {
  test(`${JSON.stringify(text)} cites ${places.join(' and ')}`, () => {
    const { citations, unknown } = findCitations(text, repository);
    assert.deepEqual(
      citations.map(({ path, startLine, endLine }) => `${path}:${startLine}-${endLine}`),
      places,
    );
    assert.deepEqual(unknown, []);
    for (const citation of citations) assert.ok(text.includes(citation.text));
  });
}

const unknownRows: readonly (readonly [text: string, unknown: string])[] = [
  ['src/none.ts:3', 'src/none.ts:3'],
  ['`src/none.ts:3-9`', 'src/none.ts:3-9'],
  ['(src/none.ts#L3)', 'src/none.ts#L3'],
  ['src/a.ts:31', 'src/a.ts:31'],
  ['src/a.ts:0', 'src/a.ts:0'],
  ['../outside/x.ts:1', '../outside/x.ts:1'],
];
for (const [text, expected] of unknownRows) {
  test(`${JSON.stringify(text)} leads nowhere, and that is said`, () => {
    const { citations, unknown } = findCitations(text, repository);
    assert.deepEqual([citations, unknown], [[], [expected]]);
  });
}

const none = [
  'It listens at localhost:8080.',
  'At 12:30 it is noon.',
  'http://127.0.0.1:8080/x and https://example.com:443/a.html',
  'The ratio is 16:9, port :3000, Array#L',
  'node:fs and std::vector:12x',
  'src/a.ts without a line',
  'src/a.ts:twelve',
  'Note:12 of them',
  '',
];
for (const text of none)
  test(`${JSON.stringify(text)} cites nothing`, () =>
    assert.deepEqual(findCitations(text, repository), { citations: [], unknown: [] }));

const hostile = [
  '-'.repeat(300_000),
  '('.repeat(300_000),
  'a/'.repeat(150_000),
  ':1'.repeat(150_000),
  '`'.repeat(300_000),
  'x:1 '.repeat(75_000),
  `${'a'.repeat(300_000)}:1`,
];
for (const text of hostile) {
  test(`300,000 characters of ${JSON.stringify(text.slice(0, 6))} come to an end`, {
    timeout: 20_000,
  }, () => {
    assert.deepEqual(findCitations(text, repository).citations, []);
  });
}
