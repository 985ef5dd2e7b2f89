import { type MapNode, restOf } from './context-map-tree.ts';

/** Pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A node with its place. */
export interface MapCell extends Rectangle {
  readonly node: MapNode;
  readonly parent: MapCell | undefined;
  /** In the order of their sizes. Empty where the place is too small to look inside. */
  readonly children: readonly MapCell[];
  /** Height of the line with the folder's name; 0 where there is none. */
  readonly header: number;
}

/** Pixels: height of a folder's line, and what is left free around its content. */
const headerHeight = 19;
const padding = 2;
/** Square pixels below which a child is drawn together with the other small ones. */
const smallestArea = 16;
/** Pixels below which a folder gets no line of its own. */
const headerWidth = 46;
const headerNeeds = 44;

/**
 * Lays a node and all below it out as a squarified treemap (Bruls, Huizing, van Wijk 2000), nested by folder. Within a
 * folder areas of what has tokens are proportional to sizes; cells do not overlap and lie inside their folder. What would be smaller than a
 * few pixels is one cell together. Deterministic; O(n log n).
 */
export function layoutMap(root: MapNode, width: number, height: number): MapCell {
  return place(root, { x: 0, y: 0, width, height }, undefined);
}

function place(node: MapNode, rectangle: Rectangle, parent: MapCell | undefined): MapCell {
  const isRoot = parent === undefined;
  const hasHeader =
    !isRoot &&
    node.kind !== 'file' &&
    rectangle.width >= headerWidth &&
    rectangle.height >= headerNeeds &&
    node.children.length > 0;
  const header = hasHeader ? headerHeight : 0;
  const children: MapCell[] = [];
  const cell: MapCell = { ...rectangle, node, parent, children, header };
  // A rest is looked into only where it is the root: its parts have no place of their own otherwise.
  if (node.kind === 'file' || (node.kind === 'rest' && !isRoot)) return cell;
  const gap = isRoot ? 0 : hasHeader ? padding : 1;
  const inside = {
    x: rectangle.x + gap,
    y: rectangle.y + (header || gap),
    width: rectangle.width - 2 * gap,
    height: rectangle.height - (header || gap) - gap,
  };
  if (inside.width < 2 || inside.height < 2 || node.size <= 0) return cell;
  for (const { nodes, box } of partsOf(node, inside)) {
    const size = nodes.reduce((sum, child) => sum + child.size, 0);
    const shown = joinSmall(node, nodes, (box.width * box.height) / size);
    const places = squarify(
      shown.map((child) => child.size),
      box,
    );
    for (const [index, child] of shown.entries())
      children.push(place(child, places[index] as Rectangle, cell));
  }
  return cell;
}

/** Square pixels that a child without tokens gets where there is room, the share of a folder that they have, and its height. */
const tokenlessArea = 240;
const tokenlessShare = 0.2;
const tokenlessHeight = 18;

/** What has tokens, and below it, on a strip of its own, what has none: by its size alone it would not be seen. */
function partsOf(node: MapNode, inside: Rectangle): { nodes: readonly MapNode[]; box: Rectangle }[] {
  const nodes = node.children.filter(({ drawnTokens }) => drawnTokens > 0);
  const without = node.children.filter(({ drawnTokens }) => drawnTokens <= 0);
  if (nodes.length === 0 || without.length === 0) return [{ nodes: node.children, box: inside }];
  const { x, y, width, height } = inside;
  const wanted = Math.max(tokenlessHeight, (without.length * tokenlessArea) / width);
  const strip = Math.min(wanted, height * tokenlessShare);
  return [
    { nodes, box: { x, y, width, height: height - strip } },
    { nodes: without, box: { x, y: y + height - strip, width, height: strip } },
  ];
}

/** The children, with those that would be too small put together. One alone stays what it is. */
function joinSmall(
  parent: MapNode,
  children: readonly MapNode[],
  pixelsPerToken: number,
): readonly MapNode[] {
  const firstSmall = children.findIndex(({ size }) => size * pixelsPerToken < smallestArea);
  if (firstSmall < 0 || firstSmall >= children.length - 1) return children;
  return [...children.slice(0, firstSmall), restOf(parent, children.slice(firstSmall))];
}

/**
 * Cuts a rectangle into one for each size, in the order of the sizes, which must not rise; their sum is above 0. Rows are
 * laid along the shorter side as long as that makes the worst side ratio in them better.
 */
export function squarify(sizes: readonly number[], whole: Rectangle): Rectangle[] {
  let sizeLeft = sizes.reduce((sum, size) => sum + size, 0);
  let { x, y, width, height } = whole;
  const places: Rectangle[] = [];
  for (let first = 0; first < sizes.length; ) {
    const scale = sizeLeft > 0 ? (width * height) / sizeLeft : 0;
    const side = Math.min(width, height);
    let end = first + 1;
    let sum = sizes[first] as number;
    let worst = worstRatio(sum, sum, sum, scale, side);
    while (end < sizes.length) {
      const size = sizes[end] as number;
      const next = worstRatio(sizes[first] as number, size, sum + size, scale, side);
      if (next > worst) break;
      worst = next;
      sum += size;
      end++;
    }
    // The last row takes all that is left, so that rounding leaves no gap.
    const thickness = end === sizes.length ? Math.max(width, height) : side > 0 ? (sum * scale) / side : 0;
    const isColumn = width >= height;
    let along = 0;
    for (let index = first; index < end; index++) {
      const length = sum > 0 ? ((sizes[index] as number) / sum) * side : 0;
      places.push(
        isColumn
          ? { x, y: y + along, width: Math.min(thickness, width), height: length }
          : { x: x + along, y, width: length, height: Math.min(thickness, height) },
      );
      along += length;
    }
    if (isColumn) {
      x += thickness;
      width = Math.max(0, width - thickness);
    } else {
      y += thickness;
      height = Math.max(0, height - thickness);
    }
    sizeLeft -= sum;
    first = end;
  }
  return places;
}

/** The worst ratio of the sides of a row's rectangles: `largest` and `smallest` of sizes that are `sum` together. */
function worstRatio(largest: number, smallest: number, sum: number, scale: number, side: number): number {
  const area = sum * scale;
  const square = side * side;
  return Math.max((square * largest * scale) / (area * area), (area * area) / (square * smallest * scale));
}

/** The innermost cell at a point; undefined outside. */
export function cellAt(root: MapCell, x: number, y: number): MapCell | undefined {
  const holds = (cell: MapCell) =>
    x >= cell.x && y >= cell.y && x < cell.x + cell.width && y < cell.y + cell.height;
  if (!holds(root)) return undefined;
  let cell = root;
  for (;;) {
    const inside = cell.children.find(holds);
    if (inside === undefined) return cell;
    cell = inside;
  }
}

/** Every cell, each folder before what is in it. */
export function* cellsOf(cell: MapCell): Generator<MapCell> {
  yield cell;
  for (const child of cell.children) yield* cellsOf(child);
}
