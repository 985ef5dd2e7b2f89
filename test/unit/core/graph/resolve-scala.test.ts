import { checkGraph, checkImport, type Files } from './resolved-of.ts';

function check(name: string, [from, code]: readonly [string, string], files: Files, expected: string): void {
  checkImport(name, { from, code: `${code}\n`, files }, expected);
}

const lib: Files = {
  'lib/Store.scala': 'package org.lib\nclass Store\nobject Store { class Entry; def open() = new Store }\n',
  'lib/util/Clock.scala': 'package org.lib\npackage util\nclass Clock\n',
};

check(
  'comments, line ends and a comma at the end are allowed between selectors',
  ['a.scala', 'import org.lib.{ // what is needed\n  Store, /* and */\n}'],
  lib,
  '→ lib/Store.scala: Store',
);
check('a member of an object', ['a.scala', 'import org.lib.Store.open'], lib, '→ lib/Store.scala: open');
check(
  'names of one file are one import',
  ['a.scala', 'import org.lib.Store.{open, Entry => E}'],
  lib,
  '→ lib/Store.scala: open, Entry',
);
check(
  'chained package clauses name one package',
  ['a.scala', 'import org.lib.util.Clock'],
  lib,
  '→ lib/util/Clock.scala: Clock',
);
check(
  'the head is looked for in the packages around, innermost first',
  ['a.scala', 'package org.lib\npackage web\nimport util.Clock'],
  { ...lib, 'u.scala': 'package util\nclass Clock\n' },
  '→ lib/util/Clock.scala: Clock',
);
check(
  'a package that is only named in one clause opens none of those above',
  ['a.scala', 'package org.lib.web\nimport util.Clock'],
  { ...lib, 'u.scala': 'package util\nclass Clock\n' },
  '→ u.scala: Clock',
);
check(
  '_root_ begins above all packages',
  ['a.scala', 'package org.lib\npackage web\nimport _root_.util.Clock'],
  { ...lib, 'u.scala': 'package util\nclass Clock\n' },
  '→ u.scala: Clock',
);
check(
  'an imported package is the head of another import',
  ['a.scala', 'import org.lib.util\nimport util.Clock'],
  lib,
  '→ lib/util/Clock.scala: Clock',
);
check('what is missing is missing', ['a.scala', 'import org.lib.Gone'], lib, '✗ org.lib.Gone');
check(
  'members of a parameter lead nowhere',
  ['a.scala', 'class A(c: Context) { import c.universe._ }'],
  lib,
  '',
);
check(
  'members of an inherited value lead nowhere, though a package bears its name',
  ['a.scala', 'package org.lib\ntrait A extends B { import util.Missing }'],
  lib,
  '',
);
check(
  'members of an own object are no import',
  ['a.scala', 'object Syntax\nclass A { import Syntax._ }'],
  lib,
  '',
);
check(
  'a symbolic name is a name',
  ['a.scala', 'import org.lib.~>'],
  { 'c.scala': 'package org.lib\nclass ~>\n' },
  '→ c.scala: ~>',
);
check('a statement that ends too early leads nowhere', ['a.scala', 'import '], lib, '');

checkGraph(
  'a package object belongs to its package',
  {
    'a.scala': 'import org.lib.shapes.area\n',
    'shapes/package.scala':
      'package org.lib\n\nimport org.lib.Store\n\npackage object shapes { def area = 1 }\n',
    ...lib,
  },
  ['a.scala → shapes/package.scala: area', 'shapes/package.scala → lib/Store.scala: Store'],
);
