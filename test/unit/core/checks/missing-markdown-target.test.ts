import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsOf, placesOf } from './repository-of.ts';

type Files = Readonly<Record<string, string>>;

function check(
  name: string,
  files: Files,
  expected: readonly string[],
  ignored: readonly string[] = [],
): void {
  test(name, async () =>
    assert.deepEqual(placesOf(await findingsOf('missing-path', files, ignored)), expected),
  );
}

const readme = (text: string, more: Files = {}): Files => ({ 'README.md': text, ...more });

check(
  'a link to a file that is not there is found at its line',
  readme('# A\n\nSee [b](docs/b.md)\nfor more.\n', { 'docs/a.md': '' }),
  ['README.md:3'],
);
check('a link on the second line of a paragraph is found there', readme('One\ntwo [b](./b.md) three\n'), [
  'README.md:2',
]);
check('the same target twice is found on both lines', readme('[b](./b.md)\n\ntext\n\n[c](./b.md)\n'), [
  'README.md:1',
  'README.md:5',
]);
check('a missing image is found', readme('![logo](assets/logo.png)\n'), ['README.md:1']);
check('an image in HTML is found', readme('<p align="center">\n  <img src="./media/logo.svg">\n</p>\n'), [
  'README.md:2',
]);
check('a reference definition is found where it stands', readme('[b][ref]\n\n[ref]: ./gone.md\n'), [
  'README.md:3',
]);
check('a link in a table is found in its row', readme('| a | b |\n| - | - |\n| x | [y](./y.md) |\n'), [
  'README.md:3',
]);
check(
  'a link from a nested document is seen from there',
  { 'docs/a.md': '[b](../b.md)\n', 'docs/b.md': '' },
  ['docs/a.md:1'],
);
check('an anchor that no heading has is found', readme('# One\n\n[x](#two)\n'), ['README.md:3']);
check(
  'an anchor of another document is found',
  readme('[x](docs/a.md#gone)\n', { 'docs/a.md': '# Here\n' }),
  ['README.md:1'],
);
check('a folder that is not there is found', readme('[b](./guides/)\n'), ['README.md:1']);
check(
  'a workspace folder called packages is no page of the host',
  { 'packages/a/README.md': '[b](./setup.md)\n' },
  ['packages/a/README.md:1'],
);

check(
  'an existing file and folder are no findings',
  readme('[a](docs/a.md) [d](docs) [e](./docs/)\n', { 'docs/a.md': '' }),
  [],
);
check('an existing heading is no finding', readme('# Some `code` & More!\n\n[x](#some-code--more)\n'), []);
check('repeated headings are numbered', readme('# A\n\n# A\n\n[x](#a-1)\n'), []);
check('an anchor in HTML counts', readme('<a name="here"></a>\n\n[x](#here)\n'), []);
check('an anchor given as an attribute counts', readme('# Titel { #title }\n\n[x](#title)\n'), []);
check(
  'an anchor in a document with includes is uncertain',
  readme('[x](a.md#gone)\n', { 'a.md': '# A\n\n{! other.md !}\n' }),
  [],
);
check(
  'addresses and mail are no paths',
  readme('[a](https://a.b/c.md) [b](mailto:a@b.c) <https://x.y>\n'),
  [],
);
check('a link in code is shown, not followed', readme('`[a](b.md)`\n\n```md\n[a](b.md)\n```\n'), []);
check(
  'pages of the host are reached by relative links',
  { 'docs/a.md': '[i](../../issues) [r](../releases)\n' },
  [],
);
check('a link out of the repository is silent', readme('[a](../other/README.md)\n'), []);
check(
  'placeholders are silent',
  readme('[a](path/to/file.md) [b](<your-file>.md) [c](./YOUR-NAME.md)\n'),
  [],
);
check('a word alone is no path', readme('[a](url) [b](LINK)\n'), []);
check('a build makes what is ignored', readme('[a](api/index.md)\n'), [], ['api']);
check('coverage reports are made', readme('[a](coverage/index.html)\n'), []);
check('a changelog tells what was', { 'CHANGELOG.md': '[a](docs/gone.md)\n' }, []);
check('an issue template is read elsewhere', { '.github/ISSUE_TEMPLATE/bug.md': '[a](../gone.md)\n' }, []);
check('fixtures are silent', { 'test/fixtures/a.md': '[a](gone.md)\n' }, []);
check('documents beside tests are their data', { 'tests/translation/a.md': '[a](gone.md)\n' }, []);
check(
  'routes of a site are no paths',
  { 'docs/mkdocs.yml': '', 'docs/docs/a.md': '[a](../tutorial/) [b](/guide/x) [c](x.html)\n' },
  [],
);
check('a missing page of a site is found', { 'docs/mkdocs.yml': '', 'docs/docs/a.md': '[a](gone.md)\n' }, [
  'docs/docs/a.md:1',
]);
check(
  'a site falls back to another language',
  { 'docs/en/docs/b.md': '', 'docs/ja/docs/a.md': '[a](b.md)\n', 'docs/en/mkdocs.yml': '' },
  [],
);
check('a page without its extension is silent', readme('[a](docs/setup)\n', { 'docs/setup.md': '' }), []);
check('front matter is no heading', readme('---\ntitle: a\n---\n\n# B\n\n[x](#b)\n'), []);

test('a slip of the pen gets a fix', async () => {
  const [finding] = await findingsOf(
    'missing-path',
    readme('See [a](docs/instal.md#linux).\n', { 'docs/install.md': '# Linux\n' }),
  );
  assert.deepEqual(finding?.fix, {
    path: 'README.md',
    oldText: 'docs/instal.md',
    newText: 'docs/install.md',
  });
});

test('a document that moved is found by its name', async () => {
  const [finding] = await findingsOf('missing-path', {
    'docs/a.md': '[a](./setup-guide.md)\n',
    'guides/setup-guide.md': '',
  });
  assert.equal(finding?.fix?.newText, '../guides/setup-guide.md');
});

test('a mistyped anchor gets a fix', async () => {
  const [finding] = await findingsOf('missing-path', readme('# Installation\n\n[x](#instalation)\n'));
  assert.equal(finding?.fix?.newText, '#installation');
});
