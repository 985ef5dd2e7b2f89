import { checkGraph, checkImport, type Files } from './resolved-of.ts';

function check(name: string, [from, code]: readonly [string, string], files: Files, expected: string): void {
  checkImport(name, { from, code: `${code}\n`, files }, expected);
}

const pkg: Files = { 'pkg/__init__.py': '', 'pkg/b.py': '', 'pkg/sub/__init__.py': '', 'pkg/sub/c.py': '' };

check('one dot is the own package', ['pkg/a.py', 'from .b import x'], pkg, '→ pkg/b.py: x');
check('one dot alone leads to the submodule', ['pkg/a.py', 'from . import b'], pkg, '→ pkg/b.py');
check(
  'a name that is no submodule lies in the package itself',
  ['pkg/a.py', 'from . import helper'],
  pkg,
  '→ pkg/__init__.py: helper',
);
check('two dots are the package above', ['pkg/sub/d.py', 'from ..b import x'], pkg, '→ pkg/b.py: x');
check('dots that lead out of the root are not followed', ['pkg/a.py', 'from ...b import x'], pkg, '');
check(
  'a relative module that is not there is missing',
  ['pkg/a.py', 'from .gone import x'],
  pkg,
  '✗ pkg/gone',
);
check(
  'a relative import in the root finds the module beside it',
  ['a.py', 'from . import b'],
  { 'b.py': '' },
  '→ b.py',
);
check('an absolute import starts above the top package', ['pkg/sub/d.py', 'import pkg.b'], pkg, '→ pkg/b.py');
check('a package leads to its first file', ['a.py', 'import pkg'], pkg, '→ pkg/__init__.py');
check('from a package the submodule is meant', ['a.py', 'from pkg.sub import c'], pkg, '→ pkg/sub/c.py');
check('a star takes the package', ['a.py', 'from pkg.sub import *'], pkg, '→ pkg/sub/__init__.py: *');
check('a submodule that is not there is missing', ['a.py', 'import pkg.gone'], pkg, '✗ pkg/gone');
check(
  'a package below src is found from the tests',
  ['tests/test_a.py', 'from app.b import x'],
  { 'pyproject.toml': '', 'src/app/__init__.py': '', 'src/app/b.py': '' },
  '→ src/app/b.py: x',
);
check(
  'each project of a repository has its own packages',
  ['two/tests/t.py', 'import app.b'],
  {
    'one/pyproject.toml': '',
    'one/app/__init__.py': '',
    'one/app/b.py': '',
    'two/setup.py': '',
    'two/app/__init__.py': '',
    'two/app/b.py': '',
  },
  '→ two/app/b.py',
);
check(
  'a folder without __init__ is a namespace',
  ['a.py', 'from space.pkg import b'],
  { 'space/pkg/b.py': '' },
  '→ space/pkg/b.py',
);
check('a namespace itself has no file', ['a.py', 'import space'], { 'space/b.py': '' }, '');
check('a folder without Python code is no namespace', ['a.py', 'import docs'], { 'docs/a.md': '' }, '⇢ docs');
check(
  'a script finds what lies beside it',
  ['tools/run.py', 'import helper'],
  { 'tools/helper.py': '' },
  '→ tools/helper.py',
);
check(
  'a script does not take a folder beside it for a module',
  ['tools/run.py', 'import yaml'],
  { 'tools/yaml/a.py': '' },
  '⇢ yaml',
);
check(
  'the standard library goes first',
  ['pkg/a.py', 'import logging.handlers'],
  { ...pkg, 'pkg/logging.py': '' },
  '⇢ logging (builtin)',
);
check('a distribution lies outside', ['a.py', 'import yaml'], {}, '⇢ yaml');
check(
  'a module that bears the name of what it imports means the distribution',
  ['proj/celery.py', 'from celery import Celery'],
  { 'proj/__init__.py': '' },
  '⇢ celery',
);
check(
  'a stub is found where there is nothing else',
  ['a.py', 'import fast'],
  { 'fast.pyi': '' },
  '→ fast.pyi',
);
check('source goes before its stub', ['a.py', 'import slow'], { 'slow.py': '', 'slow.pyi': '' }, '→ slow.py');
check(
  'a package goes before the module of the same name',
  ['a.py', 'import twice'],
  { 'twice.py': '', 'twice/__init__.py': '' },
  '→ twice/__init__.py',
);
check('a module that is imported by name is found', ['a.py', 'import_module("pkg.b")'], pkg, '→ pkg/b.py');
check(
  'what a try survives is missing, and optional',
  ['pkg/a.py', 'try:\n    from .fast import x\nexcept ImportError:\n    pass'],
  pkg,
  '✗ pkg/fast (optional)',
);

checkGraph(
  'one statement may lead to several files',
  { ...pkg, 'a.py': 'from pkg import b, sub, helper\n' },
  ['a.py → pkg/__init__.py: helper', 'a.py → pkg/b.py', 'a.py → pkg/sub/__init__.py'],
);
