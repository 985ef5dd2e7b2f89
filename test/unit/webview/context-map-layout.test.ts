import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  cellAt,
  cellsOf,
  layoutMap,
  type MapCell,
  squarify,
} from '../../../src/webview/context-map-layout.ts';
import { buildMapTree } from '../../../src/webview/context-map-tree.ts';
import { contextMapOfFiles } from '../../support/context-map-of.ts';
import { randomFrom } from '../../support/random-from.ts';

/** Pixels by which rounding may move an edge. */
const tolerance = 1e-6;

function randomFiles(count: number, seed: number): Record<string, number> {
  const random = randomFrom(seed);
  const folders = Math.ceil(count / 12);
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const folder = Math.floor(random() ** 2 * folders);
      const path = `${folder % 7}/${folder % 3 === 0 ? '' : `${folder}/`}f${index}`;
      return [path, 1 + Math.floor(random() ** 6 * 9000)];
    }),
  );
}

function layoutOf(files: Record<string, number>, width: number, height: number): MapCell {
  return layoutMap(buildMapTree(contextMapOfFiles(files), { withLeftOut: false }), width, height);
}

const area = ({ width, height }: { width: number; height: number }) => width * height;

const shapes = [
  ['a wide map', 5, 1200, 300],
  ['a tall map', 40, 200, 900],
  ['a usual map', 400, 1100, 700],
  ['ten thousand files', 10_000, 1100, 700],
] as const;

describe('the layout of a map', () => {
  for (const [name, count, width, height] of shapes) {
    const root = layoutOf(randomFiles(count, count), width, height);
    const cells = [...cellsOf(root)];

    it(`${name}: cells lie inside their folder, and beside each other`, () => {
      for (const cell of cells) {
        for (const [index, child] of cell.children.entries()) {
          assert.ok(child.x >= cell.x - tolerance && child.y >= cell.y + cell.header - tolerance);
          assert.ok(child.x + child.width <= cell.x + cell.width + tolerance);
          assert.ok(child.y + child.height <= cell.y + cell.height + tolerance);
          for (const other of cell.children.slice(index + 1)) {
            const overlapX =
              Math.min(child.x + child.width, other.x + other.width) - Math.max(child.x, other.x);
            const overlapY =
              Math.min(child.y + child.height, other.y + other.height) - Math.max(child.y, other.y);
            assert.ok(
              overlapX <= tolerance || overlapY <= tolerance,
              `${child.node.path} ${other.node.path}`,
            );
          }
        }
      }
    });

    it(`${name}: areas in a folder are proportional to tokens, and fill it`, () => {
      for (const { children, node } of cells.filter((cell) => cell.children.length > 0)) {
        const whole = children.reduce((sum, child) => sum + area(child), 0);
        assert.equal(
          children.reduce((sum, child) => sum + child.node.size, 0),
          node.size,
        );
        for (const child of children)
          assert.ok(Math.abs(area(child) / whole - child.node.size / node.size) < 1e-6, child.node.path);
      }
    });

    it(`${name}: every file is drawn or counted in a rest`, () => {
      const leaves = cells.filter((cell) => cell.children.length === 0 && cell !== root);
      assert.equal(
        leaves.reduce((sum, { node }) => sum + node.fileCount, 0),
        count,
      );
      // What is drawn by itself can be seen: only what stands alone, or cannot be looked into, may be smaller.
      assert.ok(leaves.length <= area(root) / 16);
    });
  }

  it('is the same for the same files', () => {
    const files = randomFiles(300, 7);
    const bare = (root: MapCell) =>
      [...cellsOf(root)].map(({ node, x, y, width, height }) => [node.path, x, y, width, height]);
    assert.deepEqual(bare(layoutOf(files, 900, 600)), bare(layoutOf(files, 900, 600)));
  });

  it('draws one cell for what is smaller than a few pixels, and looks into it when it fills the map', () => {
    const files: Record<string, number> = { 'large.ts': 1_000_000 };
    for (let index = 0; index < 500; index++) files[`small-${index}.ts`] = 1;
    const root = layoutOf(files, 400, 300);
    const [large, rest] = root.children;
    assert.equal(root.children.length, 2);
    assert.equal(large?.node.name, 'large.ts');
    assert.equal(rest?.node.kind, 'rest');
    assert.equal(rest?.node.fileCount, 500);
    assert.ok(rest);
    assert.equal(layoutMap(rest.node, 400, 300).children.length, 500);
  });

  it('has nothing to draw where there is no room or no file', () => {
    assert.equal(layoutOf({ 'a.ts': 3 }, 0, 0).children.length, 0);
    assert.equal(layoutOf({}, 300, 200).children.length, 0);
  });
});

