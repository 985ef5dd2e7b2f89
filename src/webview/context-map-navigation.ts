import type { MapCell } from './context-map-layout.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The cell that an arrow key leads to: the nearest sibling on that side; behind the last one the nearest cell of the
 * neighbouring folder, as deep inside as this one lies. Undefined at the edge of the map.
 */
export function neighbourOf(cell: MapCell, direction: Direction): MapCell | undefined {
  const { parent } = cell;
  if (parent === undefined) return undefined;
  const sibling = nearest(cell, parent.children, direction);
  if (sibling !== undefined) return sibling;
  let next = neighbourOf(parent, direction);
  if (next !== undefined && depthOf(next) < depthOf(cell) && next.children.length > 0) {
    next = closestTo(cell, next.children);
  }
  return next;
}

/** The first or last of the siblings, by size. */
export function endOf(cell: MapCell, which: 'first' | 'last'): MapCell {
  return cell.parent?.children.at(which === 'first' ? 0 : -1) ?? cell;
}

/** The cell of the largest thing inside; the cell itself where nothing is. */
export function firstInside(cell: MapCell): MapCell {
  return cell.children[0] ?? cell;
}

function depthOf(cell: MapCell): number {
  let depth = 0;
  for (let above = cell.parent; above !== undefined; above = above.parent) depth++;
  return depth;
}

/** Pixels by which cells that lie side by side may overlap for lack of precision. */
const tolerance = 0.5;

function nearest(from: MapCell, others: readonly MapCell[], direction: Direction): MapCell | undefined {
  let best: MapCell | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const other of others) {
    const distance = other === from ? undefined : distanceTowards(from, other, direction);
    if (distance !== undefined && distance < bestDistance) [best, bestDistance] = [other, distance];
  }
  return best;
}

/** How far a cell is on one side; undefined where it is not on that side. What lies straight ahead comes first. */
function distanceTowards(from: MapCell, to: MapCell, direction: Direction): number | undefined {
  const isHorizontal = direction === 'left' || direction === 'right';
  const isForward = direction === 'right' || direction === 'down';
  const [a, b] = isForward ? [from, to] : [to, from];
  const gap = isHorizontal ? b.x - (a.x + a.width) : b.y - (a.y + a.height);
  if (gap < -tolerance) return undefined;
  const aside = isHorizontal
    ? distanceOutside(centreOf(from).y, to.y, to.height)
    : distanceOutside(centreOf(from).x, to.x, to.width);
  return Math.max(0, gap) + aside * 4;
}

function closestTo(cell: MapCell, others: readonly MapCell[]): MapCell | undefined {
  const { x, y } = centreOf(cell);
  let best: MapCell | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const other of others) {
    const distance = Math.hypot(
      distanceOutside(x, other.x, other.width),
      distanceOutside(y, other.y, other.height),
    );
    if (distance < bestDistance) [best, bestDistance] = [other, distance];
  }
  return best;
}

function centreOf({ x, y, width, height }: MapCell): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}

function distanceOutside(at: number, start: number, length: number): number {
  return Math.max(0, start - at, at - (start + length));
}
