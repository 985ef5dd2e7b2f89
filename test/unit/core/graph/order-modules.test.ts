import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderModules } from '../../../../src/core/graph/order-modules.ts';
import { randomFrom } from '../../../support/random-from.ts';

type Edges = readonly (readonly [string, string])[];

const order = (files: readonly string[], edges: Edges) =>
  orderModules(
    files,
    edges.map(([from, to]) => ({ from, to })),
  );

function check(
  name: string,
  [files, edges]: readonly [string, Edges],
  expected: string,
  cycles: readonly string[] = [],
): void {
  test(name, () => {
    const ordered = order(
      files.split(' ').filter((file) => file !== ''),
      edges,
    );
    assert.equal(ordered.order.join(' '), expected);
    assert.deepEqual(
      ordered.cycles.map((cycle) => cycle.join(' ')),
      cycles,
    );
  });
}

check('no files have no order', ['', []], '');
check('files without edges stand in path order', ['c a b', []], 'a b c');
check(
  'what a file needs comes before it',
  [
    'a b c',
    [
      ['a', 'b'],
      ['b', 'c'],
    ],
  ],
  'c b a',
);
check(
  'what several files need comes once',
  [
    'a b c',
    [
      ['a', 'c'],
      ['b', 'c'],
    ],
  ],
  'c a b',
);
check(
  'a circle stays together, by path, before what needs it',
  [
    'a b c d',
    [
      ['b', 'd'],
      ['d', 'c'],
      ['c', 'b'],
      ['a', 'c'],
    ],
  ],
  'b c d a',
  ['b c d'],
);
check(
  'a circle comes behind what it needs',
  [
    'a b z',
    [
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'z'],
    ],
  ],
  'z a b',
  ['a b'],
);
check(
  'two circles are two',
  [
    'a b c d',
    [
      ['a', 'b'],
      ['b', 'a'],
      ['c', 'd'],
      ['d', 'c'],
      ['a', 'c'],
    ],
  ],
  'c d a b',
  ['c d', 'a b'],
);
check('a file that needs itself is no circle', ['a b', [['a', 'a']]], 'a b');
check(
  'an edge to a file that is not there counts for nothing',
  [
    'a b',
    [
      ['a', 'gone'],
      ['gone', 'b'],
    ],
  ],
  'a b',
);
check(
  'an edge counts once however often it is there',
  [
    'a b',
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
  ],
  'b a',
);

test('a chain of a hundred thousand files does not exhaust the stack', () => {
  const files = Array.from({ length: 100_000 }, (_, index) => `f${String(index).padStart(6, '0')}`);
  const edges = files.slice(1).map((to, index): [string, string] => [files[index] as string, to]);
  assert.deepEqual(order(files, edges).order, files.toReversed());
});

function randomGraph(seed: number): { files: string[]; edges: [string, string][]; random: () => number } {
  const random = randomFrom(seed);
  const count = 2 + Math.floor(random() * 40);
  const files = Array.from({ length: count }, (_, index) => `${'abc'[index % 3]}/${index}.ts`);
  const pick = () => files[Math.floor(random() * count)] as string;
  const edges = Array.from({ length: Math.floor(random() * count * 2) }, (): [string, string] => [
    pick(),
    pick(),
  ]);
  return { files, edges, random };
}

/** Which files can be reached from each, by walking: slow and plainly right. */
function reachable(files: readonly string[], edges: Edges): Map<string, Set<string>> {
  return new Map(
    files.map((start) => {
      const seen = new Set<string>();
      const pending = [start];
      for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
        for (const [from, to] of edges) {
          if (from === file && !seen.has(to)) {
            seen.add(to);
            pending.push(to);
          }
        }
      }
      return [start, seen];
    }),
  );
}

test('in any graph, every file stands once, behind all that it needs outside of its own circle', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { files, edges } = randomGraph(seed);
    const { order: ordered, cycles } = order(files, edges);
    assert.deepEqual([...ordered].sort(), [...files].sort(), `seed ${seed}`);
    const reach = reachable(files, edges);
    const at = new Map(ordered.map((file, index) => [file, index]));
    const inCircle = (a: string, b: string) => reach.get(a)?.has(b) === true && reach.get(b)?.has(a) === true;
    for (const [from, to] of edges) {
      if (from === to || inCircle(from, to)) continue;
      assert.ok((at.get(to) as number) < (at.get(from) as number), `seed ${seed}: ${from} needs ${to}`);
    }
    const expected = new Set(
      files
        .map((file) =>
          files
            .filter((other) => file === other || inCircle(file, other))
            .sort()
            .join(' '),
        )
        .filter((circle) => circle.includes(' ')),
    );
    assert.deepEqual(new Set(cycles.map((cycle) => cycle.join(' '))), expected, `seed ${seed}`);
  }
});

test('the order depends on the graph, not on the order in which it is given', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const { files, edges, random } = randomGraph(seed);
    const shuffled = <T>(list: readonly T[]) =>
      list
        .map((item) => ({ item, key: random() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
    assert.deepEqual(order(shuffled(files), shuffled(edges)), order(files, edges), `seed ${seed}`);
  }
});
