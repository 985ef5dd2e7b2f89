import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildMapTree, filesBelow, findNode, type MapNode } from '../../../src/webview/context-map-tree.ts';
import { contextMapOfFiles, type MapFile } from '../../support/context-map-of.ts';

/** `src(30: a.ts=20 lib(10: b.ts=10))` */
function written(node: MapNode): string {
  if (node.kind === 'file') return `${node.name}=${node.size}`;
  return `${node.name}(${node.size}: ${node.children.map(written).join(' ')})`;
}

function check(
  files: Readonly<Record<string, MapFile | number>>,
  expected: string,
  { withLeftOut = false } = {},
): void {
  const tree = buildMapTree(contextMapOfFiles(files), { withLeftOut });
  assert.equal(written(tree), expected);
}

describe('the tree of a map', () => {
  it('has folders whose sizes are those of their files, the largest first', () =>
    check(
      { 'a.ts': 1, 'src/a.ts': 5, 'src/lib/b.ts': 7, 'src/lib/c.ts': 9, 'test/a.ts': 30 },
      '(52: test(30: a.ts=30) src(21: lib(16: c.ts=9 b.ts=7) a.ts=5) a.ts=1)',
    ));

  it('joins folders that hold nothing but one folder', () =>
    check(
      { 'src/main/java/A.java': 3, 'src/main/java/B.java': 2, 'src/main/java/x/C.java': 1 },
      '(6: src/main/java(6: A.java=3 B.java=2 x(1: C.java=1)))',
    ));

  it('keeps a folder with one file in it', () => check({ 'src/a.ts': 3 }, '(3: src(3: a.ts=3))'));

  it('does not confuse a folder with one whose name goes on', () =>
    check({ 'a-b/x': 1, 'a.ts': 2, 'a/x': 3, 'ab/x': 4 }, '(10: ab(4: x=4) a(3: x=3) a.ts=2 a-b(1: x=1))'));

  const someLeftOut = {
    'a.ts': { tokens: 10 },
    'b.ts': { resolution: 'path', tokens: 2, full: 50 },
    'c/d.ts': { resolution: 'omitted', full: 70 },
    'e.png': { resolution: 'folder' },
  } as const;

  it('leaves out what takes no tokens', () => check(someLeftOut, '(12: a.ts=10 b.ts=2)'));

  it('shows what is left out as large as its whole text, where that is wanted, and what has none a little', () =>
    check(someLeftOut, '(130.001: c(70: d.ts=70) b.ts=50 a.ts=10 e.png=0.001)', { withLeftOut: true }));

  it('shows what was decided of, whatever is in the pack', () =>
    check(
      { 'a.ts': 4000, 'b/c.ts': { resolution: 'folder', full: 90, choice: 'pinned' } },
      '(4000.001: a.ts=4000 b(0.001: c.ts=0.001))',
    ));

  it('counts all files of a folder, but no pictures inside files', () => {
    const map = contextMapOfFiles({
      ...someLeftOut,
      'c/x.ipynb': 5,
      'c/x.ipynb#cell-1.png': { tokens: 3, isInside: true },
    });
    const tree = buildMapTree(map, { withLeftOut: false });
    assert.deepEqual([tree.fileCount, findNode(tree, 'c')?.fileCount], [5, 2]);
  });

  it('does not join a folder with one inside it over files that are not drawn', () =>
    check({ 'a/b/c.ts': 5, 'a/d.png': { resolution: 'folder' } }, '(5: a(5: b(5: c.ts=5)))'));

  it('is empty for an empty pack', () => check({}, '(0: )'));

  it('takes a path of two thousand folders, each with a file', () => {
    const files: Record<string, number> = {};
    for (let depth = 1, path = ''; depth <= 2000; depth++) {
      path += 'd/';
      files[`${path}f`] = 1;
    }
    const tree = buildMapTree(contextMapOfFiles(files), { withLeftOut: false });
    assert.equal(tree.size, 2000);
    assert.equal([...filesBelow(tree)].length, 2000);
  });
});

describe('a node of the tree', () => {
  const files = { 'src/main/a.ts': 3, 'src/main/b/c.ts': 2, 'srcs/a.ts': 1 };
  const tree = buildMapTree(contextMapOfFiles(files), { withLeftOut: false });

  for (const [path, expected] of [
    ['src/main/a.ts', 'src/main/a.ts'],
    ['src/main/b', 'src/main/b'],
    ['src', 'src/main'],
    ['srcs', 'srcs'],
    ['', ''],
    ['sr', undefined],
    ['src/main/a.ts/x', undefined],
  ] as const) {
    it(`is found by the path “${path}”`, () => assert.equal(findNode(tree, path)?.path, expected));
  }
});
