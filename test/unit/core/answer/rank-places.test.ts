import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Repository } from '../../../../src/core/analysis/repository.ts';
import { placesOfImage, rankPlaces } from '../../../../src/core/answer/rank-places.ts';
import type { RecognizedText } from '../../../../src/core/ports/ocr-engine.ts';
import { updateIndex } from '../../../../src/core/search/update-index.ts';
import { SqliteIndexStore } from '../../../../src/node/sqlite-index-store.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

let repository: Repository;
let index: SqliteIndexStore;

before(async () => {
  repository = await repositoryOf({
    'src/login.tsx': 'export function Login() {\n  return <button>Sign in to continue</button>;\n}\n',
    'src/logout.tsx': 'export function Logout() {\n  return <button>Sign out</button>;\n}\n',
    'src/messages.json': '{\n  "greeting": "Welcome back, friend!"\n}\n',
    'src/login.test.tsx': "it('shows', () => find('Sign in to continue'));\n",
    'docs/login.md': 'Press “Sign in to continue”.\n',
    'src/session.ts': 'export function refreshSessionToken() {\n  return 1;\n}\n',
    'src/common.ts': Array.from({ length: 40 }, () => "const label = 'Name';").join('\n'),
  });
  index = new SqliteIndexStore(':memory:');
  await updateIndex(repository, index, {});
});

function seen(...texts: readonly (string | readonly [string, number])[]): RecognizedText {
  const lines = texts.map((text, row) => {
    const [words, confidence] = typeof text === 'string' ? [text, 0.9] : text;
    return { text: words, confidence, box: { x: 0, y: row * 20, width: 100, height: 20 } };
  });
  return { width: 100, height: 100, lines };
}

const placesOf = (...texts: readonly (string | readonly [string, number])[]) =>
  placesOfImage('shot.png', seen(...texts), repository, index).lines.map((line) =>
    line.places.map(({ path, startLine }) => `${path}:${startLine}`),
  );

const rows: readonly (readonly [string, string, string])[] = [
  ['a label', 'Sign in to continue', 'src/login.tsx:2'],
  ['a label with noise of the recognizer', ' Sign  in-to continue. ', 'src/login.tsx:2'],
  ['a label in capitals', 'SIGN IN TO CONTINUE', 'src/login.tsx:2'],
  ['a part of a label', 'Sign in to', 'src/login.tsx:2'],
  ['a text of a messages file', 'Welcome back, friend!', 'src/messages.json:2'],
];
for (const [name, text, place] of rows)
  test(`${name} leads first to what draws it: ${place}`, () => assert.equal(placesOf(text)[0]?.[0], place));

test('code comes before tests and documents that name the same text', () => {
  const [places = []] = placesOf('Sign in to continue');
  assert.deepEqual(
    places.map((place) => place.split(':')[0]),
    ['src/login.tsx', 'docs/login.md', 'src/login.test.tsx'],
  );
});

for (const [name, text] of [
  ['noise', ['Sign in to continue', 0.2]],
  ['one character', 'x'],
  ['a rule', '-----'],
  ['an unknown word', 'Zqxv'],
] as const)
  test(`${name} leads nowhere`, () => assert.deepEqual(placesOf(text), [[]]));

test('each line has at most four places', () => assert.equal(placesOf('Name')[0]?.length, 4));

test('lines keep their order and their boxes', () => {
  const { lines, width, name } = placesOfImage(
    'shot.png',
    seen('Sign out', 'Zqxv', 'Sign in to continue'),
    repository,
    index,
  );
  assert.deepEqual(
    lines.map((line) => line.box.y),
    [0, 20, 40],
  );
  assert.deepEqual([name, width], ['shot.png', 100]);
});

test('what draws the picture comes before what answers to the words', () => {
  const image = placesOfImage('shot.png', seen('Sign in to continue'), repository, index);
  const places = rankPlaces('Where is the session token refreshed?', [image], repository, index, 10);
  assert.equal(places[0]?.path, 'src/login.tsx');
  assert.match(places[0]?.reason ?? '', /text "Sign in to continue" in the picture/);
  assert.ok(places.some((place) => place.path === 'src/session.ts'));
});

test('a text that stands in few places says more than one that stands everywhere', () => {
  const image = placesOfImage('shot.png', seen('Name', 'Sign out'), repository, index);
  assert.equal(rankPlaces('', [image], repository, index, 10)[0]?.path, 'src/logout.tsx');
});

test('without pictures the words decide, and no more than was asked for', () => {
  const places = rankPlaces('refresh session token', [], repository, index, 1);
  assert.deepEqual(
    places.map(({ path, symbol }) => [path, symbol]),
    [['src/session.ts', 'refreshSessionToken']],
  );
});

test('a place shows the line that says most of the question, cut where it is long', async () => {
  const [place] = rankPlaces('refresh session token', [], repository, index, 1);
  assert.equal(place?.excerpt, 'export function refreshSessionToken() {');
  assert.equal(place?.reason, 'words of the question');
  const long = await repositoryOf({
    'src/long.ts': `\n// ${'zebra '.repeat(60)}\nexport const other = 1;\n`,
  });
  const ownIndex = new SqliteIndexStore(':memory:');
  await updateIndex(long, ownIndex, {});
  const excerpt = rankPlaces('zebra', [], long, ownIndex, 1)[0]?.excerpt ?? '';
  assert.match(excerpt, /^\/\/ zebra zebra .*…$/);
  assert.equal(excerpt.length, 120);
});

test('no words and no pictures give no places', () =>
  assert.deepEqual(rankPlaces('', [], repository, index, 10), []));

test('the same question gives the same places', () => {
  const image = placesOfImage('shot.png', seen('Name', 'Sign out', 'Sign in'), repository, index);
  const ask = () => rankPlaces('sign in', [image], repository, index, 10);
  assert.deepEqual(ask(), ask());
});
