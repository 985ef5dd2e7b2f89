import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definedName, impactTarget } from '../../../src/cli/commands/impact-target.ts';
import { isAppError } from '../../../src/core/index.ts';
import { repositoryOf } from '../../support/repository-of.ts';

const files = new Set(['src/a.ts', 'odd:name.ts']);
const targetOf = (written: string) => {
  const { path, symbol } = impactTarget(written, { root: '/shop', isFile: (path) => files.has(path) });
  return symbol === undefined ? path : `${path} ${symbol}`;
};

for (const [written, expected] of [
  ['src/a.ts', 'src/a.ts'],
  ['./src/a.ts', 'src/a.ts'],
  ['/shop/src/a.ts', 'src/a.ts'],
  ['src\\a.ts', 'src/a.ts'],
  ['src/a.ts:Cart.add', 'src/a.ts Cart.add'],
  ['/shop/src/a.ts:add', 'src/a.ts add'],
  ['odd:name.ts', 'odd:name.ts'],
] as const) {
  test(`${written} means ${expected}`, () => assert.equal(targetOf(written), expected));
}
for (const written of ['a.ts', '/elsewhere/src/a.ts', '', ':add', 'src']) {
  test(`'${written}' is no file of the repository`, () =>
    assert.throws(
      () => targetOf(written),
      (error) => isAppError(error, 'usage'),
    ));
}

const text =
  'class Cart { add() {} size() {} }\nclass Shop { size() {} }\nexport function size() {}\nclass Bag { pay() {} }\nclass Till { pay() {} }\n';
const repository = await repositoryOf({ 'src/a.ts': text });
const nameOf = (asked: string) =>
  definedName(repository.files[0] as (typeof repository.files)[number], asked);

test('a definition is found by its dotted name', () => assert.equal(nameOf('Cart.size'), 'Cart.size'));
test('a name that stands for itself goes before members of that name', () =>
  assert.equal(nameOf('size'), 'size'));
test('a member is found by its own name if no other one has it', () =>
  assert.equal(nameOf('add'), 'Cart.add'));
test('of several members of one name the user has to say which', () =>
  assert.throws(() => nameOf('pay'), /'pay' may be Bag\.pay, Till\.pay; say which/));
test('what is not defined is told', () => assert.throws(() => nameOf('gone'), /defines no 'gone'/));
