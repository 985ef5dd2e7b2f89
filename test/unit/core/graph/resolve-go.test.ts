import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goResolver } from '../../../../src/core/graph/resolve-import/go.ts';
import type { ResolvedImport } from '../../../../src/core/graph/resolve-import/import-resolver.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import type { Files } from './resolved-of.ts';

/** Where the imports of the file `from` lead, each as in {@link rowOf}. */
function check(
  name: string,
  [from, code]: readonly [from: string, code: string],
  files: Files,
  expected: readonly string[],
): void {
  test(name, async () => {
    const repository = await repositoryOf({ ...files, [from]: code });
    const { resolve } = goResolver(repository);
    const file = repository.byPath.get(from);
    const rows = (file?.syntax?.imports ?? []).flatMap((statement) =>
      file === undefined ? [] : resolve(file, statement).map(rowOf),
    );
    assert.deepEqual(rows, expected);
  });
}

/** `folder:package local=imported`, `→ file`, `⇢ module (builtin)`, `✗ path`. */
function rowOf(resolved: ResolvedImport): string {
  switch (resolved.kind) {
    case 'package': {
      const bindings = (resolved.bindings ?? []).map(({ local, imported }) => ` ${local}=${imported}`);
      return `${resolved.package}${bindings.join('')}`;
    }
    case 'file':
      return `→ ${resolved.path}`;
    case 'external':
      return `⇢ ${resolved.package}${resolved.builtin ? ' (builtin)' : ''}`;
    default:
      return `✗ ${resolved.lookedFor}`;
  }
}

const goMod = { 'go.mod': 'module example.com/app\n' };

