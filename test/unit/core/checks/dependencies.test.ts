import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsOf, placesOf } from './repository-of.ts';

type Files = Readonly<Record<string, string>>;

function undeclared(name: string, files: Files, expected: readonly string[]): void {
  test(`undeclared: ${name}`, async () =>
    assert.deepEqual(placesOf(await findingsOf('undeclared-dependency', files)), expected));
}

function unused(name: string, files: Files, expected: readonly string[]): void {
  test(`unused: ${name}`, async () =>
    assert.deepEqual(placesOf(await findingsOf('unused-dependency', files)), expected));
}

const manifest = (fields: object): string => JSON.stringify({ name: 'x', ...fields }, null, 2);
const one = manifest({ dependencies: { kleur: '1' } });
const project = (...names: string[]): string =>
  `[project]\nname = "x"\ndependencies = [\n${names.map((name) => `    "${name}",\n`).join('')}]\n`;

undeclared(
  'an import of a package that no manifest declares',
  { 'package.json': one, 'src/a.ts': `\nimport x from 'dayjs';\n` },
  ['src/a.ts:2'],
);
undeclared(
  'a scoped package and a path into it',
  { 'package.json': one, 'a.js': `import x from '@scope/pkg/deep';\n` },
  ['a.js:1'],
);
undeclared(
  'once for a package, at the first import',
  { 'package.json': one, 'a.js': `import x from 'dayjs';\n`, 'b.js': `import x from 'dayjs/utc';\n` },
  ['a.js:1'],
);
undeclared(
  'a package that only a sibling declares',
  {
    'package.json': one,
    'a/package.json': manifest({ name: 'a', dependencies: { dayjs: '1' } }),
    'b/package.json': manifest({ name: 'b', dependencies: { mitt: '1' } }),
    'b/x.js': `import x from 'dayjs';\n`,
  },
  ['b/x.js:1'],
);
undeclared(
  'a well-known module of Python',
  { 'pyproject.toml': project('click'), 'pkg/a.py': 'import requests\n' },
  ['pkg/a.py:1'],
);
undeclared(
  'a module whose distribution has another name',
  { 'pyproject.toml': project('click'), 'pkg/a.py': 'import click\nfrom yaml import load\n' },
  ['pkg/a.py:2'],
);
undeclared(
  'what only a lock file names',
  { 'pyproject.toml': project('click'), 'uv.lock': 'name = "tqdm"\n', 'pkg/a.py': 'import tqdm\n' },
  ['pkg/a.py:1'],
);

