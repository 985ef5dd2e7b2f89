import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileFolder, importsOf, told, usesOf } from './hostile-folder.ts';

/** Names that every object of JavaScript has: a map that is a plain object gives something for each of them. */
const files: Readonly<Record<string, string>> = {
  '__proto__.ts':
    'export const constructor = 1;\nexport class __proto__ { hasOwnProperty() {}\n  static toString = 1 }\nexport default __proto__;\n',
  'constructor.ts':
    "import d, { constructor, __proto__ as hasOwnProperty } from './__proto__';\nconstructor(); hasOwnProperty.toString(); new hasOwnProperty().hasOwnProperty(); d();\nexport { hasOwnProperty as valueOf };\n",
  'toString.ts':
    "import { valueOf } from './constructor';\nimport * as __proto__ from './__proto__';\nvalueOf.toString(); __proto__.constructor();\n",
  '__proto__.py': 'class __proto__:\n    def constructor(self): pass\n',
  'constructor.py': 'x = 1\n',
  'b.py':
    'from __proto__ import __proto__ as toString\nimport constructor, hasOwnProperty\ntoString().constructor()\n',
  'go.mod': 'module __proto__\n',
  '__proto__/a.go': 'package __proto__\nfunc Constructor() {}\n',
  'constructor/b.go':
    'package constructor\nimport "__proto__/__proto__"\nfunc F() { __proto__.Constructor() }\n',
  '__proto__/valueOf.java': 'package __proto__;\npublic class valueOf { public void constructor() {} }\n',
  'constructor/toString.java':
    'package constructor;\nimport __proto__.valueOf;\nclass toString extends valueOf { valueOf __proto__; void f() { __proto__.constructor(); } }\n',
  'a.rb': 'require_relative "constructor"\nclass Constructor < Proto; def __proto__; end; end\n',
  'constructor.rb': 'class Proto; end\n',
  'a.php': '<?php namespace constructor; use __proto__\\toString; class hasOwnProperty extends toString {}\n',
  'b.php': '<?php namespace __proto__; class toString {}\n',
  'main.rs': 'mod constructor; use constructor::__proto__; fn toString() { __proto__() }\n',
  'constructor.rs': 'pub fn __proto__() {}\n',
  'a.c': '#include "constructor.h"\nint toString() { return __proto__() + constructor.valueOf; }\n',
  'constructor.h': 'int __proto__();\n',
  'a.lua': 'local constructor = require("__proto__")\nconstructor.toString()\n',
  '__proto__.lua': 'local M = {}\nfunction M.toString() end\nreturn M\n',
  'a.zig': 'const constructor = @import("__proto__.zig");\nconst x = constructor.toString();\n',
  '__proto__.zig': 'pub fn toString() void {}\n',
  'a.css': '@import "constructor.css";\n.__proto__ {}\n',
  'constructor.css': '.toString {}\n',
  'a.md': '[a](constructor.md) [b](__proto__.ts)\n',
  'constructor.md': '# __proto__\n',
  'a.json': '{"__proto__": "./constructor.md", "constructor": {"toString": []}}\n',
  'a.yaml': '__proto__: ./constructor.md\nconstructor: &toString [a]\n',
  'a.toml': '[__proto__]\nconstructor = "a.md"\n[constructor.prototype]\ntoString = 1\n',
  Makefile: '__proto__: constructor\nconstructor:\n\techo $(toString)\n',
  'a.vue':
    '<script>\nimport constructor from "./__proto__"\n</script>\n<template><constructor/><toString/><__proto__/></template>\n',
  'p/package.json':
    '{"name":"toString","main":"./x","exports":{"__proto__":"./x"},"imports":{"#constructor":"./x"},"dependencies":{"__proto__":"1","constructor":"1"}}\n',
  'p/x.ts': "import '#constructor';\nimport '#__proto__';\nexport const hasOwnProperty = 1;\n",
  'u.ts':
    "import { hasOwnProperty } from 'toString';\nimport 'constructor';\nimport 'hasOwnProperty/valueOf';\nhasOwnProperty;\n",
};

const imports: readonly string[] = [
  ...['constructor.ts > __proto__.ts', 'toString.ts > __proto__.ts', 'toString.ts > constructor.ts'],
  ...['b.py > __proto__.py', 'b.py > constructor.py', 'constructor/toString.java > __proto__/valueOf.java'],
  ...['a.rb > constructor.rb', 'a.php > b.php', 'a.c > constructor.h', 'a.lua > __proto__.lua'],
  ...['a.zig > __proto__.zig', 'a.css > constructor.css', 'a.md > constructor.md', 'a.vue > __proto__.ts'],
  ...['main.rs > constructor.rs', 'u.ts > p/x.ts'],
];

const uses: readonly string[] = [
  'constructor.ts > __proto__.ts constructor',
  'constructor.ts > __proto__.ts __proto__',
  'constructor.ts > __proto__.ts __proto__.toString',
  'constructor.ts > __proto__.ts __proto__.hasOwnProperty',
  'toString.ts > __proto__.ts __proto__.toString',
  'toString.ts > __proto__.ts constructor',
  'b.py > __proto__.py __proto__.constructor',
  'constructor/b.go > __proto__/a.go Constructor',
  'constructor/toString.java > __proto__/valueOf.java valueOf.constructor',
  'main.rs > constructor.rs __proto__',
  'a.c > constructor.h __proto__',
  'a.php > b.php toString',
  'u.ts > p/x.ts hasOwnProperty',
];

test('names that every object has are names like others, in each language and in manifests', async () => {
  using folder = hostileFolder(files);
  const taken = await folder.graph();
  assert.deepEqual(told(taken), []);
  const [foundImports, foundUses] = [new Set(importsOf(taken)), new Set(usesOf(taken))];
  assert.deepEqual(
    imports.filter((edge) => !foundImports.has(edge)),
    [],
  );
  assert.deepEqual(
    uses.filter((use) => !foundUses.has(use)),
    [],
  );
  const outside = taken.graph.external.filter(({ from }) => from === 'u.ts').map((one) => one.package);
  assert.deepEqual(outside, ['constructor', 'hasOwnProperty']);
});

test('an edit of such a file gives what a first look gives', async () => {
  using folder = hostileFolder(files);
  await folder.graph();
  const edit = { 'constructor.rb': 'class Proto; def toString; end; end\n' };
  folder.write(edit);
  using other = hostileFolder({ ...files, ...edit });
  assert.deepEqual(await folder.graph(), await other.graph());
});