check(
  'the root itself is a package',
  ['cmd/main.go', 'package main\nimport "example.com/app"'],
  { ...goMod, 'app.go': 'package app' },
  [':app app=*'],
);
check(
  'a module that only begins alike is another one',
  ['main.go', 'package main\nimport "example.com/application/x"'],
  { ...goMod, 'lication/x/x.go': 'package x' },
  ['⇢ example.com/application/x'],
);
check(
  'a module without a dot in its name goes before the library',
  ['main.go', 'package main\nimport "app/os"\nimport "os"'],
  { 'go.mod': 'module app', 'os/os.go': 'package os' },
  ['os:os os=*', '⇢ os (builtin)'],
);
check(
  'a name without a dot that is neither lies outside',
  ['main.go', 'package main\nimport "appengine/memcache"'],
  goMod,
  ['⇢ appengine/memcache'],
);
check('cgo is built in', ['main.go', 'package main\nimport "C"'], goMod, ['⇢ C (builtin)']);
check(
  'the required module with the longest path is named',
  ['main.go', 'package main\nimport "cloud.example.com/go/storage/v2/internal"'],
  {
    'go.mod':
      'module a\nrequire (\n\tcloud.example.com/go v1.0.0\n\tcloud.example.com/go/storage/v2 v2.0.0\n)\n',
  },
  ['⇢ cloud.example.com/go/storage/v2'],
);
check(
  'a module that nobody requires is named by its host',
  ['main.go', 'package main\nimport (\n"github.com/a/b/c"\n"gopkg.in/yaml.v3"\n)'],
  goMod,
  ['⇢ github.com/a/b', '⇢ gopkg.in/yaml.v3'],
);
check(
  'comments, quotes and blocks of go.mod are read',
  ['main.go', 'package main\nimport "example.com/app/x"'],
  { 'go.mod': '// module wrong.com\nmodule "example.com/app" // the name\n', 'x/x.go': 'package x' },
  ['x:x x=*'],
);
check(
  'a replacement with several versions of the path takes the longest',
  ['main.go', 'package main\nimport "example.com/lib/sub/x"'],
  {
    'go.mod': 'module a\nreplace (\n\texample.com/lib => ./lib\n\texample.com/lib/sub => ./sub\n)\n',
    'lib/sub/x/x.go': 'package x',
    'sub/x/x.go': 'package x',
  },
  ['sub/x:x x=*'],
);
check(
  'a replacement outside the repository lies outside',
  ['main.go', 'package main\nimport "example.com/lib/x"'],
  { 'go.mod': 'module a\nrequire example.com/lib v0.0.0\nreplace example.com/lib => ../lib\n' },
  ['⇢ example.com/lib'],
);
check(
  'replacements of a workspace go before those of its modules',
  ['app/main.go', 'package main\nimport "example.com/lib"'],
  {
    'go.work': 'use ./app\nreplace example.com/lib => ./new\n',
    'app/go.mod': 'module a\nreplace example.com/lib => ../old\n',
    'new/lib.go': 'package lib',
    'old/lib.go': 'package lib',
  },
  ['new:lib lib=*'],
);
check(
  'an import that tests alone could satisfy is named after them',
  ['main.go', 'package main\nimport "example.com/app/x"'],
  { ...goMod, 'x/x_test.go': 'package x_test' },
  ['x:x x=*'],
);
check(
  'programs beside a package do not give it their name',
  ['main.go', 'package main\nimport "example.com/app/x"'],
  { ...goMod, 'x/a.go': 'package main', 'x/b.go': 'package main', 'x/c.go': 'package ex' },
  ['x:ex ex=*'],
);
check(
  'a vendored copy goes before a replacement, the own module before both',
  ['a/main.go', 'package main\nimport "example.com/lib"\nimport "example.com/app/vendor/x"'],
  {
    'a/go.mod': 'module example.com/app\nreplace example.com/lib => ../lib\n',
    'a/vendor/example.com/lib/lib.go': 'package lib',
    'a/vendor/x/x.go': 'package x',
    'lib/lib.go': 'package lib',
  },
  ['a/vendor/example.com/lib:lib lib=*', 'a/vendor/x:x x=*'],
);
check(
  'without a module, imports begin at the folder above src',
  ['src/app/main.go', 'package main\nimport "company/text"'],
  { 'src/company/text/text.go': 'package text' },
  ['src/company/text:text text=*'],
);
check(
  'without a module, the path of the root is what most imports agree on',
  ['cmd/main.go', 'package main\nimport "github.com/me/app/text"\nimport "github.com/other/app/text/more"'],
  { 'text/text.go': 'package text', 'text/a.go': 'package text\nimport "github.com/me/app/cmd"' },
  ['text:text text=*', '⇢ github.com/other/app'],
);
check(
  'a relative import is a folder',
  ['a/main.go', 'package main\nimport "../b"\nimport "../../out"'],
  { 'b/b.go': 'package b' },
  ['b:b b=*', '⇢ ../../out'],
);
check(
  'an embedded folder gives all but hidden files, a pattern may match folders and sets',
  ['a/a.go', 'package a\n//go:embed d \\*.txt [x-z].txt `q r`\n//go:embed t*\nvar f embed.FS'],
  {
    'a/*.txt': '',
    'a/d/1': '',
    'a/d/_2': '',
    'a/d/e/3': '',
    'a/q r': '',
    'a/tree/4': '',
    'a/tree/.5': '',
    'a/w.txt': '',
    'a/y.txt': '',
  },
  ['→ a/d/1', '→ a/d/e/3', '→ a/*.txt', '→ a/y.txt', '→ a/q r', '→ a/tree/4'],
);
check(
  'a comment that only looks like a directive is none',
  ['a.go', 'package a\n// go:embed x\n//go:embedded x\nvar f int'],
  {},
  [],
);
check(
  'broken manifests are nothing',
  ['main.go', 'package main\nimport "example.com/x"'],
  { 'go.mod': 'replace =>\n)\nmodule', 'go.work': 'use (' },
  ['⇢ example.com/x'],
);

test('files belong to the package that their clause names', async () => {
  const files = {
    'a/x.go': 'package a',
    'a/x_test.go': 'package a_test',
    'a/tool.go': 'package main',
    'b.go': 'func f() {}',
  };
  const repository = await repositoryOf(files);
  const { packageOf } = goResolver(repository);
  assert.deepEqual(
    repository.files.map((file) => `${file.path} ${packageOf?.(file)}`),
    ['a/tool.go a:main', 'a/x.go a:a', 'a/x_test.go a:a_test', 'b.go undefined'],
  );
});
