import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodePack, encodePack } from '../../../src/core/cached-pack.ts';
import { repositoryOf } from '../../support/repository-of.ts';
import { packOf } from './context/pack-of.ts';

const packed = await packOf(
  await repositoryOf({ 'a.ts': 'export const a = "ü\u2028";\n', 'b.md': '# B\n\nmore\n' }),
  {
    budget: 5000,
  },
);

const counting = { family: 'anthropic', exact: true, factor: 1.31, source: 'provider' } as const;

test('a pack that is remembered is the same pack, counted as it was', () => {
  assert.deepEqual(decodePack(encodePack({ packed, counting })), {
    packed: JSON.parse(JSON.stringify(packed)),
    counting,
    warnings: [],
  });
});

test('a damaged one is none', () => {
  const encoded = encodePack({ packed, counting });
  for (const damaged of [
    '',
    '\n',
    encoded.slice(0, 40),
    encoded.slice(0, -5),
    `${encoded}more`,
    encoded.slice(5),
  ])
    assert.equal(decodePack(damaged), undefined);
});
