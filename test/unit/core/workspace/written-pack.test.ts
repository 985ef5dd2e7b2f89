import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packFormats, packWriter } from '../../../../src/core/context/pack-format.ts';
import { isWrittenMap, isWrittenPack, mapOpening } from '../../../../src/core/workspace/written-pack.ts';

for (const format of packFormats)
  test(`a pack as ${format} is known by its beginning, a text that quotes one is not`, () => {
    const text = packWriter(format).preamble([]);
    assert.equal(isWrittenPack(text), true);
    assert.equal(isWrittenPack(`Look:\n${text}`), false);
  });

test('the map of a pack is known by its beginning, another page is not', () => {
  assert.equal(isWrittenMap(`${mapOpening}<head>\n`), true);
  assert.equal(isWrittenMap('<!DOCTYPE html>\n<html lang="en">\n'), false);
});