undeclared(
  'silent on declared ones of all groups',
  {
    'package.json': manifest({
      dependencies: { a1: '1' },
      devDependencies: { b1: '1' },
      peerDependencies: { c1: '1' },
      optionalDependencies: { d1: '1' },
    }),
    'a.js': `import 'a1';\nimport 'b1';\nimport 'c1/x';\nimport 'd1';\n`,
  },
  [],
);
undeclared(
  'silent on what a manifest above declares',
  {
    'package.json': one,
    'a/package.json': manifest({ name: 'a', dependencies: {} }),
    'a/x.js': `import 'kleur';\n`,
  },
  [],
);
undeclared(
  'silent on built-in modules',
  { 'package.json': one, 'a.js': `import 'fs';\nimport 'node:test';\n` },
  [],
);
undeclared(
  'silent on packages of the workspace',
  { 'package.json': one, 'a/package.json': manifest({ name: '@w/a' }), 'b.js': `import '@w/a';\n` },
  [],
);
undeclared(
  'silent on types from @types',
  {
    'package.json': manifest({ devDependencies: { '@types/estree': '1' } }),
    'a.ts': `import type { Node } from 'estree';\n`,
  },
  [],
);
undeclared(
  'silent on aliases of bundlers',
  {
    'package.json': one,
    'a.ts': `import '@/x';\nimport '~/y';\nimport 'virtual:z';\nimport '#q';\nimport '@theme/Layout';\nimport '@site/src/x';\n`,
  },
  [],
);
undeclared(
  'silent on paths of a tsconfig',
  {
    'package.json': one,
    'tsconfig.json': '{ "compilerOptions": { "paths": { "app/*": ["./src/*"] } } }',
    'a.ts': `import 'app/x';\n`,
  },
  [],
);
undeclared(
  'silent on names in a bundler configuration',
  {
    'package.json': one,
    'vite.config.ts': `export default { resolve: { alias: { shared: './src/shared' } } }\n`,
    'a.ts': `import 'shared/x';\n`,
  },
  [],
);
undeclared(
  'silent on ambient modules',
  { 'package.json': one, 'x.d.ts': `declare module 'magic' {}\n`, 'a.ts': `import 'magic';\n` },
  [],
);
undeclared(
  'silent on what the host provides',
  { 'package.json': one, 'a.ts': `import * as vscode from 'vscode';\n` },
  [],
);
undeclared(
  'silent on what may be missing',
  { 'package.json': one, 'a.js': `try {\nrequire('dayjs')\n} catch {}\n` },
  [],
);
undeclared(
  'silent on what a function loads',
  { 'package.json': one, 'a.js': `function f() {\n  return require('dayjs');\n}\n` },
  [],
);
undeclared('silent without a manifest', { 'a.js': `import 'dayjs';\n` }, []);
undeclared(
  'silent in fixtures and examples',
  { 'package.json': one, 'test/fixtures/a.js': `import 'dayjs';\n`, 'examples/a.js': `import 'dayjs';\n` },
  [],
);
undeclared(
  'silent on packages that are checked in',
  { 'package.json': one, 'test/a.js': `import 'beta';\n`, 'test/node_modules/beta/index.js': '' },
  [],
);
undeclared(
  'silent on declared Python distributions',
  {
    'pyproject.toml': project('PyYAML>=5', 'scikit_learn', 'python-dateutil', 'beautifulsoup4', 'Pillow'),
    'pkg/a.py': 'import yaml\nimport sklearn\nimport dateutil\nimport bs4\nfrom PIL import Image\n',
  },
  [],
);
undeclared(
  'silent on groups, extras, requirement files and setup.cfg',
  {
    'pyproject.toml':
      '[project]\nname = "x"\n[project.optional-dependencies]\na = ["requests"]\n[dependency-groups]\nt = ["pytest"]\n',
    'requirements/dev.txt': 'tqdm==1\n',
    'setup.cfg': '[options]\ninstall_requires =\n    rich\n',
    'pkg/a.py': 'import requests\nimport pytest\nimport tqdm\nimport rich\n',
  },
  [],
);
undeclared(
  'silent on the standard library and own modules',
  {
    'pyproject.toml': project('click'),
    'pkg/__init__.py': '',
    'pkg/util.py': '',
    'tests/a.py': 'import os\nimport pkg\nimport util\n',
  },
  [],
);
undeclared(
  'silent where a distribution may bring the module',
  { 'pyproject.toml': project('strange-name-toolkit'), 'pkg/a.py': 'import strange\n' },
  [],
);
undeclared(
  'silent on what an environment installs',
  {
    'pyproject.toml': project('click'),
    'tox.ini': '[testenv]\ndeps = responses\n',
    'tests/a.py': 'import responses\n',
  },
  [],
);
undeclared(
  'silent where requirements are computed',
  { 'setup.py': 'setup(install_requires=read("x"))\n', 'pkg/a.py': 'import requests\n' },
  [],
);
undeclared(
  'silent on Poetry',
  {
    'pyproject.toml':
      '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3"\nrequests = "^2"\n[tool.poetry.group.dev.dependencies]\ntqdm = "*"\n',
    'x/a.py': 'import requests\nimport tqdm\n',
  },
  [],
);

unused('a package that nothing names', { 'package.json': one, 'a.js': '' }, ['package.json:4']);
unused('a word in a comment is no use', { 'package.json': one, 'a.js': '// kleur is nice\n' }, [
  'package.json:4',
]);
unused(
  'a package that only fixtures import',
  { 'package.json': one, 'a.js': '', 'test/fixtures/b.js': `import 'kleur';\n` },
  [],
);
unused(
  'a distribution that nothing imports',
  { 'pyproject.toml': project('requests', 'rich'), 'x/a.py': 'import rich\n' },
  ['pyproject.toml:4'],
);
unused(
  'a line of a requirement file',
  { 'requirements.txt': 'flask\npython-dateutil>=2\n', 'a.py': 'import flask\n' },
  ['requirements.txt:2'],
);

