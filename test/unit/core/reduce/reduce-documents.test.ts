import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ceilingOf, reduceFile } from '../../../../src/core/reduce/reduce-file.ts';
import { pptxOf, shapeXml, textBody } from '../../../support/office-files.ts';
import { sourceFileOf } from '../../../support/repository-of.ts';

const notebookOf = (data: Readonly<Record<string, string>>) =>
  `${JSON.stringify({ cells: [{ cell_type: 'code', source: 'plot()', outputs: [{ output_type: 'display_data', data }] }] }, undefined, 1)}\n`;

test('a notebook with pictures is shown by its cells, without base64', async () => {
  const file = await sourceFileOf('a.ipynb', notebookOf({ 'image/png': 'iVBORw0KGgo='.repeat(50) }));
  assert.equal(ceilingOf(file).resolution, 'skeleton');
  const skeleton = reduceFile(file, 'skeleton') ?? '';
  assert.match(
    skeleton,
    /^⋯ cell 1, python, lines 3-14; source line 5\nplot\(\)\n⋯ picture, lines 7-12: image\/png/,
  );
});

test('a notebook without pictures may be whole, a broken one has no cells', async () => {
  assert.equal(
    ceilingOf(await sourceFileOf('a.ipynb', notebookOf({ 'text/plain': '1' }))).resolution,
    'full',
  );
  const broken = await sourceFileOf('b.ipynb', '{"cells": ["image/png"');
  assert.equal(reduceFile(broken, 'skeleton'), undefined);
});

test('a document has an outline of its headings', async () => {
  const slides = ['Plan', 'Costs'].map((title) => ({
    shapes: shapeXml(textBody(title), 'title') + shapeXml(textBody('Text '.repeat(20))),
  }));
  const outline = reduceFile(await sourceFileOf('a.pptx', pptxOf(slides)), 'outline');
  assert.equal(outline, '1 ## Slide 1: Plan\n5 ## Slide 2: Costs');
});

const data = `data:image/png;base64,${'A'.repeat(4000)}`;

test('Markdown that holds pictures is shown without their base64, line for line, unless it is asked for in full', async () => {
  const text = `# Shop\n\nFirst.\n\nSecond.\n\n![Orders](${data})\n\n## Use\n\nThird.\n`;
  const file = await sourceFileOf('README.md', text);
  assert.deepEqual(ceilingOf(file), {
    ...{ resolution: 'skeleton', reason: 'its text without the base64 of its pictures' },
  });
  assert.equal(reduceFile(file, 'skeleton'), text.replace('A'.repeat(4000), '⋯ 3000 bytes'));
  assert.equal(ceilingOf(await sourceFileOf('README.md', '# A\n\n![a](a.png)\n')).resolution, 'full');
});

test('a long one is shown by its sections, and no base64 in them', async () => {
  const section = (name: string) => `# ${name}\n\n![Orders](${data})\nText\n\n${'More.\n\n'.repeat(5000)}`;
  const skeleton = reduceFile(await sourceFileOf('README.md', section('A') + section('B')), 'skeleton') ?? '';
  assert.ok(skeleton.length < 1000, String(skeleton.length));
  assert.match(skeleton, /^# A\n\n!\[Orders\]\(data:image\/png;base64,⋯ 3000 bytes\)\nText\n/);
});

test('the cells of a notebook are shown without the base64 in their texts', async () => {
  const cells = [{ cell_type: 'markdown', source: [`![a](${data})`] }];
  const shown = reduceFile(await sourceFileOf('a.ipynb', JSON.stringify({ cells })), 'skeleton') ?? '';
  assert.match(shown, /!\[a\]\(data:image\/png;base64,⋯ 3000 bytes\)/);
});
