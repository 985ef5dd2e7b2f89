import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wishReader } from '../../../src/core/context/pack-wishes.ts';
import type { PackChoices } from '../../../src/webview/context-map-messages.ts';
import { choiceAbove, choiceOf, patternOf, withChoice } from '../../../src/webview/context-map-pattern.ts';

const hostile = [
  'src/a.ts',
  'a b.ts',
  ' leading.ts',
  'trailing ',
  '#comment.md',
  '!not.ts',
  'pages/[id].tsx',
  'pages/[...all]/(group)/page.tsx',
  'star*.ts',
  'what?.ts',
  'back\\slash.ts',
  'line\nend.ts',
  'ends\\',
  '{a,b}.ts',
  'ünïcödé/中文.ts',
  '\u202egnp.ts',
  '</script>.ts',
];

describe('the pattern of a file', () => {
  for (const path of hostile) {
    it(`matches ${JSON.stringify(path)} and no other one`, () => {
      const isPinned = wishReader({ pin: [patternOf(path, false)] });
      const all = [
        ...hostile,
        ...hostile.map((other) => `${other}x`),
        ...hostile.map((other) => `x/${other}`),
      ];
      assert.deepEqual(
        all.filter((other) => isPinned(other) !== undefined),
        [path],
      );
    });
  }
});

describe('the pattern of a folder', () => {
  for (const path of hostile) {
    it(`matches what is in ${JSON.stringify(path)} and nothing else`, () => {
      const isPinned = wishReader({ pin: [patternOf(path, true)] });
      assert.notEqual(isPinned(`${path}/deep/inside.ts`), undefined);
      assert.equal(isPinned(path), undefined);
      assert.equal(isPinned(`${path}x/inside.ts`), undefined);
      assert.equal(isPinned(`x/${path}/inside.ts`), undefined);
    });
  }
});

const none: PackChoices = { pin: [], leaveOut: [], resolutions: {} };

describe('a choice', () => {
  it('replaces the one before it, and is taken back', () => {
    const pinned = withChoice(none, 'src', true, 'pin');
    assert.deepEqual(pinned, { ...none, pin: ['/src/'] });
    const leftOut = withChoice(pinned, 'src', true, 'leave-out');
    assert.deepEqual(leftOut, { ...none, leaveOut: ['/src/'] });
    const reduced = withChoice(leftOut, 'src', true, 'skeleton');
    assert.deepEqual(reduced, { ...none, resolutions: { '/src/': 'skeleton' } });
    assert.deepEqual(withChoice(reduced, 'src', true, 'automatic'), none);
  });

  it('leaves the others as they are', () => {
    const before: PackChoices = { pin: ['*.md'], leaveOut: ['/a.ts'], resolutions: { '/b.ts': 'full' } };
    const after = withChoice(before, 'b.ts', false, 'pin');
    assert.deepEqual(after, { pin: ['*.md', '/b.ts'], leaveOut: ['/a.ts'], resolutions: {} });
    assert.deepEqual(before.resolutions, { '/b.ts': 'full' });
  });

  it('is that of exactly this file or folder', () => {
    const choices: PackChoices = {
      pin: ['/src/'],
      leaveOut: ['/src/a.ts'],
      resolutions: { '/b.ts': 'outline', '/c.ts': 'omitted' },
    };
    assert.equal(choiceOf(choices, 'src', true), 'pin');
    assert.equal(choiceOf(choices, 'src', false), 'automatic');
    assert.equal(choiceOf(choices, 'src/a.ts', false), 'leave-out');
    assert.equal(choiceOf(choices, 'src/other.ts', false), 'automatic');
    assert.equal(choiceOf(choices, 'b.ts', false), 'outline');
    assert.equal(choiceOf(choices, 'c.ts', false), 'leave-out');
    assert.equal(choiceOf({ ...none, resolutions: {} }, 'constructor', false), 'automatic');
  });

  it('of a folder above is found, the nearest first', () => {
    const choices = withChoice(withChoice(none, 'a', true, 'pin'), 'a/b', true, 'leave-out');
    assert.deepEqual(choiceAbove(choices, 'a/b/c.ts'), { folder: 'a/b', choice: 'leave-out' });
    assert.deepEqual(choiceAbove(choices, 'a/b'), { folder: 'a', choice: 'pin' });
    assert.equal(choiceAbove(choices, 'a'), undefined);
  });
});
