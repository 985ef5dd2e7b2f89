import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import { checkImport, type Files } from './resolved-of.ts';

const manifest = (targets: string) =>
  `import PackageDescription\nlet package = Package(name: "p", targets: [${targets}])\n`;

/** A test of the file whose `Thing` the file `from` uses; '' for none. */
function check(name: string, from: string, files: Files, expected: string): void {
  test(name, async () => {
    const { uses } = await buildDependencyGraph(await repositoryOf(files));
    assert.deepEqual(
      [...uses].filter((use) => use.from === from && use.symbol === 'Thing').map(({ to }) => to),
      expected === '' ? [] : [expected],
    );
  });
}

const thing = 'public struct Thing {}\n';
check(
  'a target has its name for a folder',
  'Sources/A/a.swift',
  {
    'Package.swift': manifest('.target(name: "A")'),
    'Sources/A/a.swift': 'Thing()\n',
    'Sources/A/in/b.swift': thing,
    'Sources/B/b.swift': thing,
  },
  'Sources/A/in/b.swift',
);
check(
  'another target is not seen without an import',
  'Sources/A/a.swift',
  {
    'Package.swift': manifest('.target(name: "A"), .target(name: "B")'),
    'Sources/A/a.swift': 'Thing()\n',
    'Sources/B/b.swift': thing,
  },
  '',
);
check(
  'and is with one',
  'Sources/A/a.swift',
  {
    'Package.swift': manifest('.target(name: "A"), .target(name: "B")'),
    'Sources/A/a.swift': 'import B\nThing()\n',
    'Sources/B/b.swift': thing,
  },
  'Sources/B/b.swift',
);
check(
  'a name with a dash is imported with an underscore',
  'Sources/A/a.swift',
  {
    'Package.swift': manifest('.target(name: "A"), .target(name: "b-c", path: "lib")'),
    'Sources/A/a.swift': 'import b_c\nThing()\n',
    'lib/b.swift': thing,
  },
  'lib/b.swift',
);
check(
  'what is commented out is no target',
  'Sources/A/a.swift',
  {
    'Package.swift': manifest('.target(name: "A"), // .target(name: "B", path: "Sources/A/in"),\n'),
    'Sources/A/a.swift': 'Thing()\n',
    'Sources/A/in/b.swift': thing,
  },
  'Sources/A/in/b.swift',
);
check(
  'the path of a target inside another one goes first',
  'Sources/A/a.swift',
  {
    'Package.swift': manifest('.target(name: "A"), .target(name: "B", path: "Sources/A/in")'),
    'Sources/A/a.swift': 'Thing()\n',
    'Sources/A/in/b.swift': thing,
  },
  '',
);
check(
  'packages of one repository have targets of their own',
  'two/Sources/A/a.swift',
  {
    'one/Package.swift': manifest('.target(name: "B")'),
    'one/Sources/B/b.swift': thing,
    'two/Package.swift': manifest('.target(name: "A"), .target(name: "B")'),
    'two/Sources/A/a.swift': 'import B\nThing()\n',
    'two/Sources/B/b.swift': thing,
  },
  'two/Sources/B/b.swift',
);
check(
  'a target of another package is found',
  'two/Sources/A/a.swift',
  {
    'one/Package.swift': manifest('.target(name: "B")'),
    'one/Sources/B/b.swift': thing,
    'two/Package.swift': manifest('.target(name: "A")'),
    'two/Sources/A/a.swift': 'import B\nThing()\n',
  },
  'one/Sources/B/b.swift',
);
check(
  'one declaration may be imported',
  'App/a.swift',
  { 'App/a.swift': 'import struct Kit.Thing\nThing()\n', 'Kit/b.swift': thing },
  'Kit/b.swift',
);
checkImport(
  'a module of the system is built in',
  { from: 'a.swift', code: 'import SwiftUI\n', files: {} },
  '⇢ SwiftUI (builtin)',
);
checkImport(
  'what no target is lies outside',
  { from: 'a.swift', code: 'import Alamofire\n', files: {} },
  '⇢ Alamofire',
);
