import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

/** Who uses what of whom, of the uses in `from`. */
async function usesOf(from: string, files: Record<string, string>): Promise<string[]> {
  const { uses } = await buildDependencyGraph(await repositoryOf(files));
  return [...uses].flatMap((use) => (use.from === from ? [`${use.symbol} of ${use.to}`] : []));
}

test('a name is found behind any number of headers', async () => {
  const files: Record<string, string> = { 'main.c': '#include "h0.h"\nint main(void) { return deep(); }\n' };
  for (let at = 0; at < 200; at++) files[`h${at}.h`] = `#include "h${at + 1}.h"\n`;
  files['h200.h'] = 'int deep(void);\n';
  assert.deepEqual(await usesOf('main.c', files), ['deep of h200.h']);
});

test('of several definitions the first is meant that is read', async () => {
  const files = {
    'main.c': '#include "b.h"\n#include "a.h"\nint main(void) { return twice() + SIZE; }\n',
    'a.h': '#define SIZE 1\nint twice(void);\n',
    'b.h': '#include "inner.h"\n',
    'inner.h': '#define SIZE 2\n',
  };
  assert.deepEqual(await usesOf('main.c', files), ['twice of a.h', 'SIZE of inner.h']);
});

test('headers that include each other end', async () => {
  const files = {
    'main.c': '#include "a.h"\nint main(void) { return of_a() + of_b() + of_nobody(); }\n',
    'a.h': '#include "b.h"\nint of_a(void);\n',
    'b.h': '#include "a.h"\nint of_b(void);\n',
  };
  assert.deepEqual(await usesOf('main.c', files), ['of_a of a.h', 'of_b of b.h']);
});

test('what is not included is not seen, though it has the name', async () => {
  const files = {
    'main.c': '#include "a.h"\nint main(void) { return elsewhere(); }\n',
    'a.h': 'int here(void);\n',
    'other.h': 'int elsewhere(void);\n',
  };
  assert.deepEqual(await usesOf('main.c', files), []);
});
