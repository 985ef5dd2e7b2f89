import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf, testedNames } from '../../../../src/core/graph/tested-names.ts';

function check(path: string, expected: string): void {
  test(`${path} tests ${expected === '' ? 'nothing by its name' : expected}`, () =>
    assert.equal(testedNames(path).join(', '), expected));
}

check('src/cart.test.ts', 'cart');
check('src/cart-test.js', 'cart');
check('src/cart.unit.spec.tsx', 'cart.unit, cart');
check('src/app.e2e-spec.ts', 'app.e2e, app');
check('src/user.service.spec.ts', 'user.service');
check('test/test-fs.js', 'fs');
check('__tests__/Cart.jsx', 'Cart');
check('test/cart.ts', 'cart');
check('test/fixtures/cart.ts', '');
check('test/entity/TestCart.ts', '');
check('src/latest.ts', '');
check('src/contest.py', '');
check('tests/test_cart.py', 'cart');
check('shop/cart_test.py', 'cart');
check('tests/cart.py', '');
check('conftest.py', '');
check('a/cart_test.go', 'cart');
check('src/cart/tests.rs', 'cart');
check('tests/cart.rs', 'cart');
check('src/main/java/LoadTest.java', '');
check('src/test/java/CartTest.java', 'Cart');
check('src/test/java/CartIT.java', 'Cart');
check('src/test/java/TestCart.java', 'Cart');
check('src/test/java/Cart.java', '');
check('Shop.Tests/CartTests.cs', 'Cart');
check('Tests/ShopTests/CartTests.swift', 'Cart');
check('spec/cart_spec.rb', 'cart');
check('tests/CartTest.php', 'Cart');
check('test/cart_test.exs', 'cart');
check('lib/cart_test.ex', '');
check('src/cart_unittest.cc', 'cart');
check('tests/tst_cart.cpp', 'cart');
check('docs/cart.test.md', '');

for (const [one, other] of [
  ['src/test/java/com/shop/CartTest.java', 'src/main/java/com/shop/Cart.java'],
  ['Tests/ShopTests/CartTests.swift', 'Sources/Shop/Cart.swift'],
  ['test/Shop.Tests/Prices/RateTests.cs', 'src/Shop/Prices/Rate.cs'],
  ['spec/models/order_spec.rb', 'app/models/order.rb'],
  ['packages/shop/__tests__/cart.ts', 'packages/shop/src/cart.ts'],
  ['shop/src/jvmTest/kotlin/shop/CartTest.kt', 'shop/src/commonMain/kotlin/shop/Cart.kt'],
] as const)
  test(`${one} lies where ${other} lies`, () => assert.deepEqual(placeOf(one), placeOf(other)));
