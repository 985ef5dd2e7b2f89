import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureOrText } from '../../../../src/core/media/picture-or-text.ts';
import { pictureText } from '../../../../src/core/media/picture-text.ts';
import { recognizedRows } from '../../../support/recognized-rows.ts';

const terminal = pictureText(
  recognizedRows(Array.from({ length: 12 }, (_, row) => `line ${row} of a log that fills the screen`)),
);
const dialog = pictureText(recognizedRows(['Save changes', '', '', '', '', '', 'Cancel', '', '']));
const nothing = pictureText(recognizedRows([]));

const check = (
  seesPictures: boolean,
  text: typeof terminal,
  [pictureTokens, textTokens]: [number, number],
  expected: string,
) => assert.equal(pictureOrText({ seesPictures, pictureTokens, text, textTokens }).choice, expected);

test('a model that cannot see gets the text, or nothing where there is none', () => {
  check(false, terminal, [1000, 100], 'text');
  check(false, dialog, [1000, 10], 'text');
  check(false, nothing, [1000, 0], 'nothing');
});

test('a model that sees gets pictures', () => {
  check(true, dialog, [1000, 10], 'picture');
  check(true, nothing, [1000, 0], 'picture');
});

test('a picture that is text alone becomes text where that is far cheaper', () => {
  check(true, terminal, [1000, 100], 'text');
  check(true, terminal, [1000, 900], 'picture');
});
