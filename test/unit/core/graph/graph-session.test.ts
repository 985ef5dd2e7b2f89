import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { GraphSession } from '../../../../src/core/graph/graph-session.ts';
import { randomFrom } from '../../../support/random-from.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

type Files = Readonly<Record<string, string>>;

/** After each edit the session must say what a fresh look at the files says. */
function check(name: string, versions: readonly Files[]): void {
  test(name, async () => {
    const session = new GraphSession();
    let files: Files = {};
    for (const [index, edit] of versions.entries()) {
      files = { ...files, ...edit };
      const repository = await repositoryOf(files);
      const updated = index === 0 ? await session.build(repository) : await session.update(repository);
      assert.deepEqual(updated, await buildDependencyGraph(repository), `after edit ${index}`);
    }
  });
}

const base: Files = {
  'a.ts': "import { b } from './b.ts';\nexport const a = () => b().size();\n",
  'b.ts': "import { C } from './c.ts';\nexport function b(): C { return new C(); }\n",
  'c.ts': 'export class C { size() { return 1; } }\n',
  'd.ts': "import { a } from './a.ts';\na();\n",
};

check('a body changes', [base, { 'b.ts': `${base['b.ts']}// more\n` }]);
check('an import comes and goes', [
  base,
  { 'd.ts': "import { C } from './c.ts';\nnew C().size();\n" },
  { 'd.ts': base['d.ts'] as string },
]);
check('a member changes its name', [base, { 'c.ts': 'export class C { length() { return 1; } }\n' }]);
check('a return type changes, and with it what others mean', [
  base,
  {
    'b.ts':
      "import { C } from './c.ts';\nexport class D extends C { size() { return 2; } }\nexport function b(): D { return new D(); }\n",
  },
]);
check('a definition goes away', [
  base,
  { 'c.ts': 'export const nothing = 1;\n' },
  { 'c.ts': base['c.ts'] as string },
]);
check('a barrel is re-routed', [
  { ...base, 'index.ts': "export * from './c.ts';\n", 'e.ts': "import { C } from './index.ts';\nnew C();\n" },
  { 'index.ts': "export { b as C } from './b.ts';\n" },
]);
check('the type of a parameter changes, and with it what object literals and callbacks mean', [
  {
    'wide.ts': 'export interface Wide { size: number }\n',
    'deep.ts': 'export interface Deep { size: number }\n',
    'open.ts':
      "import type { Deep } from './deep.ts';\nimport type { Wide } from './wide.ts';\n" +
      'export function open(given: Wide, then: (deep: Deep) => void) {}\n',
    'maker.ts':
      "import type { Deep } from './deep.ts';\nexport interface Maker { (given: Deep): void }\n" +
      'export declare const make: Maker;\n',
    'use.ts': "import { open } from './open.ts';\nopen({ size: 1 }, (it) => it.size);\n",
    'called.ts': "import { make } from './maker.ts';\nmake({ size: 1 });\n",
  },
  {
    'open.ts':
      "import type { Deep } from './deep.ts';\nimport type { Wide } from './wide.ts';\n" +
      'export function open(given: Deep, then: (deep: Wide) => void) {}\n',
  },
  {
    'maker.ts':
      "import type { Wide } from './wide.ts';\nexport interface Maker { (given: Wide): void }\n" +
      'export declare const make: Maker;\n',
  },
  { 'wide.ts': 'export interface Wide { length: number }\n' },
]);
check('a configuration changes where imports lead', [
  {
    'tsconfig.json': '{"compilerOptions":{"paths":{"x/*":["./one/*"]}}}',
    'one/m.ts': 'export const m = 1;\n',
    'two/m.ts': 'export const m = 2;\n',
    'a.ts': "import { m } from 'x/m';\nm;\n",
  },
  { 'tsconfig.json': '{"compilerOptions":{"paths":{"x/*":["./two/*"]}}}' },
]);
check('an alias of a bundler leads elsewhere', [
  {
    'vite.config.ts': "export default { resolve: { alias: { x: '/one' } } };\n",
    'one/m.ts': 'export const m = 1;\n',
    'two/m.ts': 'export const m = 2;\n',
    'a.ts': "import { m } from 'x/m';\nm;\n",
  },
  { 'vite.config.ts': "export default { resolve: { alias: { x: '/two' } } };\n" },
]);
check('a file comes', [base, { 'e.ts': "import './a.ts';\n" }]);
check('two files of one package trade a name', [
  {
    'go.mod': 'module m\n',
    'a.go': 'package p\nfunc F() {}\n',
    'b.go': 'package p\nfunc G() {}\n',
    'c.go': 'package p\nfunc H() { F(); G() }\n',
  },
  { 'a.go': 'package p\nfunc G() {}\n' },
  { 'b.go': 'package p\nfunc F() {}\n' },
]);

