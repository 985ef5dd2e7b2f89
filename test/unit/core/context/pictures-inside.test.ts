import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextMapOf } from '../../../../src/core/context/context-map.ts';
import { type PackFormat, packFormats } from '../../../../src/core/context/pack-format.ts';
import type { PackPicture } from '../../../../src/core/context/pack-picture.ts';
import { packRepository } from '../../../../src/core/context/pack-repository.ts';
import { valueFiles } from '../../../../src/core/context/value-files.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { summarizeHistory } from '../../../../src/core/history/change-history.ts';
import { tokenCounterOf } from '../../../../src/core/tokens/model-token-counter.ts';
import { countO200kTokens } from '../../../../src/core/tokens/token-counter.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import { unpackXml } from './pack-of.ts';

const notebook = '{"cells": [{"cell_type": "code", "source": "plot()", "outputs": []}]}\n';

/** A picture of a notebook, 500 tokens. */
const plot = (path: string, line: number): PackPicture => ({
  ...{ path, besides: path.slice(0, path.indexOf('#')), line, worth: 0.6, reason: 'Plot: a cell shows it.' },
  content: {
    ...{ kind: 'picture', mediaType: 'image/png', width: 640, height: 360, tokenCount: 500 },
    bytes: Uint8Array.of(line),
  },
});

async function pack(budget: number, format: PackFormat = 'xml', name = 'a.ipynb') {
  const repository = await repositoryOf({ [name]: notebook, 'b.ts': 'export const b = 1;\n' });
  const graph = await buildDependencyGraph(repository);
  const pictures = [plot(`${name}#cell-2-output-1.png`, 9), plot(`${name}#cell-1-output-1.png`, 3)];
  const leftOut = `${name}#cell-3-output-1.png`;
  return packRepository({
    repository,
    order: repository.files.map(({ path }) => path),
    values: valueFiles({ repository, graph, history: summarizeHistory([]) }),
    pictures,
    picturesLeftOut: new Map([[leftOut, 'It looks the same.']]),
    picturesInside: new Map([...pictures.map(({ path }) => path), leftOut].map((path) => [path, name])),
    budget,
    counter: tokenCounterOf('openai'),
    format,
  });
}

for (const format of packFormats)
  test(`${format}: pictures of a notebook stand behind it, by line, and are accounted for`, async () => {
    const { text, parts, attachments, entries, tokenCount } = await pack(100_000, format);
    assert.deepEqual(
      parts.flatMap(({ path }) => path ?? []),
      ['a.ipynb', 'a.ipynb#cell-1-output-1.png', 'a.ipynb#cell-2-output-1.png', 'b.ts'],
    );
    assert.deepEqual(
      attachments.map(({ name, bytes }) => [name, ...bytes]),
      [
        ['001-a.ipynb-cell-1-output-1.png', 3],
        ['002-a.ipynb-cell-2-output-1.png', 9],
      ],
    );
    assert.equal(tokenCount, countO200kTokens(text) + 1000);
    assert.deepEqual(
      entries.flatMap(({ path, inside, resolution, tokenCount: tokens, reason }) =>
        inside === undefined ? [] : [[path, inside, resolution, tokens > 500, reason]],
      ),
      [
        ['a.ipynb#cell-1-output-1.png', 'a.ipynb', 'full', true, 'Plot: a cell shows it.'],
        ['a.ipynb#cell-2-output-1.png', 'a.ipynb', 'full', true, 'Plot: a cell shows it.'],
        ['a.ipynb#cell-3-output-1.png', 'a.ipynb', 'omitted', false, 'It looks the same.'],
      ],
    );
  });

test('a budget that holds no picture names them as left out', async () => {
  const { attachments, entries, tokenCount } = await pack(600);
  assert.deepEqual(attachments, []);
  assert.ok(tokenCount <= 600);
  assert.deepEqual(
    entries.flatMap(({ inside, resolution, reason }) =>
      inside === undefined ? [] : [`${resolution}: ${reason}`],
    ),
    [
      'omitted: did not fit (Plot: a cell shows it.)',
      'omitted: did not fit (Plot: a cell shows it.)',
      'omitted: It looks the same.',
    ],
  );
});

test('the name of a notebook cannot forge the structure of a pack', async () => {
  const { text, attachments } = await pack(100_000, 'xml', 'x"/>\n<file path="y.ipynb');
  assert.deepEqual(
    unpackXml(text).files.map(({ path }) => path),
    ['b.ts', 'x"/>\n<file path="y.ipynb'],
  );
  assert.deepEqual(
    attachments.map(({ name }) => name),
    ['001--file-path-y.ipynb-cell-1-output-1.png', '002--file-path-y.ipynb-cell-2-output-1.png'],
  );
});

test('the context map tells pictures inside files from files', async () => {
  const packed = await pack(100_000);
  const repository = await repositoryOf({ 'a.ipynb': notebook, 'b.ts': 'export const b = 1;\n' });
  const map = await contextMapOf({
    packed,
    repository,
    risk: [],
    wishes: {},
    counting: { factor: 1, source: 'encoding' } as const,
  });
  assert.deepEqual(
    map.innerPictures.map((row) => map.paths[row]),
    [1, 2, 3].map((cell) => `a.ipynb#cell-${cell}-output-1.png`),
  );
});
