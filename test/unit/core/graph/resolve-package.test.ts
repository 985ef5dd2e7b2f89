import { checkImport, type Files } from './resolved-of.ts';

function check(
  name: string,
  specifier: string,
  files: Files,
  expected: string,
  from = 'packages/app/src/a.ts',
): void {
  checkImport(name, { from, code: `import '${specifier}';\n`, files }, expected);
}

const manifest = (fields: Readonly<Record<string, unknown>>) => JSON.stringify(fields);
const lib = (fields: Readonly<Record<string, unknown>>, ...paths: readonly string[]): Files => ({
  'packages/lib/package.json': manifest({ name: '@acme/lib', ...fields }),
  ...Object.fromEntries(paths.map((path) => [`packages/lib/${path}`, ''])),
});

check('a module of Node.js is built in', 'node:fs/promises', {}, '⇢ fs (builtin)');
check('a module of Node.js needs no prefix', 'fs', {}, '⇢ fs (builtin)');
check('a part of a module of Node.js is built in', 'path/posix', {}, '⇢ path (builtin)');
check('a package by the name of a module of Node.js is meant with a slash behind', 'buffer/', {}, '⇢ buffer');
check('a package lies outside', 'lodash', {}, '⇢ lodash');
check('a part of a package belongs to the package', 'lodash/fp/add', {}, '⇢ lodash');
check('a scope belongs to the name', '@scope/name/part', {}, '⇢ @scope/name');
check('an address from the root of a server is no package', '/src/main.ts', {}, '');

check(
  'a package of the same repository leads to its source',
  '@acme/lib',
  lib({ main: 'dist/index.js' }, 'src/index.ts', 'dist/index.js.txt'),
  '→ packages/lib/src/index.ts',
);
check(
  'a built file that is there is taken',
  '@acme/lib',
  lib({ main: 'dist/index.js' }, 'dist/index.js'),
  '→ packages/lib/dist/index.js',
);
check(
  'a source that the manifest names goes first',
  '@acme/lib',
  lib({ source: 'main.ts', main: 'dist/x.js' }, 'main.ts', 'src/index.ts'),
  '→ packages/lib/main.ts',
);
check(
  'a manifest without an entry leaves the index',
  '@acme/lib',
  lib({}, 'index.ts'),
  '→ packages/lib/index.ts',
);
check(
  'exports as one string',
  '@acme/lib',
  lib({ exports: './entry.ts' }, 'entry.ts', 'index.ts'),
  '→ packages/lib/entry.ts',
);
check(
  'exports by condition',
  '@acme/lib',
  lib({ exports: { types: './dist/main.d.ts', default: './dist/main.js' } }, 'src/main.ts'),
  '→ packages/lib/src/main.ts',
);
check(
  'exports by subpath and nested condition',
  '@acme/lib/tools',
  lib({ exports: { './tools': { import: { default: './dist/esm/tools.mjs' } } } }, 'src/tools.ts'),
  '→ packages/lib/src/tools.ts',
);
check(
  'exports by pattern',
  '@acme/lib/icons/home',
  lib({ exports: { './icons/*': './dist/icons/*.js' } }, 'src/icons/home.tsx'),
  '→ packages/lib/src/icons/home.tsx',
);
check(
  'the longer pattern goes first',
  '@acme/lib/a/b',
  lib(
    { exports: { './*': './src/wrong/*.ts', './a/*': './src/right/*.ts' } },
    'src/wrong/a/b.ts',
    'src/right/b.ts',
  ),
  '→ packages/lib/src/right/b.ts',
);
check(
  'a pattern takes a name with a dollar sign as it stands',
  '@acme/lib/$&x',
  lib({ exports: { './*': './src/*.ts' } }, 'src/$&x.ts'),
  '→ packages/lib/src/$&x.ts',
);
check(
  'a subpath without exports lies in the package',
  '@acme/lib/deep/b',
  lib({}, 'deep/b.ts'),
  '→ packages/lib/deep/b.ts',
);
check(
  'a subpath without exports may lie in src',
  '@acme/lib/deep/b',
  lib({}, 'src/deep/b.ts'),
  '→ packages/lib/src/deep/b.ts',
);
check(
  'a package of the repository without any source is outside',
  '@acme/lib',
  lib({ main: 'dist/index.js' }),
  '⇢ @acme/lib',
);
check(
  'a manifest that is broken is no package',
  '@acme/lib',
  { 'packages/lib/package.json': '{', 'packages/lib/index.ts': '' },
  '⇢ @acme/lib',
);
check(
  'a package may import itself by name',
  'app/b',
  { 'packages/app/package.json': manifest({ name: 'app' }), 'packages/app/src/b.ts': '' },
  '→ packages/app/src/b.ts',
);

const app = (imports: unknown, ...paths: readonly string[]): Files => ({
  'packages/app/package.json': manifest({ name: 'app', imports }),
  ...Object.fromEntries(paths.map((path) => [`packages/app/${path}`, ''])),
});
check(
  "the nearest manifest's imports are followed",
  '#config',
  app({ '#config': './src/config.ts' }, 'src/config.ts'),
  '→ packages/app/src/config.ts',
);
check(
  'imports by pattern and condition',
  '#lib/x',
  app({ '#lib/*': { node: './dist/lib/*.js' } }, 'src/lib/x.ts'),
  '→ packages/app/src/lib/x.ts',
);
check(
  'an import of the manifest that leads nowhere is missing',
  '#gone',
  app({ '#gone': './src/gone.ts' }),
  '✗ packages/app/src/gone.ts',
);
check(
  'an import of the manifest may stand for a package',
  '#dep',
  app({ '#dep': 'real-package/part' }),
  '⇢ real-package',
);
