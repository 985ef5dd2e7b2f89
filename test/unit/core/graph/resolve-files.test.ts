import { checkGraph, checkImport, type Files } from './resolved-of.ts';

function check(name: string, [from, code]: readonly [string, string], files: Files, expected: string): void {
  checkImport(name, { from, code: `${code}\n`, files }, expected);
}

check(
  'a module of Lua is not the file that requires it',
  ['plugin/shop.lua', 'require("shop")'],
  { 'lua/shop.lua': '' },
  '→ lua/shop.lua',
);
check(
  'a rock is outside even beside a folder of tests',
  ['spec/a.lua', 'require("luassert.spy")'],
  { 'spec/b.lua': '' },
  '⇢ luassert',
);
check('slashes separate modules of Lua as well', ['a.lua', 'require "b/c"'], { 'b/c.lua': '' }, '→ b/c.lua');
check(
  'of protocols with one name the nearest is meant',
  ['b/x/a.proto', 'import "common/c.proto";'],
  { 'a/idl/common/c.proto': '', 'b/idl/common/c.proto': '' },
  '→ b/idl/common/c.proto',
);
check('a protocol without a folder lies beside', ['a/b.proto', 'import "c.proto";'], {}, '✗ a/c.proto');
check(
  'a package of Sass may be one of the repository',
  ['web/a.scss', '@use "@acme/theme/colors";'],
  {
    'theme/package.json': '{ "name": "@acme/theme" }',
    'theme/_colors.scss': '',
  },
  '→ theme/_colors.scss',
);
check('a package address of Sass', ['a.scss', '@use "pkg:bootstrap/x";'], {}, '⇢ bootstrap');
check(
  'an alias leads to the sources',
  ['web/src/pages/a.scss', '@use "@/styles/b";'],
  { 'web/src/styles/_b.scss': '' },
  '→ web/src/styles/_b.scss',
);
check('a bare sheet that is nowhere is missing', ['a.css', '@import "b.css";'], {}, '✗ b.css');
check('a bare name that is nowhere is a package', ['a.css', '@import "tailwindcss";'], {}, '⇢ tailwindcss');
check(
  'a declared package goes before a folder above',
  ['web/a.scss', '@use "theme/b";'],
  {
    'web/package.json': '{ "dependencies": { "theme": "1" } }',
    'theme/c.scss': '',
  },
  '⇢ theme',
);
check('a picture that is not there is no matter of the sheet', ['a.css', '.a { b: url(c.png) }'], {}, '');
check('what a stage copies may be made', ['Dockerfile', 'COPY dist/a.js /'], {}, '');
check(
  'a star leads to the files of one folder',
  ['docker/Dockerfile', 'COPY conf/*.yml /'],
  {
    'conf/a.yml': '',
    'conf/b.txt': '',
    'conf/c/d.yml': '',
  },
  '→ conf/a.yml',
);
check(
  'a folder is copied whole and has no file',
  ['a/Dockerfile', 'COPY conf /'],
  { 'a/conf/b': '', conf: '' },
  '',
);
check(
  'a script beside this one is missing',
  ['a/b.sh', '. "$(dirname "$0")/c.sh"'],
  { 'c.sh': '' },
  '✗ a/c.sh',
);
check('an environment that is made later is not missed', ['a.sh', 'source .venv/bin/activate'], {}, '');
check(
  'a bundle with the name of its package',
  ['package.json', '{ "name": "@a/shop", "main": "dist/shop.prod.cjs" }'],
  {
    'src/index.ts': '',
  },
  '→ src/index.ts',
);
check(
  'a program that is built is not the first file of its package',
  ['package.json', '{ "name": "a", "bin": "dist/cli.js" }'],
  {
    'src/index.ts': '',
  },
  '',
);
check(
  'a project is referred to by its folder',
  ['tsconfig.json', '{ "references": [{ "path": "a" }] }'],
  {
    'a/tsconfig.json': '',
  },
  '→ a/tsconfig.json',
);
check('a folder is linked for its first page', ['a.md', '[b](b)'], { 'b/index.md': '' }, '→ b/index.md');
check('a link with spaces and other letters', ['a.md', '[b](b%20%C3%A9.md)'], { 'b é.md': '' }, '→ b é.md');
check('a link that leads out of the repository', ['a.md', '[b](../../b.md)'], {}, '');
check('a document may link itself', ['a.md', '[b](a.md#c)'], {}, '');
check(
  'a step uses an action from the root, wherever the workflow lies',
  ['.github/workflows/a.yml', 'jobs:\n  b:\n    steps:\n      - uses: ./c'],
  { 'c/action.yaml': '', '.github/workflows/c/action.yaml': '' },
  '→ c/action.yaml',
);
check(
  'the program of an action lies beside it',
  ['a/action.yml', 'runs:\n  main: ./b.js'],
  { 'a/b.js': '', 'b.js': '' },
  '→ a/b.js',
);
check(
  'a module of a build script of Zig',
  ['src/a.zig', 'const b = @import("b");'],
  {
    'build.zig':
      'const c = b.createModule(.{ .root_source_file = b.path("src/b.zig") });\nexe.root_module.addImport("b", c);\n',
    'src/b.zig': '',
  },
  '→ src/b.zig',
);
check(
  'a package of Dart that is elsewhere',
  ['a.dart', "import 'package:b/c.dart';"],
  { 'pubspec.yaml': 'name: a\n' },
  '⇢ b',
);
check(
  'a module of Elixir that a macro makes',
  ['a.ex', 'alias Shop.Made'],
  { 'b.ex': 'defmodule Shop do\nend\n' },
  '',
);
check(
  'a module of Terraform in a folder without files',
  ['a.tf', 'module "b" {\n  source = "./b"\n}'],
  { 'b/c.txt': '' },
  '✗ b',
);
check(
  'an import of a component as its script says',
  ['src/A.vue', "<script>\nimport './b';\n</script>"],
  { 'src/b.ts': '' },
  '→ src/b.ts',
);
check(
  'a style of a component in a load path',
  ['src/A.vue', '<style lang="scss">\n@use "b";\n</style>'],
  {
    'src/styles/_b.scss': '',
  },
  '→ src/styles/_b.scss',
);
check('a style of a package in a component', ['src/A.vue', '<style>\n@import "b/c.css";\n</style>'], {}, '');
check(
  'types of a route are made by SvelteKit',
  ['src/+page.svelte', "<script>\nimport './$types';\n</script>"],
  {},
  '',
);
check(
  'a notebook imports from its own folder',
  ['a/b.ipynb', '{"cells":[{"cell_type":"code","source":["import c"]}]}'],
  { 'a/c.py': '' },
  '→ a/c.py',
);

checkGraph(
  'members of a workspace of Cargo, with a star and without',
  {
    'Cargo.toml': '[workspace]\nmembers = ["a", "b/*"]\n',
    'a/Cargo.toml': '',
    'b/c/Cargo.toml': '',
    'b/c/d/Cargo.toml': '',
  },
  ['Cargo.toml → a/Cargo.toml', 'Cargo.toml → b/c/Cargo.toml'],
);
checkGraph(
  'a Python project has its sources beside or below src',
  {
    'pyproject.toml': '[project.scripts]\na = "b.c:d"\ne = "f:g"\n',
    'src/b/c.py': '',
    'f.py': '',
  },
  ['pyproject.toml → src/b/c.py', 'pyproject.toml → f.py'],
);
