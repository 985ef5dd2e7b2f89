import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { ContextEntry, PackContinuation } from '../../../src/core/index.ts';
import { drawTextImage } from '../../support/draw-text-image.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/nonce-repository.ts';
import { ensureBuilt, runCli } from '../../support/nonce-repository-cli.ts';
import { pdfOf, textAt } from '../../support/pdf-files.ts';

before(ensureBuilt);

const png = (...lines: readonly string[]) => Buffer.from(drawTextImage(lines).png).toString('base64');
const notebook = (...pictures: readonly string[]) =>
  JSON.stringify(
    {
      cells: pictures.map((data) => ({
        ...{ cell_type: 'code', source: 'show()', metadata: {} },
        outputs: [{ output_type: 'display_data', data: { 'image/png': data } }],
      })),
      metadata: {},
    },
    undefined,
    1,
  );
const boxes = ['50 700 100 -60 re S', '300 700 100 -60 re S', '150 670 m 300 650 l S', ''].join('\n');
const files = {
  'README.md': '# Lab\n',
  'words.ts': Array.from({ length: 1500 }, (_, index) => `export const name${index} = ${index};\n`).join(''),
  'lab.ipynb': notebook(png('Loss', 'Epoch one'), png('Accuracy', 'Epoch two')),
};

async function packOn(repository: TemporaryRepository, ...flags: readonly string[]) {
  const out = join(repository.home, 'pack.xml');
  const { code, stderr } = await runCli(repository, [
    'pack',
    '--out',
    out,
    '--stats',
    `${out}.json`,
    ...flags,
  ]);
  assert.equal(code, 0, stderr);
  const { entries, continuation } = JSON.parse(readFileSync(`${out}.json`, 'utf8')) as {
    readonly entries: readonly ContextEntry[];
    readonly continuation?: PackContinuation;
  };
  const folder = `${out}.pictures`;
  const pictures = readdirSync(folder)
    .filter((name) => name !== '.longview-pictures')
    .sort();
  const bytes = pictures.map((name) => readFileSync(join(folder, name)).toString('base64'));
  return { text: readFileSync(out, 'utf8'), said: stderr, entries, continuation, pictures, bytes };
}

test('pictures inside a notebook and a PDF lie beside the pack, which names them where they belong', async () => {
  using repository = temporaryRepository(files);
  const drawing = boxes + textAt(60, 660, 12, 'Client asks Server');
  writeFileSync(join(repository.root, 'spec.pdf'), pdfOf([{ content: drawing }]));
  const { text, said, pictures, entries } = await packOn(repository);
  assert.deepEqual(pictures, [
    '001-lab.ipynb-cell-1-output-1.png',
    '002-lab.ipynb-cell-2-output-1.png',
    '003-spec.pdf-page-1.png',
  ]);
  assert.match(said, /\nThe pack is in \S+pack\.xml, its 3 pictures in \S+pack\.xml\.pictures[\\/]\.\n$/);
  assert.match(
    text,
    /<\/file>\n<picture path="lab\.ipynb#cell-1-output-1\.png" [^\n]* beside="lab\.ipynb:\d+"\/>\n/,
  );
  assert.match(text, /<picture path="spec\.pdf#page-1\.png" [^\n]* beside="spec\.pdf:1"\/>\n/);
  assert.deepEqual(
    entries.flatMap(({ path, inside }) => (inside === undefined ? [] : [path])),
    ['lab.ipynb#cell-1-output-1.png', 'lab.ipynb#cell-2-output-1.png', 'spec.pdf#page-1.png'],
  );
});

test('a continued pack keeps its pictures byte for byte, and appends the one that changed', async () => {
  using repository = temporaryRepository(files);
  const first = await packOn(repository, '--continue');
  const same = await packOn(repository, '--continue');
  assert.equal(same.continuation?.action, 'unchanged');
  assert.deepEqual([same.text, same.pictures, same.bytes], [first.text, first.pictures, first.bytes]);
  repository.write({ 'lab.ipynb': notebook(png('Loss', 'Epoch one'), png('Precision', 'Epoch nine')) });
  const changed = await packOn(repository, '--continue');
  assert.equal(changed.continuation?.action, 'continued', changed.continuation?.reason);
  assert.ok(changed.text.startsWith(first.text.slice(0, -'</pack>\n'.length)));
  assert.deepEqual(changed.pictures, [
    '001-lab.ipynb-cell-1-output-1.png',
    '003-lab.ipynb-cell-2-output-1.png',
  ]);
  assert.equal(changed.bytes[0], first.bytes[0]);
  assert.match(changed.text, /attachment="003-lab[^\n]*note="supersedes the earlier picture"\/>\n/);
});
