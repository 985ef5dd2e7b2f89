import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { GraphSession } from '../../../../src/core/graph/graph-session.ts';
import { decodeSimilarGraph, encodeKnownGraph } from '../../../../src/core/graph/known-graph.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

type Files = Readonly<Record<string, string>>;

/** Edits that change what resolvers say of other files: going on says what a fresh look says, in a session and after it. */
function check(name: string, base: Files, edit: Files): void {
  test(name, async () => {
    const [before, repository] = [await repositoryOf(base), await repositoryOf({ ...base, ...edit })];
    const session = new GraphSession();
    const graph = await session.build(before);
    const kept = encodeKnownGraph(before, graph, (path) => session.ownTextOf(path));
    const known = decodeSimilarGraph(kept, repository, (path, hash) => {
      const file = before.byPath.get(path);
      return file?.contentHash === hash ? file.syntax : undefined;
    });
    assert.ok(known !== undefined);
    const fresh = await buildDependencyGraph(repository);
    assert.notDeepEqual(fresh.dependencies, graph.dependencies, 'the edit matters');
    assert.deepEqual(await new GraphSession().resume(repository, known), fresh, 'a new session');
    assert.deepEqual(await session.update(repository), fresh, 'the same session');
  });
}

check(
  'a source of C gets another header together with a text',
  {
    'inc/foo.h': 'int foo(void);\n',
    'other/foo.h': 'int bar(void);\n',
    'src/foo.c': '#include "../inc/foo.h"\nint foo(void) { return 1; }\n',
    'zz.txt': 'a\n',
  },
  { 'src/foo.c': '#include "../other/foo.h"\nint foo(void) { return 1; }\n', 'zz.txt': 'bb\n' },
);

const version = {
  'types/global.d.ts': 'declare const VERSION: string;\n',
  'use.ts': 'export const v = VERSION;\n',
};
check('a global of TypeScript becomes one of a module', version, {
  'types/global.d.ts': 'export declare const VERSION: string;\n',
});

const crate = { 'Cargo.toml': '[package]\nname = "x"\nversion = "0.1.0"\nedition = "2021"\n' };
const thing = 'pub struct Thing;\nimpl Thing { pub fn go(&self) {} }\n';
const modules = 'pub mod a;\npub mod b;\npub mod user;\n';
for (const [name, around] of [
  ['in cfg_if!', (use: string) => `cfg_if! {\n if #[cfg(x)] {\n ${use} } else { ${use} }\n}\n`],
  ['in macro_rules!', (use: string) => `macro_rules! m { () => {\n ${use}\n } }\nm!();\n`],
] as const) {
  const lib = (from: string) => modules + around(`pub use crate::${from}::Thing;`);
  check(
    `a use of Rust ${name} takes from another module`,
    {
      ...crate,
      'src/lib.rs': lib('a'),
      'src/a.rs': thing,
      'src/b.rs': thing,
      'src/user.rs': 'use crate::Thing;\npub fn f(x: Thing) { x.go() }\n',
    },
    { 'src/lib.rs': lib('b') },
  );
}

const macros = (first: string, second: string) =>
  `${first}macro_rules! alpha { () => {}; }\n\n${second}macro_rules! beta { () => {}; }\n`;
check(
  'macro_export of Rust moves to the other macro',
  {
    'Cargo.toml': '[workspace]\nmembers = ["kit", "app"]\n',
    'kit/Cargo.toml': '[package]\nname = "kit"\nedition = "2021"\n',
    'kit/src/lib.rs': 'mod macros;\n',
    'kit/src/macros.rs': macros('#[macro_export]\n', ''),
    'app/Cargo.toml':
      '[package]\nname = "app"\nedition = "2021"\n\n[dependencies]\nkit = { path = "../kit" }\n',
    'app/src/lib.rs': 'pub fn f() { kit::alpha!(); }\n',
  },
  { 'kit/src/macros.rs': macros('', '#[macro_export]\n') },
);

const one = (name: string, root: string, used: string) =>
  `package ${name}\n\nimport "${root}/${used}"\n\nfunc ${name.toUpperCase()}() { ${used}.F() }\n`;
check(
  'without go.mod one import turns the vote for the path of the root',
  {
    'util/u.go': 'package util\n\nfunc F() {}\n',
    'other/o.go': 'package other\n\nfunc F() {}\n',
    'a/a.go': one('a', 'github.com/me/proj', 'util'),
    'b/b.go': one('b', 'github.com/me/proj', 'other'),
    'c/c.go': one('c', 'github.com/you/proj', 'other'),
  },
  { 'a/a.go': one('a', 'github.com/you/proj', 'util') },
);
