import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResolvedImport } from '../../../../src/core/graph/resolve-import/import-resolver.ts';
import { rustResolver } from '../../../../src/core/graph/resolve-import/rust.ts';
import { usedPaths } from '../../../../src/core/graph/resolve-import/rust-use-tree.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import type { Files } from './resolved-of.ts';

const manifest = '[package]\nname = "app"\nedition = "2021"\n';

/** Where the imports of the file `from` lead, each as in {@link rowOf}; the package at the root is there by itself. */
function check(
  name: string,
  [from, code]: readonly [from: string, code: string],
  files: Files,
  expected: readonly string[],
): void {
  test(name, async () => {
    const repository = await repositoryOf({ 'Cargo.toml': manifest, ...files, [from]: code });
    const { resolve } = rustResolver(repository);
    const file = repository.byPath.get(from);
    const rows = (file?.syntax?.imports ?? []).flatMap((statement) =>
      file === undefined ? [] : resolve(file, statement).map(rowOf),
    );
    assert.deepEqual(rows, expected);
  });
}

/** `→ file local=imported`, `⇢ crate (builtin)`, `✗ path`. */
function rowOf(resolved: ResolvedImport): string {
  switch (resolved.kind) {
    case 'file': {
      const bindings = (resolved.bindings ?? []).map(({ local, imported }) => ` ${local}=${imported}`);
      return `→ ${resolved.path}${bindings.join('')}`;
    }
    case 'external':
      return `⇢ ${resolved.package}${resolved.builtin ? ' (builtin)' : ''}`;
    case 'unresolved':
      return `✗ ${resolved.lookedFor}`;
    default:
      return resolved.package;
  }
}

const tree = { 'src/lib.rs': 'mod a;', 'src/a/mod.rs': 'pub mod b;', 'src/a/b.rs': '' };

