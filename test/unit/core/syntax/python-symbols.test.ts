import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryOf, symbolRows } from './summary-of.ts';

function check(name: string, text: string, expected: readonly string[]): void {
  test(name, async () => assert.deepEqual(symbolRows(await summaryOf('a.py', text)), expected));
}

check('a function has a body of its indented lines', 'def f(a):\n    b = a\n    return b\n', [
  '1-3 function f exported body 2-3',
]);
check('a function on one line has no body to leave out', 'def f(): return 1\n', ['1-1 function f exported']);
check('a body that begins beside its header is kept', 'def f(): return {\n    1: 2,\n    3: 4,\n}\n', [
  '1-4 function f exported',
]);
check(
  'a doc string documents and is not part of the body',
  'def f():\n    """First.\n\n    Second.\n    """\n    a()\n    b()\n',
  ['1-7 function f exported body 6-7'],
);
check('a doc string alone leaves no body', 'def f():\n    """Only this."""\n', ['1-2 function f exported']);
check('a header over several lines does not begin the body', 'def f(\n    a,\n    b,\n):\n    return a\n', [
  '1-5 function f exported body 5-5',
]);
check('an async function is a function', 'async def f():\n    await a()\n', [
  '1-2 function f exported body 2-2',
]);
check('a name with an underscore is not exported', 'def _f():\n    a()\n_x = 1\n__all__ = []\n', [
  '1-2 function _f body 2-2',
  '3-3 variable _x',
  '4-4 variable __all__',
]);
check(
  'a class has its members, dotted',
  'class A(B):\n    """Doc."""\n\n    size: int = 1\n    name = "x"\n\n    def __init__(self):\n        self.a = 1\n\n    def go(self):\n        return 1\n',
  [
    '1-11 class A exported',
    '4-4 property A.size exported',
    '5-5 property A.name exported',
    '7-8 method A.__init__ body 8-8',
    '10-11 method A.go exported body 11-11',
  ],
);
check(
  'a decorator belongs to what it decorates, and to nothing inside',
  '@dataclass\nclass A:\n    @property\n    def x(self):\n        return 1\n\n    def last(self):\n        return 2\n',
  ['1-8 class A exported', '3-5 method A.x exported body 5-5', '7-8 method A.last exported body 8-8'],
);
check(
  'a decorated function does not lend its decorator to the one that ends with it',
  '@dec(1)\n@more\ndef outer():\n    def inner():\n        pass\n',
  ['1-5 function outer exported body 4-5', '4-5 function outer.inner body 5-5'],
);
check('a comment above the decorator documents', '# Doc.\n@dec\ndef f():\n    a()\n', [
  '2-4 function f exported doc 1 body 4-4',
]);
check('a comment behind code documents nothing', 'a = 1  # of a\ndef f():\n    a()\n', [
  '1-1 variable a exported',
  '2-3 function f exported body 3-3',
]);
check(
  'classes in classes and functions in functions are dotted',
  'class A:\n    class B:\n        def f(self):\n            def g():\n                pass\n',
  [
    '1-5 class A exported',
    '2-5 class A.B exported',
    '3-5 method A.B.f exported body 4-5',
    '4-5 function A.B.f.g body 5-5',
  ],
);
check(
  'definitions under a condition are found',
  'if X:\n    def f():\n        a()\nelse:\n    def f():\n        b()\n',
  ['2-3 function f exported body 3-3', '5-6 function f exported body 6-6'],
);
check(
  'overloads stand each for itself',
  '@overload\ndef f(a: int) -> int: ...\n@overload\ndef f(a: str) -> str: ...\ndef f(a):\n    return a\n',
  ['1-2 function f exported', '3-4 function f exported', '5-6 function f exported body 6-6'],
);
check('a type alias is a type', 'type T = list[int]\n', ['1-1 type T exported']);
check(
  'branches are counted',
  'def f(a):\n    if a and b:\n        pass\n    elif c:\n        pass\n    for x in a:\n        while x:\n            pass\n    try:\n        pass\n    except E:\n        pass\n    match a:\n        case 1:\n            pass\n    return [y for y in a if y] if a else None\n',
  ['1-16 function f exported body 2-16 complexity 10'],
);

test('the broken middle of a file leaves what stands around it', async () => {
  const summary = await summaryOf('a.py', 'def f():\n    return 1\n\ndef (:\n\nclass A:\n    x = 1\n');
  const rows = symbolRows(summary);
  assert.ok(rows.includes('1-2 function f exported body 2-2'), rows.join('\n'));
  assert.ok(summary.errorCount > 0);
  assert.equal(summary.firstErrorLine, 4);
});

test('code lines are those that are neither blank nor only comment', async () => {
  const { codeLineCount } = await summaryOf('a.py', '# a\n\nx = 1  # b\n"""\ndoc\n"""\n');
  assert.equal(codeLineCount, 4);
});
