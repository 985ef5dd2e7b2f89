import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsOf, placesOf } from './repository-of.ts';

type Files = Readonly<Record<string, string>>;

function check(
  name: string,
  files: Files,
  expected: readonly string[],
  ignored: readonly string[] = [],
): void {
  test(name, async () =>
    assert.deepEqual(placesOf(await findingsOf('missing-path', files, ignored)), expected),
  );
}

const manifest = (fields: object): string => JSON.stringify(fields, null, 2);

check(
  'a main that is not there is found',
  { 'package.json': manifest({ name: 'x', main: 'idnex.js' }), 'index.js': '' },
  ['package.json:3'],
);
check(
  'a bin that is not there is found',
  { 'package.json': manifest({ bin: { x: 'bin/x.mjs' } }), 'bin/y.mjs': '' },
  ['package.json:3'],
);
check(
  'an export that is not there is found',
  { 'package.json': manifest({ exports: { '.': { import: './src/idnex.mjs' } } }), 'src/index.mjs': '' },
  ['package.json:4'],
);
check(
  'a published file that is mistyped is found',
  { 'package.json': manifest({ files: ['types.d.ts', 'jsx.d.tss'] }), 'types.d.ts': '', 'jsx.d.ts': '' },
  [],
);
check(
  'a tsconfig that extends nothing is found',
  { 'a/tsconfig.json': '{\n  "extends": "../tsconfig.bse.json"\n}', 'tsconfig.base.json': '{}' },
  ['a/tsconfig.json:2'],
);
check(
  'a reference to no project is found',
  { 'tsconfig.json': '{ "references": [\n { "path": "./packages/gone" }\n] }' },
  ['tsconfig.json:2'],
);
check('a listed file that is not there is found', { 'tsconfig.json': '{ "files": ["src/gone.ts"] }' }, [
  'tsconfig.json:1',
]);
check(
  'a readme of a Python project that is not there is found',
  { 'pyproject.toml': '[project]\nname = "x"\nreadme = "README.rst"\n', 'README.md': '' },
  ['pyproject.toml:3'],
);
check(
  'a licence file that is not there is found',
  { 'pyproject.toml': '[project]\nlicense = { file = "LICENCE" }\n', LICENSE: '' },
  ['pyproject.toml:2'],
);
check(
  'an entry point in a module that is not there is found',
  {
    'pyproject.toml': '[project.scripts]\nx = "pkg.clii:main"\n',
    'src/pkg/__init__.py': '',
    'src/pkg/cli.py': 'def main(): pass\n',
  },
  ['pyproject.toml:2'],
);
check(
  'an entry point that is no name of its module is found',
  {
    'pyproject.toml': '[project.scripts]\nx = "pkg.cli:run"\n',
    'pkg/__init__.py': '',
    'pkg/cli.py': 'def main(): pass\n',
  },
  ['pyproject.toml:2'],
);

check(
  'what is there is no finding',
  {
    'package.json': manifest({ main: './index', bin: 'bin/x.js', files: ['bin', 'README.md'] }),
    'index.js': '',
    'bin/x.js': '',
  },
  [],
);
check(
  'build output is no finding',
  {
    'package.json': manifest({
      main: 'dist/x.js',
      module: 'lib/x.mjs',
      types: './types/x.d.ts',
      exports: './build/x.js',
    }),
  },
  [],
);
check('what git ignores is built', { 'package.json': manifest({ main: 'bundled/x.js' }) }, [], ['bundled']);
check(
  'a compiled sibling is built',
  { 'package.json': manifest({ main: 'index.js', types: 'index.d.ts' }), 'index.ts': '' },
  [],
);
check(
  'what a build makes is no finding',
  { 'package.json': manifest({ main: 'x.js', scripts: { build: 'rollup' } }) },
  [],
);
check(
  'patterns and exclusions name no file',
  { 'package.json': manifest({ files: ['src/**/*.js', '!src/x.js', 'assets'] }) },
  [],
);
check(
  'a package that exports another one names no path',
  { 'package.json': manifest({ browser: { fs: false, a: 'b' } }) },
  [],
);
check(
  'a base configuration out of a package is no path',
  { 'tsconfig.json': '{ "extends": "@tsconfig/node20/tsconfig.json" }' },
  [],
);
check(
  'a folder with a tsconfig is a project',
  {
    'tsconfig.json': '{ "references": [{ "path": "./a" }], "extends": "./b" }',
    'a/tsconfig.json': '{}',
    'b.json': '{}',
  },
  [],
);
check(
  'an entry point of another package is silent',
  { 'pyproject.toml': '[project.scripts]\nx = "other.cli:main"\n' },
  [],
);
check(
  'an entry point that is imported into its module is there',
  {
    'pyproject.toml': '[project.scripts]\nx = "pkg:main"\n',
    'pkg/__init__.py': 'from .cli import main\n',
    'pkg/cli.py': '',
  },
  [],
);
check('a broken pyproject.toml is silent', { 'pyproject.toml': '[project\nreadme = "x"' }, []);

test('a mistyped entry point gets a fix', async () => {
  const [finding] = await findingsOf('missing-path', {
    'pyproject.toml': '[project.scripts]\nx = "pkg.clii:main"\n',
    'pkg/__init__.py': '',
    'pkg/cli.py': 'def main(): pass\n',
  });
  assert.deepEqual(finding?.fix, {
    path: 'pyproject.toml',
    oldText: '"pkg.clii:main"',
    newText: '"pkg.cli:main"',
  });
});
