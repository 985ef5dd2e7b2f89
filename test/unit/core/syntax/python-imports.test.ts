import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importRows, summaryOf } from './summary-of.ts';

function check(name: string, text: string, expected: readonly string[]): void {
  test(name, async () => assert.deepEqual(importRows(await summaryOf('a.py', text)), expected));
}

check('each module of a statement is one import', 'import a, b.c as d\n', ['1 import a', '1 import b.c']);
check(
  'names are taken as the other module exports them',
  'from a.b import c, d as e\nfrom f import (\n    g,\n    h,\n)\n',
  ['1 import a.b: c, d', '2 import f: g, h'],
);
check('relative imports keep their dots', 'from . import a\nfrom .b import c\nfrom ...d.e import f\n', [
  '1 import .: a',
  '2 import .b: c',
  '3 import ...d.e: f',
]);
check('a star takes all', 'from a import *\n', ['1 import a: *']);
check(
  'what only the type checker sees is type-only',
  'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import B\nelse:\n    from c import D\nif typing.TYPE_CHECKING:\n    import e\nif not TYPE_CHECKING:\n    import f\n',
  ['1 import typing: TYPE_CHECKING', '3 type-only a: B', '5 import c: D', '7 type-only e', '9 import f'],
);
check('what a try survives is optional', 'try:\n    import a\nexcept ImportError:\n    import b\n', [
  '2 import a optional',
  '4 import b',
]);
check(
  'modules that are imported by name are dynamic',
  'importlib.import_module("a.b")\nimport_module("c")\n__import__("d")\nimport_module(name)\nimport_module(".e", __package__)\n',
  ['1 dynamic a.b', '2 dynamic c', '3 dynamic d', '5 dynamic .e'],
);
check('imports inside functions are found', 'def f():\n    from a import b\n    return b\n', [
  '2 import a: b',
]);
check('the future is no module', 'from __future__ import annotations\n', []);
check('text that looks like an import is text', 's = "import a"\n# import b\n', []);
