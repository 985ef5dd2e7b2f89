import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyPicture, type PictureRole } from '../../../../src/core/media/classify-picture.ts';
import type { PictureFacts } from '../../../../src/core/media/picture-facts.ts';
import { factsLike } from '../../../support/picture-facts-like.ts';

function check(
  path: string,
  expected: PictureRole,
  { facts = {}, isInDocument = false }: { facts?: Partial<PictureFacts>; isInDocument?: boolean } = {},
): void {
  const { role, reason } = classifyPicture({ path, facts: factsLike(facts), isInDocument });
  assert.equal(role, expected, reason);
}

const svg = (shapes: number, texts: number) =>
  ({ mediaType: 'image/svg+xml', drawn: { shapes, texts } }) as const;
const photo = { flatShare: 0.1, colourCount: 9000, paletteShare: 0.2 };

test('names say what a person meant', () => {
  check('docs/architecture.png', 'diagram');
  check('docs/img/sequence-diagram.svg', 'drawing', { facts: svg(80, 0) });
  check('docs/screenshots/login.png', 'screenshot');
  check('public/logo-dark.png', 'logo');
  check('assets/sponsors/acme.png', 'logo');
  check('assets/team/portrait-anna.png', 'photo');
  check('game/sprites.png', 'sprite');
});

test('a name in a folder says less than the name of the file', () => {
  check('logos/architecture.svg', 'drawing', { facts: svg(40, 9) });
  check('examples/demo/leaves.png', 'photo', { facts: photo });
});

test('a screen whose pixels are those of a photograph is none, whatever its name says', () => {
  check('demo-background.jpg', 'photo', { facts: photo });
});

test('small pictures are icons', () => {
  check('a.png', 'icon', { facts: { width: 64, height: 64 } });
  check('favicon.png', 'icon', { facts: { width: 512, height: 512 } });
  check('docs/a.png', 'logo', { facts: { width: 300, height: 40 } });
});

test('pictures among tests are test data, unless a document shows them', () => {
  check('test/fixtures/form.png', 'fixture');
  check('tests/README-screenshot.png', 'screenshot', { isInDocument: true });
});

test('of pictures whose names say nothing the pixels decide', () => {
  check('img/image01.png', 'screenshot');
  check('img/image02.jpg', 'photo', { facts: photo });
  check('img/image03.png', 'diagram', {
    facts: { straightShare: 0.02, colourCount: 60, paletteShare: 0.97, backgroundShare: 0.8 },
  });
  check('img/image04.png', 'logo', { facts: { clearShare: 0.6 } });
});

test('an SVG with text is a drawing, one of a few shapes an icon', () => {
  check('docs/a.svg', 'drawing', { facts: svg(30, 12) });
  check('docs/b.svg', 'icon', { facts: svg(3, 0) });
});

test('what only the pixels told is a guess', () => {
  const of = (path: string) => classifyPicture({ path, facts: factsLike(), isInDocument: false }).isGuess;
  assert.equal(of('img/image01.png'), true);
  assert.equal(of('img/screenshot.png'), false);
});

test('a recording that a document shows is a screenshot', () => {
  const facts = {
    isAnimated: true,
    mediaType: 'image/gif',
    flatShare: 0.1,
    width: 640,
    height: 400,
  } as const;
  check('img/downloader.gif', 'screenshot', { facts, isInDocument: true });
});