unused(
  'silent on imports, requires, types and mocks',
  {
    'package.json': manifest({ dependencies: { a1: '1', b1: '1', c1: '1', d1: '1' } }),
    'a.ts': `import 'a1';\nconst b = require('b1/x');\nimport type { C } from 'c1';\njest.mock('d1');\n`,
  },
  [],
);
unused('silent on names in strings', { 'package.json': one, 'a.js': `load('kleur')\n` }, []);
unused(
  'silent on executables in scripts and workflows',
  {
    'package.json': manifest({
      scripts: { a: 'rimraf x && tsc' },
      devDependencies: { rimraf: '1', typescript: '1', serve: '1', '@changesets/cli': '1' },
    }),
    '.github/workflows/a.yml': 'run: npx serve && npx changeset\n',
    'a.js': '',
  },
  [],
);
unused(
  'silent on executables that the lock file knows',
  {
    'package.json': manifest({ scripts: { a: 'odd-bin' }, devDependencies: { strange: '1' } }),
    'package-lock.json': '{ "packages": { "node_modules/strange": { "bin": { "odd-bin": "x" } } } }',
    'a.js': '',
  },
  [],
);
unused(
  'silent on peers of installed packages',
  {
    'package.json': one,
    'package-lock.json': '{ "packages": { "node_modules/z": { "peerDependencies": { "kleur": "*" } } } }',
    'a.js': '',
  },
  [],
);
unused(
  'silent on peers in a pnpm lock file',
  {
    'package.json': one,
    'pnpm-lock.yaml': `packages:\n\n  z@1:\n    peerDependencies:\n      kleur: '*'\n`,
    'a.js': '',
  },
  [],
);
unused('silent on configuration', { 'package.json': one, '.foorc': 'use: kleur\n', 'a.js': '' }, []);
unused(
  'silent on plugins, presets, types and polyfills',
  {
    'package.json': manifest({
      devDependencies: {
        'eslint-plugin-x': '1',
        '@babel/preset-env': '1',
        'prettier-plugin-y': '1',
        '@types/node': '1',
        'core-js': '1',
        tslib: '1',
      },
    }),
    'a.js': '',
  },
  [],
);
unused(
  'silent on what extends another package by its name',
  {
    'package.json': manifest({
      scripts: { c: 'changes -p angular' },
      devDependencies: { changes: '1', 'changes-angular': '1' },
    }),
    'a.js': '',
  },
  [],
);
unused(
  'silent on workspace packages and links',
  { 'package.json': manifest({ dependencies: { a1: 'workspace:*', b1: 'file:../b' } }), 'a.js': '' },
  [],
);
unused(
  'silent on peer dependencies',
  { 'package.json': manifest({ peerDependencies: { a1: '1' }, devDependencies: { a1: '1' } }), 'a.js': '' },
  [],
);
unused(
  'silent on what a package of the workspace that it is built from uses',
  {
    'a/package.json': manifest({ name: '@w/a', dependencies: { '@w/b': 'workspace:*', kleur: '1' } }),
    'a/x.js': `import '@w/b';\n`,
    'b/package.json': manifest({ name: '@w/b', dependencies: { kleur: '1' } }),
    'b/index.js': `import 'kleur';\n`,
  },
  [],
);
unused('silent without code', { 'package.json': one }, []);
unused('silent on examples', { 'examples/a/package.json': one, 'examples/a/x.js': '' }, []);
unused(
  'silent on distributions whose modules are not known',
  { 'pyproject.toml': project('strange-thing', 'uvicorn', 'pytest-cov'), 'x/a.py': 'import os\n' },
  [],
);
unused(
  'silent on extras and groups of tools',
  {
    'pyproject.toml':
      '[project]\nname = "x"\n[project.optional-dependencies]\nall = ["requests"]\n[dependency-groups]\ndocs = ["pillow"]\n',
    'x/a.py': 'import os\n',
  },
  [],
);
unused(
  'silent on names in configuration and in strings',
  {
    'pyproject.toml': project('requests', 'djangorestframework', 'psycopg2-binary'),
    'x/a.py': 'import os\nAPPS = ["rest_framework"]\nURL = "postgresql+psycopg2://"\n',
    'tox.ini': 'deps = requests\n',
  },
  [],
);
unused(
  'silent on frozen lists',
  { 'requirements.txt': '# autogenerated by pip-compile\nrequests==1\n', 'a.py': 'import os\n' },
  [],
);

test('further places of an undeclared package are evidence, too', async () => {
  const [finding] = await findingsOf('undeclared-dependency', {
    'package.json': one,
    'a.js': `import 'dayjs';\n`,
    'b.js': `import 'dayjs';\n`,
  });
  assert.deepEqual(
    finding?.evidence.map(({ path, quote }) => [path, quote]),
    [
      ['a.js', `import 'dayjs';`],
      ['b.js', `import 'dayjs';`],
    ],
  );
});
