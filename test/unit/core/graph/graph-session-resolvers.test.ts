import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { GraphSession } from '../../../../src/core/graph/graph-session.ts';
import { decodeSimilarGraph, encodeKnownGraph } from '../../../../src/core/graph/known-graph.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

type Files = Readonly<Record<string, string>>;

/** An edit after which files lead elsewhere that were not edited: by what resolving reads of the one that was. */
function check(name: string, files: Files, edit: Files): void {
  test(`after an edit a session gives what a fresh look gives: ${name}`, async () => {
    const [before, after] = [await repositoryOf(files), await repositoryOf({ ...files, ...edit })];
    const expected = await buildDependencyGraph(after);
    const session = new GraphSession();
    const graph = await session.build(before);
    const elsewhere = (one: typeof graph) =>
      [one.edges, one.unresolved, one.external, one.dependencies].map((links) =>
        links.filter(({ from }) => !(from in edit)),
      );
    assert.notDeepEqual(elsewhere(graph), elsewhere(expected), 'the edit does matter to others');
    const kept = encodeKnownGraph(before, graph, (path) => session.ownTextOf(path));
    const syntaxOf = (path: string) => before.byPath.get(path)?.syntax;
    const known = decodeSimilarGraph(kept, after, syntaxOf);
    assert.deepEqual(await new GraphSession().resume(after, known as NonNullable<typeof known>), expected);
    assert.deepEqual(await session.update(after), expected);
  });
}

const list = 'public class List<T>\n{\n    public void Add(T item) { }\n}\n';
check(
  'a class of C# that broken code makes a function of',
  {
    'Program.cs': 'using Names = App.Text.List<string>;\n\nclass Program\n{\n    Names names;\n}\n',
    'List.cs': `namespace App.Text;\n\n${list}`,
  },
  {
    'List.cs':
      'namespace App.Text;\n{\npublic class List<T>\n\n    public void Add(T item) { }\nusing Names = App.Text.List<string>;\n}\n',
  },
);
check(
  'a type of C# with an attribute that goes to another namespace',
  {
    'Use.cs': 'using Two;\nusing Name = Two.Moved;\nclass Use { Name name; }\n',
    'Both.cs': 'namespace One\n{\n}\nnamespace Two\n{\n    [Serializable] public class Moved { }\n}\n',
  },
  { 'Both.cs': 'namespace One\n{\n    [Serializable] public class Moved { }\n}\nnamespace Two\n{\n}\n' },
);
check(
  'a member of a type that a whole project of C# uses statically',
  {
    'app.csproj': '<Project><ItemGroup><Using Include="App.Tools" Static="true" /></ItemGroup></Project>\n',
    'Tools.cs':
      'namespace App;\npublic static class Tools\n{\n    public static int Other() { return 1; }\n}\n',
    'Use.cs': 'namespace App;\nclass Use { int Run() { return Twice(); } }\n',
  },
  {
    'Tools.cs':
      'namespace App;\npublic static class Tools\n{\n    public static int Twice() { return 1; }\n}\n',
  },
);
check(
  'a class of Kotlin that becomes a function beside another one',
  {
    'a/A.kt': 'package a\n\nclass shown\n\nfun one() {}\n',
    'a/B.kt': 'package a\n\nfun shown(size: Int) {}\n',
    'b/C.kt': 'package b\n\nimport a.shown\n\nval all = shown()\n',
  },
  { 'a/A.kt': 'package a\n\nfun shown() {}\n\nfun one() {}\n' },
);
check(
  'a module of Rust that another inline module declares',
  {
    'Cargo.toml': '[package]\nname = "app"\n',
    'src/lib.rs': 'mod one {\n    pub mod child;\n}\nmod two {\n}\npub fn top() {}\n',
    'src/one/child.rs': 'use crate::top;\npub fn run() { top(); }\n',
  },
  { 'src/lib.rs': 'mod one {\n}\nmod two {\n    pub mod child;\n}\npub fn top() {}\n' },
);
check(
  'a function of Rust in an inline module that has the name of a module',
  {
    'Cargo.toml': '[package]\nname = "app"\n',
    'src/lib.rs': 'pub mod one {\n    pub mod child;\n    pub fn other() {}\n}\nmod user;\n',
    'src/one/child.rs': 'pub fn run() {}\n',
    'src/user.rs': 'use crate::one::child;\npub fn go() { child::run(); }\n',
  },
  {
    'src/lib.rs': 'pub mod one {\n    pub mod child;\n    pub fn child() {}\n}\nmod user;\n',
  },
);
check(
  'a module of Elixir that lies in another one no more',
  {
    'lib/cart.ex': 'defmodule Shop.Cart do\n  defmodule Line do\n    defstruct [:count]\n  end\nend\n',
    'lib/use.ex': 'defmodule Shop.Use do\n  alias Shop.Cart.Line\nend\n',
  },
  { 'lib/cart.ex': 'defmodule Shop.Cart do\nend\n  defmodule Line do\n    defstruct [:count]\n  end\n' },
);
check(
  'a namespace of PHP that another file uses',
  {
    'composer.json': '{"autoload": {"psr-4": {"App\\\\": "src/"}}}',
    'src/Model/Known.php': '<?php\nnamespace App\\Model;\nclass Known {}\n',
    'src/A.php': '<?php\nnamespace App;\nuse App\\Model\\Missing;\nnew Missing();\n',
    'src/B.php': '<?php\nnamespace App;\nuse App\\Model\\Known;\nnew Known();\n',
  },
  { 'src/B.php': '<?php\nnamespace App;\nuse App\\Model\\Missing\\Part;\nnew Part();\n' },
);
