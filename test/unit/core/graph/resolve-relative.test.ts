import { checkGraph, checkImport, type Files } from './resolved-of.ts';

function check(name: string, specifier: string, files: Files, expected: string, from = 'src/a.ts'): void {
  checkImport(name, { from, code: `import '${specifier}';\n`, files }, expected);
}

check('a path without an extension finds the source', './b', { 'src/b.ts': '' }, '→ src/b.ts');
check(
  'TypeScript goes before JavaScript',
  './b',
  { 'src/b.js': '', 'src/b.ts': '', 'src/b.tsx': '' },
  '→ src/b.ts',
);
check('a written extension is taken as it is', './b.ts', { 'src/b.ts': '', 'src/b.ts.ts': '' }, '→ src/b.ts');
check('.js may stand for .ts', './b.js', { 'src/b.ts': '' }, '→ src/b.ts');
check('.js may stand for .tsx', './b.js', { 'src/b.tsx': '' }, '→ src/b.tsx');
check('.jsx may stand for .tsx', './b.jsx', { 'src/b.tsx': '' }, '→ src/b.tsx');
check('.mjs may stand for .mts', './b.mjs', { 'src/b.mts': '' }, '→ src/b.mts');
check('.cjs may stand for .cts', './b.cjs', { 'src/b.cts': '' }, '→ src/b.cts');
check('.js that is there is itself', './b.js', { 'src/b.ts': '', 'src/b.js': '' }, '→ src/b.js');
check('a declaration is found where there is nothing else', './b.js', { 'src/b.d.ts': '' }, '→ src/b.d.ts');
check('a name with a dot is no extension', './b.config', { 'src/b.config.ts': '' }, '→ src/b.config.ts');
check('a folder stands for its index', './b', { 'src/b/index.tsx': '' }, '→ src/b/index.tsx');
check(
  'a file goes before the folder of the same name',
  './b',
  { 'src/b.ts': '', 'src/b/index.ts': '' },
  '→ src/b.ts',
);
check(
  'a slash behind the name means the folder',
  './b/',
  { 'src/b.ts': '', 'src/b/index.ts': '' },
  '→ src/b/index.ts',
);
check('two dots mean the folder above', '..', { 'src.ts': '', 'index.ts': '' }, '→ index.ts', 'src/a.ts');
check(
  'two dots never mean the file beside the folder',
  '..',
  { 'x/src.ts': '', 'x/src/index.ts': '' },
  '→ x/src/index.ts',
  'x/src/deep/a.ts',
);
check('one dot means the own folder', '.', { 'src/index.ts': '' }, '→ src/index.ts');
check(
  'a folder stands for what its manifest names',
  './b',
  { 'src/b/package.json': '{ "main": "lib/x.js" }', 'src/b/lib/x.js': '', 'src/b/index.js': '' },
  '→ src/b/lib/x.js',
);
check(
  'a manifest may name a folder',
  './b',
  { 'src/b/package.json': '{ "main": "./lib" }', 'src/b/lib/index.js': '' },
  '→ src/b/lib/index.js',
);
check(
  'a manifest that names nothing there leaves the index',
  './b',
  { 'src/b/package.json': '{ "main": "gone.js" }', 'src/b/index.js': '' },
  '→ src/b/index.js',
);
check(
  'manifests that name each other end',
  './b',
  { 'src/b/package.json': '{ "main": "../c" }', 'src/c/package.json': '{ "main": "../b" }' },
  '✗ src/b',
);
check('JSON is found', './b.json', { 'src/b.json': '{}' }, '→ src/b.json');
check('a style sheet is found', './b.css', { 'src/b.css': '' }, '→ src/b.css');
check('a component of another language is found', './B.vue', { 'src/B.vue': '' }, '→ src/B.vue');
check('a picture is found', './b.png', { 'src/b.png': '' }, '→ src/b.png');
check('loaders and queries are taken off', 'raw-loader!./b.svg?url', { 'src/b.svg': '' }, '→ src/b.svg');
check('a file that is not there is missing', './gone', {}, '✗ src/gone');
check('a path that leads out of the root is not followed', '../../b', { 'b.ts': '' }, '');
check("letters' case counts", './B', { 'src/b.ts': '' }, '✗ src/B');
check('a file that imports itself has no edge', './a', {}, '');

checkGraph(
  'names come along, kinds of statements do not change where they lead',
  {
    'a.ts':
      "import d, { e as f } from './b';\nexport * from './b';\nimport type { T } from './b';\nconst g = await import('./b');\n",
    'b.ts': '',
  },
  ['a.ts → b.ts: default, e', 'a.ts → b.ts: *', 'a.ts → b.ts: T', 'a.ts → b.ts'],
);
checkGraph(
  'an asset is relative without a dot, and an address is no file',
  {
    'a.js':
      "new URL('b.png', import.meta.url);\nnew URL('https://example.com/b.png', import.meta.url);\nnew URL('gone.png', import.meta.url);\n",
    'b.png': '',
  },
  ['a.js → b.png'],
);
checkGraph(
  'a file that a try survives is missing, and optional',
  {
    'a.js': "try {\n  require('./local');\n} catch {}\n",
  },
  ['a.js ✗ local (optional)'],
);