check('a source takes another header of its name, and tests follow', [
  {
    'a/store.h': 'int a(void);\n',
    'b/store.h': 'int b(void);\n',
    'src/store.c': '#include "../a/store.h"\nint a(void) { return 1; }\n',
    'test/store_test.c': '#include "../a/store.h"\n#include "../b/store.h"\nint main(void) { return a(); }\n',
    'src/main.c': '#include "../a/store.h"\n',
  },
  { 'src/store.c': '#include "../b/store.h"\nint b(void) { return 1; }\n' },
  { 'src/store.c': 'int c(void) { return 1; }\n' },
  { 'test/store_test.c': '#include "../b/store.h"\n' },
]);
check('a test takes another file of its name', [
  {
    'src/cart.ts': 'export const cart = 1;\n',
    'src/web/cart.ts': 'export const cart = 2;\n',
    'src/index.ts': "export * from './cart.ts';\n",
    'test/cart.test.ts': "import { cart } from '../src/index.ts';\ncart;\n",
  },
  { 'src/index.ts': "export * from './web/cart.ts';\n" },
  { 'test/cart.test.ts': 'export {};\n' },
]);

function randomModule(random: () => number, count: number): string {
  const pick = (limit: number) => Math.floor(random() * limit);
  const lines: string[] = [];
  for (let index = 0; index < 3; index++)
    lines.push(`import { f${pick(4)}, K${pick(3)} as Z${index} } from './m${pick(count)}.ts';`);
  if (random() < 0.3) lines.push(`export * from './m${pick(count)}.ts';`);
  for (let index = 0; index < 4; index++)
    if (random() < 0.7)
      lines.push(`export function f${index}(): Z${pick(3)} { return f${pick(4)}().go${pick(3)}(); }`);
  for (let index = 0; index < 3; index++)
    if (random() < 0.7)
      lines.push(
        `export class K${index} extends Z${pick(3)} { go${pick(3)}(x) { x.go${pick(3)}(); x.go${pick(3)}(); } }`,
      );
  return `${lines.join('\n')}\n`;
}

for (const seed of [1, 2, 3, 4, 5, 6]) {
  const random = randomFrom(seed);
  const count = 8;
  const first = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`m${index}.ts`, randomModule(random, count)]),
  );
  const edits = Array.from({ length: 12 }, () => ({
    [`m${Math.floor(random() * count)}.ts`]: randomModule(random, count),
  }));
  check(`random edits, seed ${seed}`, [first, ...edits]);
}

const facade: Files = {
  'Cargo.toml': '[package]\nname = "app"\nedition = "2021"\n',
  'src/lib.rs': 'mod call;\nmod real;\nmod stub;\n',
  'src/real.rs': 'pub fn run() {}\npub struct Value;\nimpl Value { pub fn get(&self) {} }\n',
  'src/stub.rs': 'pub fn run() {}\n',
  'src/call.rs': 'use crate::stub::run;\nfn call() { run(); }\n',
};

