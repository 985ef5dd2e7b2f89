import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HeadCounts } from '../../../../src/core/context/head-counts.ts';
import { countO200kTokens } from '../../../../src/core/tokens/token-counter.ts';
import { randomFrom } from '../../../support/random-from.ts';

const befores = [
  '',
  '<file path="src/a1.java" resolution="full" lines="120">\n',
  '<file path="src/a.java" resolution="full" lines="7" last-line-end="none">\n',
  '## src/2/b.py (skeleton, 3 lines)\n\n```python\n',
  '7',
  'x7',
  '12345678',
  'lines="1٣4">\n',
  'lines="12²">\n',
  "it's 9's and 9ｘ\n",
  'no number at all\n',
];

const heads = [
  '',
  '/*\n * Copyright 2002-2026 the original authors.\n */\n\n',
  '\n\n  x',
  '12 and more',
  "'s",
  '// é\u0301 漢字\n',
];

test('a head behind a frame counts as the two together, the first time and again', () => {
  const counts = new HeadCounts();
  for (const round of [1, 2])
    for (const before of befores)
      for (const head of heads)
        assert.equal(
          counts.of(before, head),
          countO200kTokens(before + head),
          `${round}: ${JSON.stringify(before + head)}`,
        );
});

test('whatever stands around a number, what is before it and behind it add up', () => {
  const random = randomFrom(7);
  const alphabet = [...'ab Z0129\n\t/*"\'>é漢²٣_-.\u0301', "'ll", '\r\n', '  '];
  const pick = () => alphabet[Math.floor(random() * alphabet.length)] as string;
  const text = () => Array.from({ length: Math.floor(random() * 12) }, pick).join('');
  const counts = new HeadCounts();
  for (let round = 0; round < 5000; round++) {
    const [before, head] = [text(), text()];
    assert.equal(counts.of(before, head), countO200kTokens(before + head), JSON.stringify([before, head]));
  }
});
