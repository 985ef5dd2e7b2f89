import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { compileUnits } from '../../benchmarks/graph/judges/gcc/compile-units.ts';

interface Case {
  readonly files: readonly string[];
  readonly includeFolders?: readonly string[];
  /** Entries of `build/compile_commands.json`; REPO stands for the repository. */
  readonly commands?: readonly object[];
  /** The file whose unit is looked at. */
  readonly of: string;
}

/** A unit as `language, folders first, folders last, flags`. */
function check(name: string, given: Case, expected: string): void {
  test(name, () => {
    const repository = mkdtempSync(join(tmpdir(), 'longview-units-'));
    const write = (path: string, content: string) => {
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      writeFileSync(join(repository, path), content);
    };
    try {
      for (const path of given.files) write(path, '');
      if (given.commands !== undefined)
        write('build/compile_commands.json', JSON.stringify(given.commands).replaceAll('REPO', repository));
      const { files, includeFolders = [] } = given;
      const unit = compileUnits({ repository, files, includeFolders }).find(({ path }) => path === given.of);
      assert.ok(unit);
      const folders = (list: readonly string[]) =>
        list.map((folder) => folder.slice(repository.length + 1) || '.').join(' ');
      const shown = [unit.language, folders(unit.user), folders(unit.after), unit.flags.join(' ')].join(', ');
      assert.equal(shown, expected);
    } finally {
      rmSync(repository, { recursive: true, force: true });
    }
  });
}

check(
  'without commands include folders go first, everything else is searched after the system',
  { files: ['lib/a.c', 'include/x/a.h', 'other/b.h'], of: 'lib/a.c' },
  'c, include, lib . include/x other, ',
);
check(
  'folders that are given go before those that are guessed',
  { files: ['a.c', 'x/y/b.h', 'include/c.h'], includeFolders: ['x/y'], of: 'a.c' },
  'c, x/y include, ., ',
);
check('a header beside sources of C++ is C++', { files: ['a.cc', 'a.h'], of: 'a.h' }, 'c++, , ., ');
check(
  'a header beside sources of C is C',
  { files: ['c/a.c', 'c/a.h', 'cc/b.cc'], of: 'c/a.h' },
  'c, , c ., ',
);
check(
  'a command says the folders and what else decides which branches are compiled',
  {
    files: ['src/a.c'],
    commands: [
      {
        directory: 'REPO/build',
        file: '../src/a.c',
        command:
          'cc -I../include -isystem REPO/sys -DA=\'1 2\' -DB=\\"b\\" -O2 -Wall -std=gnu11 -o a.o -c ../src/a.c',
      },
    ],
    of: 'src/a.c',
  },
  'c, include sys, , -DA=1 2 -DB="b" -std=gnu11',
);
check(
  'a file that no command names is compiled like the nearest that one names',
  {
    files: ['a/a.c', 'b/b.c', 'b/b.h'],
    commands: [
      { directory: 'REPO', file: 'a/a.c', arguments: ['cc', '-I', 'a', '-D', 'A'] },
      { directory: 'REPO', file: 'b/b.c', arguments: ['cc', '-Ib', '-DB'] },
    ],
    of: 'b/b.h',
  },
  'c, b, , -DB',
);
