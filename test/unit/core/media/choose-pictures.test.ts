import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChoosePicturesInput, choosePictures } from '../../../../src/core/media/choose-pictures.ts';
import { pictureRulesFor } from '../../../../src/core/models/catalog/picture-rules.ts';
import { factsLike } from '../../../support/picture-facts-like.ts';

const rules = pictureRulesFor('claude-opus-5-5', { seesImages: true, maxInputTokens: 1_000_000 });

/** Pictures that look different from each other. */
const pictures = (...paths: readonly string[]) =>
  paths.map((path, at) => ({
    path,
    facts: factsLike({ hash: ((at * 2_654_435_761) >>> 0).toString(16).padStart(8, '7').repeat(16) }),
  }));

function choose(input: Partial<ChoosePicturesInput>) {
  return choosePictures({ pictures: [], texts: [], rules, ...input });
}

test('a picture enters beside the line that shows it', () => {
  const texts = [{ path: 'docs/guide.md', text: '# Guide\n\n![The form](img/form-screenshot.png)\n' }];
  const { candidates } = choose({ pictures: pictures('docs/img/form-screenshot.png'), texts });
  assert.deepEqual(
    candidates.map(({ path, besides, line, role, size, tokenCount }) => ({
      path,
      besides,
      line,
      role,
      size,
      tokenCount,
    })),
    [
      {
        path: 'docs/img/form-screenshot.png',
        besides: 'docs/guide.md',
        line: 3,
        role: 'screenshot',
        size: { width: 1200, height: 800 },
        tokenCount: 43 * 29,
      },
    ],
  );
});

test('of several places a README is the best, then a near document, then code', () => {
  const path = 'web/img/screenshot.png';
  const at = (texts: Record<string, string>) =>
    choose({
      pictures: pictures(path),
      texts: Object.entries(texts).map(([name, text]) => ({ path: name, text })),
    }).candidates[0]?.besides;
  const code = { 'web/a.ts': "import shot from './img/screenshot.png';" };
  const near = { ...code, 'web/z.md': '![](img/screenshot.png)' };
  const readme = { ...near, 'README.md': '![](web/img/screenshot.png)' };
  assert.deepEqual(
    [at(code), at(near), at(readme), at({})],
    ['web/a.ts', 'web/z.md', 'README.md', undefined],
  );
});

test('icons, logos, photographs and test data are left out, with the reason', () => {
  const input = [
    ...pictures('logo.png', 'test/fixtures/a.png'),
    { path: 'broken.png', facts: undefined },
    { path: 'tiny.png', facts: factsLike({ width: 16, height: 16 }) },
  ];
  const { candidates, leftOut } = choose({ pictures: input });
  assert.deepEqual(candidates, []);
  assert.deepEqual(
    leftOut.map(({ path, role, reason }) => `${path} ${role}: ${reason}`),
    [
      'broken.png unknown: It cannot be read as a picture.',
      'logo.png logo: Logo or badge: its name says so.',
      'test/fixtures/a.png fixture: Test data: it lies among tests.',
      'tiny.png icon: Icon: it is 16 × 16 pixels.',
    ],
  );
});

test('what is pinned enters whatever it is, first', () => {
  const { candidates } = choose({
    pictures: pictures('screenshot.png', 'logo.png'),
    isPinned: (path) => path === 'logo.png',
  });
  assert.deepEqual(
    candidates.map(({ path, worth }) => [path, worth]),
    [
      ['logo.png', 1],
      ['screenshot.png', 0.2],
    ],
  );
});

test('pictures that look the same enter once, where the best known of them is shown', () => {
  const facts = factsLike();
  const { candidates, leftOut } = choose({
    pictures: [
      { path: 'copies/screenshot.png', facts: { ...facts, width: 2400, height: 1600 } },
      { path: 'docs/screenshot.png', facts },
    ],
    texts: [{ path: 'README.md', text: '![](docs/screenshot.png)' }],
  });
  assert.deepEqual(
    candidates.map(({ path, besides, sameAs }) => ({ path, besides, sameAs })),
    [{ path: 'copies/screenshot.png', besides: 'README.md', sameAs: ['docs/screenshot.png'] }],
  );
  assert.deepEqual(
    leftOut.map(({ path, reason }) => [path, reason]),
    [['docs/screenshot.png', 'It looks the same as copies/screenshot.png.']],
  );
});

test('no more pictures enter than the model takes, and the best stay', () => {
  const { candidates, leftOut } = choose({
    pictures: pictures('a-screenshot.png', 'b-screenshot.png', 'c-screenshot.png'),
    texts: [{ path: 'README.md', text: '![](c-screenshot.png)' }],
    rules: { ...rules, maxPictures: 1 },
  });
  assert.deepEqual(
    candidates.map(({ path }) => path),
    ['c-screenshot.png'],
  );
  assert.deepEqual(
    leftOut.map(({ reason }) => reason),
    Array(2).fill('At most 1 pictures enter.'),
  );
});

test('the order of the input changes nothing', () => {
  const some = pictures('b-screenshot.png', 'a-screenshot.png', 'docs/flow.png', 'logo.png');
  assert.deepEqual(choose({ pictures: some.toReversed() }), choose({ pictures: some }));
});
