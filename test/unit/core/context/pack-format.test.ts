import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packWriter } from '../../../../src/core/context/pack-format.ts';

const names: readonly (readonly [path: string, shown: string])[] = [
  ['src/a.ts', 'src/a.ts'],
  ['a\nb.txt', 'a\\nb.txt'],
  ['a\\nb.txt', 'a\\\\nb.txt'],
  ['a\\\nb.txt', 'a\\\\\\nb.txt'],
  ['a\\\\nb.txt', 'a\\\\\\\\nb.txt'],
  ['a\u2028b.txt', 'a\\u2028b.txt'],
  ['a\\u2028b.txt', 'a\\\\u2028b.txt'],
  ['a\\b\\user.txt', 'a\\b\\user.txt'],
];

test('in Markdown no two names look the same, and usual ones look as they are', () => {
  const writer = packWriter('markdown');
  for (const [path, shown] of names) {
    const row = `${path} (1 line)`;
    assert.equal(writer.row(row), `- ${shown} (1 line)\n`);
    assert.equal(writer.listing([row]), `## Not shown\n\n- ${shown} (1 line)\n\n`);
    assert.match(writer.closeChanges({ gone: [path], moved: [], rows: [] }), /^## Gone\n\n- [^\n]+\n\n$/);
    assert.ok(writer.picture({ path, place: undefined, text: 'x' }).startsWith(`## ${shown} (`));
  }
  assert.equal(new Set(names.map(([path]) => writer.row(path))).size, names.length);
});

test('in JSON each language is one', () => {
  const overview = [
    { title: 'languages', rows: ['TypeScript, Python'] },
    { title: 'commands', rows: ['go.mod: go build ./..., go test ./...'] },
  ];
  const json = `${packWriter('json').preamble(overview)}]}`;
  assert.deepEqual(JSON.parse(json).overview, {
    languages: ['TypeScript', 'Python'],
    commands: ['go.mod: go build ./..., go test ./...'],
  });
});

test('a video is named as one, with its length', () => {
  const video = { path: 'docs/demo.mp4', place: 'README.md:5', attachment: '001-demo.mp4' };
  const shown = { ...video, size: '800x450', seconds: 6 };
  assert.deepEqual(
    (['xml', 'markdown', 'json'] as const).map((format) => packWriter(format).picture(shown)),
    [
      '<video path="docs/demo.mp4" attachment="001-demo.mp4" size="800x450" seconds="6" beside="README.md:5"/>\n',
      '## docs/demo.mp4 (video of 6 s, attachment 001-demo.mp4, 800x450, beside README.md:5)\n\n',
      '{"path":"docs/demo.mp4","video":"001-demo.mp4","size":"800x450","seconds":6,"beside":"README.md:5"},\n',
    ],
  );
});
