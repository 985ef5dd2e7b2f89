import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linePatch } from '../../../../src/core/context/line-patch.ts';
import { randomFrom } from '../../../support/random-from.ts';
import { applyPatch } from './apply-patch.ts';

const count = (lines: number) => Array.from({ length: lines }, (_, line) => `line ${line}\n`).join('');

function check(before: string, after: string, hunks: string): void {
  test(`a patch of ${JSON.stringify(before)} to ${JSON.stringify(after)}`, () => {
    const patch = linePatch(before, after);
    assert.equal(patch?.hunks, hunks);
    assert.equal(applyPatch(before, hunks), after);
  });
}

check('', '', '');
check('a\n', 'a\n', '');
check('', 'a\n', '@@ -0,0 +1,1 @@\n+a\n');
check('a\n', '', '@@ -1,1 +0,0 @@\n-a\n');
check('a\nb\nc\n', 'a\nx\nc\n', '@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n');
check('a\n\n', 'a\n', '@@ -1,2 +1,1 @@\n a\n-\n');
check('@@ -1,1 +1,1 @@\n', '+@@\n', '@@ -1,1 +1,1 @@\n-@@ -1,1 +1,1 @@\n++@@\n');

test('changes far apart get hunks of their own', () => {
  const before = count(40);
  const after = before.replace('line 5\n', 'new 5\n').replace('line 30\n', '');
  const hunks = linePatch(before, after)?.hunks ?? '';
  assert.deepEqual(hunks.match(/^@@.*$/gm), ['@@ -3,7 +3,7 @@', '@@ -28,7 +28,6 @@']);
  assert.equal(applyPatch(before, hunks), after);
});

test('a rewrite has no patch', () => {
  assert.equal(linePatch(count(2000), count(2000).replaceAll('line', 'other')), undefined);
});

test('what is taken away is said', () => {
  assert.equal(linePatch('a\nb\nc\nd\n', 'a\nd\n')?.removed, 'b\nc');
});

test('a patch of random edits gives back the new text', () => {
  const random = randomFrom(7);
  for (let round = 0; round < 300; round++) {
    const alphabet = 1 + Math.floor(random() * 6);
    const draw = () => `${Math.floor(random() * alphabet)}`;
    const before = Array.from({ length: Math.floor(random() * 40) }, draw);
    const after = before.flatMap((line) => {
      const dice = random();
      return dice < 0.15 ? [] : dice < 0.3 ? [draw(), line] : dice < 0.4 ? [draw()] : [line];
    });
    const [old, now] = [before, after].map((lines) => lines.map((line) => `${line}\n`).join('')) as [
      string,
      string,
    ];
    const patch = linePatch(old, now);
    assert.ok(patch !== undefined);
    assert.equal(applyPatch(old, patch.hunks), now);
  }
});
