import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSecrets } from '../../../../src/core/workspace/find-secrets.ts';
import { redactSecrets } from '../../../../src/core/workspace/redact-secrets.ts';
import { nearMisses } from '../../../support/planted-secrets/near-misses.ts';
import { plantedFiles, survivingPiece } from '../../../support/planted-secrets/planted-files.ts';
import { structuredFiles } from '../../../support/planted-secrets/structured-files.ts';
import { randomFrom } from '../../../support/random-from.ts';

for (const seed of [1, 2, 3]) {
  const planted = [...plantedFiles(seed), ...structuredFiles(seed)];

  test(`at least 200 secrets of 25 kinds are planted (seed ${seed})`, () => {
    assert.ok(planted.length >= 200, `${planted.length}`);
    assert.ok(new Set(planted.map(({ kind }) => kind)).size >= 25);
  });

  for (const carrier of new Set(planted.map((file) => file.carrier))) {
    test(`no secret planted in ${carrier} survives (seed ${seed})`, async () => {
      const survivors: string[] = [];
      for (const file of planted.filter((one) => one.carrier === carrier)) {
        const { text } = redactSecrets(file.text, await findSecrets(file.path, file.text));
        const piece = survivingPiece(file, text);
        if (piece !== undefined) survivors.push(`${file.kind} in ${file.path}: ${piece}`);
      }
      assert.deepEqual(survivors, []);
    });
  }

  test(`notebooks and JSON stay readable, and every line keeps its number (seed ${seed})`, async () => {
    for (const file of planted) {
      const { text } = redactSecrets(file.text, await findSecrets(file.path, file.text));
      assert.equal(text.split('\n').length, file.text.split('\n').length, file.kind);
      if (/\.(?:ipynb|json)$/.test(file.path))
        assert.doesNotThrow(() => JSON.parse(text), `${file.kind}\n${text}`);
    }
  });

  for (const [name, path, text] of nearMisses(randomFrom(seed))) {
    test(`${name} is no secret (seed ${seed})`, async () => {
      const found = await findSecrets(path, text);
      assert.deepEqual(
        found.map(({ rule, start, end }) => `${rule}: ${text.slice(start, end)}`),
        [],
      );
    });
  }
}
