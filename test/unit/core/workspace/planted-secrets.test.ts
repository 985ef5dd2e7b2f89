import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSecrets } from '../../../../src/core/workspace/find-secrets.ts';
import { redactSecrets } from '../../../../src/core/workspace/redact-secrets.ts';
import { nearMisses } from '../../../support/planted-secrets/near-misses.ts';
import {
  type PlantedFile,
  plantedFiles,
  survivingPiece,
} from '../../../support/planted-secrets/planted-files.ts';
import { structuredFiles } from '../../../support/planted-secrets/structured-files.ts';
import { randomFrom } from '../../../support/random-from.ts';

async function survivors(files: readonly PlantedFile[]): Promise<string[]> {
  const survived: string[] = [];
  for (const file of files) {
    const { text } = redactSecrets(file.text, await findSecrets(file.path, file.text));
    const piece = survivingPiece(file, text);
    if (piece !== undefined) survived.push(`${file.kind} in ${file.path}: ${piece}`);
  }
  return survived;
}

for (const seed of [1, 2, 3]) {
  const structured = structuredFiles(seed);
  const planted = plantedFiles(seed);

  test(`at least 200 secrets of 25 kinds are planted (seed ${seed})`, () => {
    assert.ok(planted.length >= 200, `${planted.length}`);
    assert.ok(new Set(planted.map(({ kind }) => kind)).size >= 25);
  });

  for (const carrier of new Set(planted.map((file) => file.carrier))) {
    test(`no secret planted in ${carrier} survives (seed ${seed})`, async () => {
      assert.deepEqual(await survivors(planted.filter((one) => one.carrier === carrier)), []);
    });
  }

  // Fourteen letters without a digit are a word as often as a password; nothing else survives.
  test(`at most one in a hundred secrets that their place gives away survives (seed ${seed})`, async () => {
    assert.ok(structured.length >= 150 && new Set(structured.map(({ kind }) => kind)).size >= 25);
    const survived = await survivors(structured);
    assert.ok(survived.length * 100 <= structured.length, survived.join('\n'));
  });

  test(`notebooks and JSON stay readable, and every line keeps its number (seed ${seed})`, async () => {
    for (const file of [...planted, ...structured]) {
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
