import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HostileFolder, hostileFolder, importsOf, told, usesOf } from './hostile-folder.ts';

type Taken = Awaited<ReturnType<HostileFolder['graph']>>;

interface Case {
  readonly what: string;
  readonly files: () => Readonly<Record<string, string>>;
  readonly check: (taken: Taken) => void;
}

/** `count` files, each named and written by its number. */
function many(
  count: number,
  make: (at: number) => readonly [path: string, text: string],
): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => make(at)));
}

function textOf(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join('');
}

const isOneCycle = ({ graph }: Taken) =>
  assert.deepEqual([graph.cycles.length, graph.cycles[0]?.length], [1, graph.files.length]);

const cases: readonly Case[] = [
  {
    what: 'two thousand files that import each other in a circle',
    files: () =>
      many(2000, (at) => [`m${at}.ts`, `import { v } from './m${(at + 1) % 2000}';\nexport { v };\n`]),
    check: (taken) => {
      isOneCycle(taken);
      assert.equal(taken.graph.edges.length, 2000);
    },
  },
  {
    what: 'barrels that re-export each other in circles',
    files: () => ({
      ...many(200, (at) => [
        `b/m${at}.ts`,
        `${[at + 1, at * 7, at * 31 + 5].map((to) => `export * from './m${to % 200}';\n`).join('')}export const own${at} = 1;\n`,
      ]),
      'user.ts': "import { own150, missing } from './b/m0';\nown150; missing;\n",
    }),
    check: (taken) => {
      assert.ok(importsOf(taken).includes('user.ts > b/m0.ts'));
      assert.ok(usesOf(taken).includes('user.ts > b/m150.ts own150'));
      assert.equal(taken.graph.order.at(-1), 'user.ts');
    },
  },
  {
    what: 'a name that is re-exported three thousand times',
    files: () => ({
      ...many(3000, (at) => [
        `m${at}.ts`,
        at === 0 ? 'export const x = 1;\n' : `export { x } from './m${at - 1}';\n`,
      ]),
      'user.ts': "import { x } from './m2999';\nx;\n",
    }),
    check: ({ graph }) => {
      assert.equal(graph.edges.length, 3000);
      assert.deepEqual([graph.order[0], graph.order.at(-1), graph.cycles.length], ['m0.ts', 'user.ts', 0]);
    },
  },
  {
    what: 'configurations that extend each other in a circle, and in a chain of two thousand',
    files: () => ({
      ...many(2000, (at) => [
        `t${at}/tsconfig.json`,
        `{ "extends": "../t${(at + 1) % 2000}/tsconfig.json" }`,
      ]),
      't7/tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./*"] } } }',
      't0/a.ts': "import '@/b';\n",
      't7/b.ts': 'export {};\n',
      't500/c.ts': "import '@/b';\n",
    }),
    check: (taken) => {
      assert.ok(importsOf(taken).includes('t0/a.ts > t7/b.ts'));
      assert.ok(taken.graph.external.some(({ from }) => from === 't500/c.ts'));
    },
  },
  {
    what: 'classes that inherit from each other in a circle',
    files: () => ({
      ...many(1000, (at) => [
        `k${at}.ts`,
        `import { C${(at + 1) % 1000} } from './k${(at + 1) % 1000}';\nexport class C${at} extends C${(at + 1) % 1000} { m() { this.missing(); super.gone(); } }\n`,
      ]),
      'one.py': textOf(
        3000,
        (at) => `class C${at}(C${(at + 1) % 3000}):\n    def m(self):\n        self.gone()\n`,
      ),
    }),
    check: ({ graph }) => {
      assert.equal(graph.cycles[0]?.length, 1000);
      assert.equal(graph.uses.length, 1000);
    },
  },
  {
    what: 'modules of Go that replace each other in a circle',
    files: () => ({
      ...many(300, (at) => [
        `m${at}/go.mod`,
        `module x${at}\nrequire x${(at + 1) % 300} v1\nreplace x${(at + 1) % 300} => ../m${(at + 1) % 300}\n`,
      ]),
      ...many(300, (at) => [`m${at}/a.go`, `package a\nimport b "x${(at + 1) % 300}"\nfunc F() { b.F() }\n`]),
      'go.work': `use (\n${textOf(300, (at) => `./m${at}\n`)})\n`,
    }),
    check: (taken) => assert.ok(usesOf(taken).includes('m299/a.go > m0/a.go F')),
  },
  {
    what: 'Cargo workspaces that name each other as workspace and member',
    files: () => ({
      ...many(60, (at) => [
        `c${at}/Cargo.toml`,
        `[package]\nname = "c${at}"\nworkspace = "../c${(at + 1) % 60}"\n[workspace]\nmembers = ["../c${(at + 1) % 60}"]\n[dependencies]\nc${(at + 1) % 60} = { path = "../c${(at + 1) % 60}" }\n__proto__ = "1"\nconstructor = { workspace = true }\n`,
      ]),
      ...many(60, (at) => [
        `c${at}/src/lib.rs`,
        `use __proto__::x;\nuse constructor::y;\npub fn f() { c${(at + 1) % 60}::f(); }\n`,
      ]),
    }),
    check: (taken) => assert.ok(usesOf(taken).includes('c59/src/lib.rs > c0/src/lib.rs f')),
  },
  {
    what: 'modules of Rust a thousand deep, and declared by each other',
    files: () => ({
      'Cargo.toml': '[package]\nname = "a"\nedition = "2021"\n',
      'src/lib.rs': '#[path = "m0.rs"]\nmod m0;\nmod d;\npub use self::d::*;\n',
      'src/d.rs': 'pub use super::*;\npub use crate::d::*;\nfn f() { b::c(); gone() }\n',
      ...many(1000, (at) => [
        `src/m${at}.rs`,
        `#[path = "m${(at + 1) % 1000}.rs"]\npub mod m${(at + 1) % 1000};\nuse crate::m0::g;\nfn h() { super::super::f(); crate::x!(); }\n`,
      ]),
    }),
    check: (taken) => assert.ok(importsOf(taken).includes('src/m999.rs > src/m0.rs')),
  },
  {
    what: 'headers that include themselves and each other',
    files: () =>
      many(2000, (at) => [
        `a${at}.h`,
        `#include "a${at}.h"\n#include "a${(at + 1) % 2000}.h"\nint f${at}(void);\n`,
      ]),
    check: (taken) => {
      isOneCycle(taken);
      assert.equal(taken.graph.edges.length, 2000);
    },
  },
  {
    what: 'thirty thousand includes of macros',
    files: () => ({
      'a.c': textOf(30_000, (at) => `#include A${at}\n`),
      'b.h': textOf(30_000, (at) => `#define A${at} "b.h"\n`),
      'c.c': '#include MINE\n#define MINE "b.h"\n',
    }),
    check: (taken) => assert.deepEqual(importsOf(taken), ['c.c > b.h']),
  },
  {
    what: 'ten thousand prefixes of Composer, and rubbish beside them',
    files: () => ({
      'composer.json': JSON.stringify({
        autoload: { 'psr-4': many(10_000, (at) => [`A${at}\\`, `src/${at}`]), 'psr-0': [1], classmap: null },
        'autoload-dev': 7,
      }),
      'b/composer.json': '[[[',
      'a.php': `<?php\n${textOf(10_000, (at) => `use A${at}\\B;\n`)}`,
      'src/9999/B.php': '<?php\nnamespace A9999;\nclass B {}\n',
    }),
    check: (taken) => assert.ok(importsOf(taken).includes('a.php > src/9999/B.php')),
  },
  {
    what: 'ten thousand patterns in a configuration',
    files: () => ({
      'tsconfig.json': JSON.stringify({
        compilerOptions: { paths: many(10_000, (at) => [`@${at}/*`, `./src/${at}/*`]) },
      }),
      'a.ts': textOf(10_000, (at) => `import '@${at}/x';\n`),
      'src/9999/x.ts': 'export {};\n',
    }),
    check: (taken) => assert.deepEqual(importsOf(taken), ['a.ts > src/9999/x.ts']),
  },
  {
    what: 'manifests that are deep, endless, broken or something else',
    files: () => ({
      ...many(40, (at) => [
        `p${at}/package.json`,
        `{"name":"p${at}","exports":${'{"a":'.repeat(at * 200)}"./x"${'}'.repeat(at * 200)}}`,
      ]),
      'package.json': JSON.stringify({ name: 'p', imports: { '#*': '*'.repeat(1_000_000) } }),
      'b/package.json': '{',
      'c/package.json': 'null',
      'd/package.json': '{"name":7,"exports":null,"imports":[],"workspaces":{"packages":7},"main":{}}',
      'e/package.json': '{"name":"__proto__","main":"./x","dependencies":{"__proto__":"1"}}',
      'e/x.ts': 'export const z = 1;\n',
      'f/package.json': `{"name":"f","main":"x","long":"${'y'.repeat(1_900_000)}"}`,
      'f/x.ts': 'export {};\n',
      'x.gemspec': `Gem::Specification.new { |s| s.files = [${'"a",'.repeat(10_000)}] ; s.name = }}}`,
      'Cargo.toml': `a = ${'['.repeat(10_000)}`,
      'a.ts': `${textOf(40, (at) => `import 'p${at}';\n`)}import '#${'x'.repeat(5000)}';\nimport { z } from '__proto__';\nimport 'constructor';\nimport 'f';\nimport './b';\nz;\n`,
    }),
    check: (taken) => {
      const found = importsOf(taken).filter((edge) => edge.startsWith('a.ts'));
      assert.deepEqual(found, ['a.ts > e/x.ts', 'a.ts > f/x.ts']);
      assert.ok(taken.graph.external.some((one) => one.package === 'constructor'));
    },
  },
];

for (const { what, files, check } of cases) {
  test(`${what} give a graph`, async () => {
    using folder = hostileFolder(files());
    const taken = await folder.graph({ parseTimeoutMs: 60_000 });
    assert.deepEqual(told(taken), []);
    const known = new Set(taken.graph.order);
    assert.equal(known.size, taken.graph.files.length);
    check(taken);
  });
}