check('what a stub takes in under its own name comes and goes', [
  facade,
  { 'src/stub.rs': 'pub use crate::real::run;\npub fn run() {}\n' },
  { 'src/stub.rs': facade['src/stub.rs'] as string },
]);
check('what a macro is given changes', [
  { ...facade, 'src/stub.rs': 'cfg! { pub fn run() -> crate::real::Value {} }\n' },
  { 'src/call.rs': 'use crate::stub::run;\nasync fn call() { run().await.unwrap().get(); }\n' },
  { 'src/stub.rs': 'cfg! { pub fn run() -> u8 {} }\n' },
]);
check('a definition for another build comes and goes', [
  {
    'go.mod': 'module example.com/app\n',
    'a.go': 'package app\n\nfunc use() { open() }\n',
    'b_linux.go': 'package app\n\nfunc open() {}\n',
    'b_windows.go': 'package app\n',
  },
  { 'b_windows.go': 'package app\n\nfunc open() {}\n' },
  { 'b_windows.go': 'package app\n\nfunc close() {}\n' },
]);
check('a module of Rust passes on another module', [
  {
    ...facade,
    'src/lib.rs': 'mod call;\nmod front;\nmod real;\nmod stub;\n',
    'src/front.rs': 'pub use crate::real as inner;\n',
    'src/call.rs': 'use crate::front::inner::run;\nfn call() { run(); }\n',
  },
  { 'src/front.rs': 'pub use crate::stub as inner;\n' },
]);
check('a header is included with angles, and so belongs to others', [
  {
    'src/a.c': '#include "gen.h"\nint a(void) { return gen(); }\n',
    'src/b.c': 'int b(void) { return 1; }\n',
  },
  { 'src/b.c': '#include <gen.h>\nint b(void) { return 1; }\n' },
  { 'src/b.c': 'int b(void) { return 2; }\n' },
]);
const round: Files = {
  'a.ts':
    "import { viaB } from './b.ts';\nimport * as me from './b.ts';\nexport class A { size() {} }\nexport function f() { viaB().size(); me.A; }\n",
  'b.ts':
    "import { A } from './a.ts';\nexport { A } from './a.ts';\nexport function viaB(): A { return new A(); }\n",
};
check('a comment comes to a file that others lead back to', [
  round,
  { 'a.ts': `${round['a.ts']}// more\n` },
  { 'b.ts': `${round['b.ts']}// more\n` },
]);
const guessed: Files = {
  'a.ts': "import { c } from './c.ts';\nexport function run(x) { c(); x.frobnicateAll(); }\n",
  'c.ts': "import { B } from './b.ts';\nexport function c() { return new B(); }\n",
  'b.ts': 'export class B { frobnicateAll() { return 1; } }\n',
};
check('comments come to what a member is guessed from, and to who uses it', [
  guessed,
  { 'b.ts': `${guessed['b.ts']}// more\n` },
  { 'a.ts': `${guessed['a.ts']}// more\n` },
]);
check('an extension moves to another file of its package', [
  {
    'src/Box.kt': 'package shop\n\nclass Box\n',
    'src/One.kt': 'package shop\n\nfun Box.copyAll() = this\n',
    'src/Two.kt': 'package shop\n',
    'app/App.kt':
      'package app\n\nimport shop.Box\nimport shop.copyAll\n\nfun run(box: Box) = box.copyAll()\n',
  },
  { 'src/One.kt': 'package shop\n', 'src/Two.kt': 'package shop\n\nfun Box.copyAll() = this\n' },
]);
check('a header is named by a macro of another one', [
  {
    'a.h': 'int a(void);\n',
    'b.h': 'int b(void);\n',
    'config.h': '#define INC "a.h"\n',
    'm.c': '#include "config.h"\n#include INC\nint m(void) { return 0; }\n',
  },
  { 'config.h': '#define INC "b.h"\n' },
]);
check('a module of Elixir gets another name', [
  {
    'lib/shop.ex': 'defmodule Shop do\n  alias Shop.Cart\n  def run, do: Cart.new()\nend\n',
    'lib/cart.ex': 'defmodule Shop.Basket do\n  def new, do: 1\nend\n',
  },
  { 'lib/cart.ex': 'defmodule Shop.Cart do\n  def new, do: 1\nend\n' },
]);
const store = 'class Shop { open() {} }\nclass Bank { open() {} }\n';
check('a module of CommonJS is something else', [
  {
    'store.js': `${store}module.exports = Shop;\n`,
    'app.js': "const Market = require('./store');\nnew Market().open();\n",
  },
  { 'store.js': `${store}module.exports = Bank;\n` },
  { 'store.js': store },
]);
check('the build of Zig gives a module another name', [
  {
    'build.zig': 'const m = b.addModule("shop", .{ .root_source_file = b.path("shop.zig") });\n',
    'shop.zig': 'pub fn open() void {}\n',
    'app.zig': 'const bank = @import("bank");\n',
  },
  { 'build.zig': 'const m = b.addModule("bank", .{ .root_source_file = b.path("shop.zig") });\n' },
]);
