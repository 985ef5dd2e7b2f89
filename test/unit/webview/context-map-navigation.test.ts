import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cellsOf, layoutMap, type MapCell } from '../../../src/webview/context-map-layout.ts';
import {
  type Direction,
  endOf,
  firstInside,
  neighbourOf,
} from '../../../src/webview/context-map-navigation.ts';
import { buildMapTree } from '../../../src/webview/context-map-tree.ts';
import { contextMapOfFiles } from '../../support/context-map-of.ts';

/*
 *  +---------------+-------+
 *  | left          | right |
 *  | +-----------+ |       |
 *  | | a.ts      | | c.ts  |
 *  | +-----------+ |       |
 *  | | b.ts      | +-------+
 *  | +-----------+ | d.ts  |
 *  +---------------+-------+
 */
const files = { 'left/a.ts': 100, 'left/b.ts': 90, 'right/c.ts': 60, 'right/d.ts': 50 };
const root = layoutMap(buildMapTree(contextMapOfFiles(files), { withLeftOut: false }), 300, 240);
const cellOf = (path: string) => [...cellsOf(root)].find(({ node }) => node.path === path) as MapCell;

function check(from: string, direction: Direction, expected: string | undefined): void {
  it(`${direction} of ${from} is ${expected ?? 'nothing'}`, () =>
    assert.equal(neighbourOf(cellOf(from), direction)?.node.path, expected));
}

describe('an arrow key', () => {
  check('left/a.ts', 'down', 'left/b.ts');
  check('left/b.ts', 'up', 'left/a.ts');
  check('right/c.ts', 'down', 'right/d.ts');
  check('left', 'right', 'right');
  check('right', 'left', 'left');
  // Behind the last sibling it goes on in the neighbouring folder, at the same depth.
  check('left/a.ts', 'right', 'right/c.ts');
  check('left/b.ts', 'right', 'right/d.ts');
  check('right/c.ts', 'left', 'left/a.ts');
  check('left/a.ts', 'up', undefined);
  check('left', 'left', undefined);
  check('', 'right', undefined);

  it('reaches every cell of a level from any other one', () => {
    const many: Record<string, number> = {};
    for (let index = 0; index < 60; index++) many[`${index % 5}/f${index}.ts`] = 10 + ((index * 37) % 90);
    const map = layoutMap(buildMapTree(contextMapOfFiles(many), { withLeftOut: false }), 1000, 700);
    const leaves = [...cellsOf(map)].filter(({ node }) => node.kind === 'file');
    const reached = new Set<MapCell>([leaves[0] as MapCell]);
    for (const cell of reached) {
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = neighbourOf(cell, direction);
        if (next !== undefined) reached.add(next);
      }
    }
    assert.deepEqual(
      leaves.filter((cell) => !reached.has(cell)).map(({ node }) => node.path),
      [],
    );
    assert.equal(reached.size, leaves.length, 'and stays at its depth');
  });
});

describe('Home and End', () => {
  it('lead to the largest and the smallest sibling', () => {
    assert.equal(endOf(cellOf('right/d.ts'), 'first').node.path, 'right/c.ts');
    assert.equal(endOf(cellOf('right/c.ts'), 'last').node.path, 'right/d.ts');
  });
});

describe('going into a folder', () => {
  it('leads to the largest thing in it', () =>
    assert.equal(firstInside(cellOf('right')).node.path, 'right/c.ts'));
});
