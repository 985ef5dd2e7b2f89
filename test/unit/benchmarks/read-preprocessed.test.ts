import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPreprocessed } from '../../benchmarks/graph/judges/gcc/read-preprocessed.ts';

/** Includes as `from spelling → to`, `?` for what was skipped. */
function check(name: string, output: readonly string[], expected: readonly string[]): void {
  test(name, () => {
    const { includes } = readPreprocessed(output.join('\n'));
    assert.deepEqual(
      includes.map(
        ({ from, spelling, to, isNext }) => `${from} ${spelling}${isNext ? ' next' : ''} → ${to ?? '?'}`,
      ),
      expected,
    );
  });
}

const start = [
  '# 0 "a.c"',
  '# 0 "<built-in>"',
  '# 1 "/usr/include/stdc-predef.h" 1 3 4',
  '# 0 "<command-line>" 2',
  '# 1 "a.c"',
];

check('what the compiler includes by itself is nobody’s include', start, []);
check(
  'an include leads to the file that is entered behind it',
  [...start, '#include "b.h"', '# 1 "b.h" 1', 'int b;', '# 2 "a.c" 2'],
  ['a.c "b.h" → b.h'],
);
check(
  'a nested include belongs to the header, and the source goes on after it',
  [
    ...start,
    ...[
      '#include "b.h"',
      '# 1 "b.h" 1',
      '#include <c.h>',
      '# 2 "b.h"',
      '# 1 "/i/c.h" 1 3 4',
      '# 3 "b.h" 2',
      '# 2 "a.c" 2',
    ],
    ...['#include "d.h"', '# 1 "d.h" 1', '# 3 "a.c" 2'],
  ],
  ['a.c "b.h" → b.h', 'b.h <c.h> → /i/c.h', 'a.c "d.h" → d.h'],
);
check(
  'a header that its guard skips is named without a file',
  [
    ...start,
    '#include "b.h"',
    '# 1 "b.h" 1',
    '# 2 "a.c" 2',
    '#include "b.h"',
    '#include "c.h"',
    '# 1 "c.h" 1',
    '# 4 "a.c" 2',
  ],
  ['a.c "b.h" → b.h', 'a.c "b.h" → ?', 'a.c "c.h" → c.h'],
);
check(
  'include_next says so',
  [...start, '#include_next <limits.h>', '# 1 "/usr/include/limits.h" 1 3 4'],
  ['a.c <limits.h> next → /usr/include/limits.h'],
);
check(
  'names may hold quotes and backslashes',
  ['# 1 "a\\\\b\\"c.c"', '#include "d.h"', '# 1 "d.h" 1'],
  ['a\\b"c.c "d.h" → d.h'],
);
check('other lines with a hash are code', [...start, '#pragma once', '#define X', '  #include "no.h"'], []);
