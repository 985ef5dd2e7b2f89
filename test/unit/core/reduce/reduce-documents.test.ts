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
