import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createPackGate } from '../../../../src/core/review/pack-gate.ts';

/** Four calls that begin in order; what is done in each step, and who may send behind it. */
function check(name: string, steps: readonly (readonly [string, string])[]): void {
  test(`the gate before a pack: ${name}`, async () => {
    const gate = createPackGate();
    const turns = new Map(['a', 'b', 'c', 'd'].map((call) => [call, gate.turn()] as const));
    let sent = '';
    for (const [step, expected] of steps) {
      const [call = '', action] = step.split(' ');
      const turn = turns.get(call);
      assert.ok(turn !== undefined);
      if (action === 'begins') void turn.begin().then(() => (sent += call));
      else if (action === 'opens') turn.open();
      else turn.end();
      await setImmediate();
      assert.equal(sent, expected, step);
    }
  });
}

const allBegin = [
  ['a begins', 'a'],
  ['b begins', 'a'],
  ['c begins', 'a'],
  ['d begins', 'a'],
] as const;
check('one call goes ahead, and all follow its reply', [...allBegin, ['a opens', 'abcd']]);
check('one that fails passes its turn on', [
  ...allBegin,
  ['a ends', 'ab'],
  ['b ends', 'abc'],
  ['c opens', 'abcd'],
]);
check('one that never began holds nobody, and ends nobody\u2019s turn', [
  ['b begins', 'b'],
  ['c begins', 'b'],
  ['a ends', 'b'],
  ['b ends', 'bc'],
]);
check('one that ends after its reply keeps it open', [
  ['a begins', 'a'],
  ['a opens', 'a'],
  ['a ends', 'a'],
  ['b begins', 'ab'],
  ['c begins', 'abc'],
]);
check('one that asks again does not wait for itself', [
  ['a begins', 'a'],
  ['a begins', 'aa'],
  ['b begins', 'aa'],
  ['a ends', 'aab'],
]);