check(
  'comments and line ends may stand in a tree',
  ['src/c.rs', 'use crate::{\n  a::b::X, // x\n  /* y */ a::Y,\n};'],
  tree,
  ['→ src/a/b.rs X=X', '→ src/a/mod.rs Y=Y'],
);
check(
  'self in braces is the module before them',
  ['src/c.rs', 'use crate::a::b::{self, self as other};'],
  tree,
  ['→ src/a/b.rs b=* other=*'],
);
check(
  'a trait that is imported without a name is still taken',
  ['src/c.rs', 'use crate::a::Speak as _;'],
  tree,
  ['→ src/a/mod.rs _=Speak'],
);
check(
  'what lies inside a type is named with it',
  ['src/c.rs', 'use crate::a::Kind::{self, Small, *};'],
  tree,
  ['→ src/a/mod.rs Kind=Kind Small=Kind.Small *=Kind'],
);
check(
  'a raw name is a name',
  ['src/c.rs', 'use crate::r#type::X;'],
  { 'src/lib.rs': 'mod r#type;', 'src/type.rs': '' },
  ['→ src/type.rs X=X'],
);
check('the raw name of a module is its file', ['src/lib.rs', 'mod r#type;'], { 'src/type.rs': '' }, [
  '→ src/type.rs type=*',
]);
check('a module without a file is missing', ['src/lib.rs', 'mod gone;'], {}, ['✗ gone']);
check('an empty tree takes nothing', ['src/c.rs', 'use crate::{};\nuse {};'], tree, []);
check(
  'a module goes before a crate of the same name',
  ['src/lib.rs', 'mod rand;\nuse rand::X;\nuse ::rand::Y;'],
  { 'Cargo.toml': `${manifest}[dependencies]\nrand = "1"\n`, 'src/rand.rs': '' },
  ['→ src/rand.rs rand=*', '→ src/rand.rs X=X', '⇢ rand'],
);
check(
  'a dependency is named as the registry knows it',
  ['src/lib.rs', 'use short::X;\nuse long_name::Y;'],
  {
    'Cargo.toml': `${manifest}[dependencies]\nshort = { package = "very-long", version = "1" }\nlong-name = "1"\n`,
  },
  ['⇢ very-long', '⇢ long-name'],
);
check(
  'dependencies of tests, of builds and of systems count',
  ['src/lib.rs', 'use one::A;\nuse two::B;\nuse three::C;'],
  {
    'Cargo.toml': `${manifest}[dev-dependencies]\none = { path = "one" }\n[build-dependencies]\ntwo = { path = "two" }\n[target.'cfg(unix)'.dependencies]\nthree = { path = "three" }\n`,
    'one/Cargo.toml': '[package]\nname = "one"',
    'one/src/lib.rs': '',
    'two/Cargo.toml': '[package]\nname = "two"',
    'two/src/lib.rs': '',
    'three/Cargo.toml': '[package]\nname = "three"',
    'three/src/lib.rs': '',
  },
  ['→ one/src/lib.rs A=A', '→ two/src/lib.rs B=B', '→ three/src/lib.rs C=C'],
);
check(
  'a member of the workspace that is asked for by version alone comes from the registry',
  ['src/lib.rs', 'use other::X;'],
  {
    'Cargo.toml': `${manifest}[workspace]\nmembers = ["other"]\n[dependencies]\nother = "1"\n`,
    'other/Cargo.toml': '[package]\nname = "other"',
    'other/src/lib.rs': '',
  },
  ['⇢ other'],
);
check(
  'the compiler brings crates along',
  ['src/lib.rs', 'use std::fmt;\nuse core::mem;\nuse alloc::vec::Vec;'],
  {},
  ['⇢ std (builtin)', '⇢ core (builtin)', '⇢ alloc (builtin)'],
);
check(
  'a name that another use gives may be the head of a path',
  ['src/c.rs', 'use crate::a;\nuse a::b::X;\nuse std::io;\nuse io::Read;'],
  tree,
  ['→ src/a/mod.rs a=*', '→ src/a/b.rs X=X', '⇢ std (builtin)', '⇢ std (builtin)'],
);
check('uses that name each other end', ['src/c.rs', 'use a1::x as b1;\nuse b1::x as a1;'], tree, [
  '⇢ a1',
  '⇢ b1',
]);
check(
  'super in a test module is the file, twice the module around it',
  ['src/a/b.rs', 'pub struct X;\nmod tests {\n  use super::X;\n  use super::super::Y;\n  use super::*;\n}'],
  { ...tree },
  ['→ src/a/mod.rs Y=Y'],
);
check('super above the root stays there', ['src/lib.rs', 'use super::X;'], {}, []);
check(
  'a path attribute inside a written-out module begins at its folder',
  ['src/lib.rs', 'mod sys {\n  #[path = "x.rs"]\n  pub mod unix;\n}\nuse sys::unix::X;'],
  { 'src/sys/x.rs': '' },
  ['→ src/sys/x.rs unix=*', '→ src/sys/x.rs X=X'],
);
check(
  'attributes and comments may stand between a path and its module',
  [
    'src/lib.rs',
    '#[path = "y.rs"] // why\n/// Documentation.\n#[cfg(any(unix, target_os = "wasi"))]\npub(crate) mod x;',
  ],
  { 'src/x.rs': '', 'src/y.rs': '' },
  ['→ src/y.rs x=*'],
);
check(
  'a path belongs to the next module, not to the one after it',
  ['src/lib.rs', '#[path = "z.rs"]\nmod x;\nmod y;'],
  { 'src/z.rs': '', 'src/y.rs': '' },
  ['→ src/z.rs x=*', '→ src/y.rs y=*'],
);
check(
  'a path may depend on the configuration',
  ['src/lib.rs', '#[cfg_attr(loom, path = "mock.rs")]\nmod x;'],
  { 'src/mock.rs': '' },
  ['→ src/mock.rs x=*'],
);
check(
  'names with a variable of a macro are nobody’s',
  ['src/lib.rs', 'macro_rules! m { ($x:ident) => { use crate::$x; use $crate::a::Y; } }'],
  tree,
  ['→ src/a/mod.rs Y=Y'],
);
check(
  'two declarations on one line of a macro are told apart',
  ['src/c.rs', 'cfg! { use crate::a::X; use crate::a::b::Y; }'],
  tree,
  ['→ src/a/mod.rs X=X', '→ src/a/b.rs Y=Y'],
);
check(
  'a file that no module declares belongs where it lies',
  ['src/a/lost.rs', 'use super::b::X;\nuse crate::a::Y;'],
  tree,
  ['→ src/a/b.rs X=X', '→ src/a/mod.rs Y=Y'],
);
check(
  'without a manifest the files themselves make the tree',
  ['x/a.rs', 'use crate::b::X;\nuse other::Y;'],
  { 'Cargo.toml': '', 'x/main.rs': '', 'x/b.rs': '' },
  ['→ x/b.rs X=X', '⇢ other'],
);
check('a broken manifest is none', ['src/lib.rs', 'use other::Y;'], { 'Cargo.toml': '[package\nname =' }, [
  '⇢ other',
]);
check(
  'modules that declare each other end',
  ['src/lib.rs', 'mod a;\nuse a::b::X;'],
  { 'src/a.rs': '#[path = "lib.rs"]\nmod b;\nuse super::super::Y;' },
  ['→ src/a.rs a=*'],
);
check(
  'an edition may stand in the workspace',
  ['app/src/lib.rs', 'mod a;\nuse a::X;'],
  {
    'Cargo.toml': '[workspace]\nmembers = ["app"]\n[workspace.package]\nedition = "2015"\n',
    'app/Cargo.toml': '[package]\nname = "app"\nedition.workspace = true\n',
    'app/src/a.rs': '',
  },
  ['→ app/src/a.rs a=*', '→ app/src/a.rs X=X'],
);

test('braces in braces without an end give nothing', () => {
  assert.deepEqual(usedPaths(`a::${'{'.repeat(100_000)}b`), []);
});
