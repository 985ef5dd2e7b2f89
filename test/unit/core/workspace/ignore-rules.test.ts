import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IgnoreRules } from '../../../../src/core/workspace/ignore-rules.ts';

/** Ignore files by folder, then which of the paths are ignored. */
function check(
  name: string,
  files: Readonly<Record<string, string>>,
  { ignored = [], kept = [] }: { readonly ignored?: readonly string[]; readonly kept?: readonly string[] },
): void {
  test(name, () => {
    const rules = new IgnoreRules();
    for (const [folder, text] of Object.entries(files)) rules.add(folder, text);
    assert.deepEqual(
      [...ignored, ...kept].filter((path) => rules.ignores(path)),
      ignored,
    );
  });
}

check(
  'a name is ignored at any depth',
  { '': '*.log\n' },
  { ignored: ['a.log', 'x/y/a.log'], kept: ['a.txt'] },
);
check(
  'a root anchor holds for the root alone',
  { '': '/build\n' },
  { ignored: ['build', 'build/a'], kept: ['x/build'] },
);
check('a slash in the middle anchors too', { '': 'a/b\n' }, { ignored: ['a/b'], kept: ['x/a/b'] });
check(
  'a trailing slash means folders',
  { '': 'out/\n' },
  { ignored: ['out/', 'out/a', 'x/out/a'], kept: ['out', 'x/out'] },
);
check(
  'a negation brings a file back',
  { '': '*.log\n!keep.log\n' },
  { ignored: ['a.log'], kept: ['keep.log', 'x/keep.log'] },
);
check(
  'a file in an ignored folder cannot be brought back',
  { '': 'out/\n!out/keep\n' },
  { ignored: ['out/keep'], kept: ['keep'] },
);
check(
  'rules of a folder do not leak into its siblings',
  { a: 'secret\n/own\n' },
  {
    ignored: ['a/secret', 'a/x/secret', 'a/own'],
    kept: ['secret', 'b/secret', 'ab/secret', 'a/x/own', 'own'],
  },
);
check(
  "a deeper file's answer wins",
  { '': '*.log\n', a: '!*.log\n', 'a/b': '*.log\n' },
  { ignored: ['x.log', 'a/b/x.log'], kept: ['a/x.log', 'a/c/x.log'] },
);
check('the root itself is never ignored', { '': '*\n' }, { ignored: ['a'], kept: ['', '/'] });
check(
  'a deeper file cannot bring back what lies in an ignored folder',
  { '': '/a/b/\n', 'a/b': '!*\n' },
  { ignored: ['a/b/x'], kept: ['a/x'] },
);
check(
  'a folder that a deeper file brings back is back with all that is in it',
  { '': 'build/\n', x: '!build/\n' },
  { ignored: ['build/f', 'y/build/f'], kept: ['x/build/', 'x/build/f', 'x/build/deep/f'] },
);
check(
  "letters' case counts",
  { '': 'Build\n*.LOG\n' },
  { ignored: ['Build', 'a.LOG'], kept: ['build', 'a.log'] },
);
check(
  'two stars reach through folders',
  { '': 'a/**/z\n**/q/r\n' },
  { ignored: ['a/z', 'a/b/c/z', 'q/r', 'x/q/r'], kept: ['z', 'b/a/z'] },
);
check(
  'comments, blank lines and escapes are read as in git',
  { '': '# note\n\n\\#hash\n\\!bang\n' },
  { ignored: ['#hash', '!bang'], kept: ['# note', 'note'] },
);
check(
  'a rule may be written with Windows line ends',
  { '': '*.log\r\nout/\r\n' },
  { ignored: ['a.log', 'out/a'], kept: ['a'] },
);
check(
  'spaces inside a name belong to it',
  { '': 'my file\n' },
  { ignored: ['my file'], kept: ['my', 'file'] },
);
