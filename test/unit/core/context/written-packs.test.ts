import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureListName, pictureListOf } from '../../../../src/core/base/picture-list.ts';
import { packFormats } from '../../../../src/core/context/pack-format.ts';
import type { PackWishes } from '../../../../src/core/context/pack-wishes.ts';
import { withoutWrittenPacks } from '../../../../src/core/context/written-packs.ts';
import { mapOpening } from '../../../../src/core/workspace/written-pack.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import { packOf } from './pack-of.ts';

const sample = { 'a.ts': 'export const a = 1;\n', 'docs/b.md': '# B\n' };

async function leftOutOf(files: Readonly<Record<string, string | Uint8Array>>, wishes?: PackWishes) {
  const { leftOut } = withoutWrittenPacks(await repositoryOf(files), wishes);
  return Object.fromEntries(leftOut.map(({ path, reason }) => [path, reason]));
}

for (const format of packFormats)
  test(`${format}: a pack is no part of the next one, and listed with the reason`, async () => {
    const written = await packOf(await repositoryOf(sample), { budget: 20_000, format });
    const files = { ...sample, 'out/pack.txt': written.text };
    assert.deepEqual(await leftOutOf(files), { 'out/pack.txt': 'a pack that Longview wrote' });
    const again = await packOf(withoutWrittenPacks(await repositoryOf(files)), { budget: 20_000, format });
    assert.equal(again.text, written.text);
    assert.deepEqual(
      again.entries.filter(({ path }) => path === 'out/pack.txt'),
      [{ path: 'out/pack.txt', resolution: 'omitted', tokenCount: 0, reason: 'a pack that Longview wrote' }],
    );
  });

test('a pack that is asked for by name is shown', async () => {
  const { text } = await packOf(await repositoryOf(sample), { budget: 20_000 });
  const files = { ...sample, 'pack.xml': text };
  assert.deepEqual(await leftOutOf(files, { pin: ['pack.xml'] }), {});
  assert.deepEqual(await leftOutOf(files, { resolutions: [['*.xml', 'full']] }), {});
  assert.deepEqual(Object.keys(await leftOutOf(files, { leaveOut: ['*.xml'] })), ['pack.xml']);
  const shown = await packOf(await repositoryOf(files), { budget: 20_000, wishes: { pin: ['pack.xml'] } });
  assert.equal(shown.entries.find(({ path }) => path === 'pack.xml')?.resolution, 'full');
});

test('a text that quotes a pack is a file like any other', async () => {
  const { text } = await packOf(await repositoryOf(sample), { budget: 20_000 });
  const quoting = {
    'guide.md': `A pack:\n\n${text}`,
    'test.ts': `const pack = \`${text}\`;\n`,
    'README.md': '# Repository\n\nThis is a whole repository of tools.\n',
    'pack.xml': '<pack>\n<how-to-read>\nOtherwise.\n</how-to-read>\n</pack>\n',
    'indented.xml': ` ${text}`,
    // A program whose first words are a pack's.
    'page.php': text,
    'page.html': text,
  };
  assert.deepEqual(await leftOutOf(quoting), {});
});

test('the map of a pack is left out, a page that holds one is not', async () => {
  const left = await leftOutOf({
    ...sample,
    'map.html': `${mapOpening}<head></head>\n`,
    'page.html': `<!DOCTYPE html>\n<pre>${mapOpening}</pre>\n`,
  });
  assert.deepEqual(Object.keys(left), ['map.html']);
});

test('the pictures beside a pack are left out by the list that names them', async () => {
  const picture = Uint8Array.of(137, 80, 78, 71);
  const folder = 'pack.xml.pictures';
  const left = await leftOutOf({
    ...sample,
    [`${folder}/${pictureListName}`]: pictureListOf(['001-a.png']),
    [`${folder}/001-a.png`]: picture,
    [`${folder}/002-mine.png`]: picture,
    [`shots/${pictureListName}`]: pictureListOf(['001-a.png']),
    'shots/001-a.png': picture,
    [`other.pictures/${pictureListName}`]: '001-a.png\n',
    'other.pictures/001-a.png': picture,
  });
  assert.deepEqual(Object.keys(left), [`${folder}/${pictureListName}`, `${folder}/001-a.png`]);
});
