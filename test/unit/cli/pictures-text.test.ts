import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picturesText } from '../../../src/cli/render/pictures-text.ts';
import type { SentPictures } from '../../../src/core/index.ts';

function check(sent: SentPictures, expected: string): void {
  test(`${JSON.stringify(sent)} is '${expected}'`, () => assert.equal(picturesText(sent), expected));
}

check({ count: 0, tokenCount: 0 }, '');
check({ count: 1, tokenCount: 1120 }, ', with 1 picture of the repository (1120 tokens)');
check({ count: 1, videos: 1, tokenCount: 263 }, ', with 1 video of the repository (263 tokens)');
check(
  { count: 4, videos: 1, tokenCount: 5000, unseen: ['docs/demo.mp4'] },
  ', with 3 pictures and 1 video of the repository (5000 tokens; nobody looked for secrets in docs/demo.mp4)',
);