describe('squarify', () => {
  it('lays out the example of the paper', () => {
    const places = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
    const rounded = places.map(({ x, y, width, height }) =>
      [x, y, width, height].map((value) => Math.round(value * 100) / 100),
    );
    assert.deepEqual(rounded.slice(0, 4), [
      [0, 0, 3, 2],
      [0, 2, 3, 2],
      [3, 0, 1.71, 2.33],
      [4.71, 0, 1.29, 2.33],
    ]);
    assert.ok(
      places.every(({ x, y, width, height }) => x + width <= 6 + tolerance && y + height <= 4 + tolerance),
    );
  });

  it('gives one size everything', () =>
    assert.deepEqual(squarify([5], { x: 1, y: 2, width: 30, height: 4 }), [
      { x: 1, y: 2, width: 30, height: 4 },
    ]));
});

describe('the cell at a point', () => {
  const root = layoutOf({ 'a/x.ts': 50, 'a/y.ts': 50, 'b.ts': 100 }, 400, 200);

  it('is the innermost one, for every cell', () => {
    for (const cell of [...cellsOf(root)].filter(({ node }) => node.kind === 'file')) {
      const found = cellAt(root, cell.x + cell.width / 2, cell.y + cell.height / 2);
      assert.equal(found?.node.path, cell.node.path);
    }
  });

  it('is the folder on the line with its name', () => {
    const folder = root.children.find(({ node }) => node.name === 'a');
    assert.ok(folder !== undefined && folder.header > 0);
    assert.equal(cellAt(root, folder.x + 20, folder.y + folder.header / 2)?.node.path, 'a');
  });

  it('is nothing outside', () => assert.equal(cellAt(root, 401, 10), undefined));
});

describe('what has no tokens', () => {
  const pictures = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `img/${index}.png`,
        { resolution: 'folder', tokens: 0 } as const,
      ]),
    );
  const cellsFor = (files: Parameters<typeof contextMapOfFiles>[0], withLeftOut = true) => {
    const tree = buildMapTree(contextMapOfFiles(files), { withLeftOut });
    return [...cellsOf(layoutMap(tree, 900, 600))];
  };
  const isPicture = ({ node }: MapCell) => node.path.endsWith('.png');

  it('is seen beside millions of tokens', () => {
    const found = cellsFor({ 'img/a.ts': 5_000_000, ...pictures(7) }).filter(isPicture);
    assert.equal(found.length, 7);
    for (const { width, height } of found) assert.ok(Math.min(width, height) > 8, `${width} × ${height}`);
  });

  it('takes a fifth of its folder at most', () => {
    const cells = cellsFor({ 'img/a.ts': 100, ...pictures(5000) });
    const file = cells.find(({ node }) => node.path === 'img/a.ts');
    assert.ok(file && area(file) > 0.7 * 900 * 600);
  });

  it('fills a folder where nothing else is', () =>
    assert.equal(cellsFor(pictures(9)).filter(isPicture).length, 9));

  it('takes nothing where it is not drawn', () => {
    const cells = cellsFor({ 'a.ts': 100, ...pictures(7) }, false);
    const file = cells.find(({ node }) => node.path === 'a.ts');
    assert.equal(file && area(file), 900 * 600);
  });
});
