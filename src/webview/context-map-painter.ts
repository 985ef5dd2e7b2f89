import type { ContextMap, FileChoice } from '../core/context/context-map.ts';
import type { MapChoices } from './context-map-choices.ts';
import { type Categories, type Colouring, isHatched } from './context-map-colouring.ts';
import { decisionOn, factsOf, isUnfitted } from './context-map-facts.ts';
import { cellsOf, type MapCell } from './context-map-layout.ts';
import { formatTokens, visibleText } from './context-map-text.ts';
import type { MapTheme } from './context-map-theme.ts';
import { isLeftOut, type MapNode, restText } from './context-map-tree.ts';
import { leftOutWords } from './resolution-words.ts';

export interface PaintedMap {
  readonly root: MapCell;
  readonly map: ContextMap;
  readonly categories: Categories;
  readonly colouring: Colouring;
  readonly theme: MapTheme;
  readonly choices: MapChoices;
  /** Whether a node is drawn in full strength; undefined: all are. */
  readonly isMatch: ((node: MapNode) => boolean) | undefined;
}

/** Pixels that a cell needs for its name, its second line and its sign. */
const nameNeeds = { width: 30, height: 16 };
/** Width below which a name is written smaller. */
const narrow = 64;
const secondLineNeeds = 36;
const signNeeds = { width: 20, height: 17 };
/** What of a name is measured at most: no longer one has room anywhere. */
const longestLabel = 160;

/** Draws the map. `pixelRatio`: pixels of the canvas for one of the page. */
export function paintMap(context: CanvasRenderingContext2D, painted: PaintedMap, pixelRatio: number): void {
  const { root, theme } = painted;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, root.width, root.height);
  context.textBaseline = 'middle';
  const decisions = new Map<MapCell, FileChoice>();
  for (const cell of cellsOf(root)) {
    if (cell === root) continue;
    const decision = decisionOn(painted.map, cell.node, painted.choices);
    decisions.set(cell, decision);
    // What holds for a whole folder is marked once, on the folder.
    const isMarked = cell.parent === undefined || decisions.get(cell.parent) !== decision;
    const mark = isMarked ? decision : 'none';
    const isFaint = painted.isMatch !== undefined && !painted.isMatch(cell.node);
    context.globalAlpha = isFaint ? 0.18 : 1;
    if (cell.node.kind === 'file') paintFile(context, cell, mark, painted);
    else if (cell.node.kind === 'folder') paintFolder(context, cell, mark, painted);
    else paintRest(context, cell, painted);
  }
  context.globalAlpha = 1;
}

function paintFile(
  context: CanvasRenderingContext2D,
  cell: MapCell,
  mark: FileChoice,
  painted: PaintedMap,
): void {
  const { map, categories, colouring, choices, theme } = painted;
  const { row } = cell.node;
  const category = categories.categories[categories.of(row)];
  if (category === undefined) return;
  const { colour, ink, pattern } = theme.fillOf(category);
  const box = inner(cell);
  context.fillStyle = colour;
  context.fillRect(box.x, box.y, box.width, box.height);
  const { choice, isPending } = choices.ofFile(map, row);
  // What was left out just now is hatched before the pack without it is there.
  const isHatchedOver = isHatched(map, row, colouring) || (choice === 'left-out' && isPending);
  const over = isHatchedOver ? theme.hatching(ink) : pattern;
  if (over !== undefined) {
    context.fillStyle = over;
    context.fillRect(box.x, box.y, box.width, box.height);
  }
  if (theme.isHighContrast || isLeftOut(map, row)) outline(context, box, theme.border);
  const needsPlate = over !== undefined;
  const write = (
    text: string,
    { x, y, width, size, isBold = false, isQuiet = false }: WrittenText,
  ): boolean => {
    context.font = `${isBold ? '600 ' : ''}${size}px ${theme.font}`;
    const fitted = fitText(context, text, width);
    if (fitted === '') return false;
    if (needsPlate) {
      // Lines behind letters make them hard to read.
      context.fillStyle = colour;
      context.fillRect(x - 2, y - size * 0.62, context.measureText(fitted).width + 4, size * 1.24);
    }
    const alpha = context.globalAlpha;
    if (isQuiet && !theme.isHighContrast) context.globalAlpha = alpha * 0.8;
    context.fillStyle = ink;
    context.fillText(fitted, x, y);
    context.globalAlpha = alpha;
    return true;
  };
  const sign = category.sign;
  const nameSize = theme.fontSize - (box.width < narrow ? 2 : 1);
  let left = box.x + (box.width < narrow ? 3 : 5);
  if (mark === 'pinned' && box.width >= 14 && box.height >= 14) {
    const isFull = isPending || !isUnfitted(map, row);
    const colour = theme.isHighContrast ? ink : theme.pin;
    paintPin(context, left + 3, box.y + 9, isFull ? colour : undefined, ink);
    left += 13;
  }
  // The sign stands at the bottom where there is a second line, so that the name has the whole first one.
  const isTall = box.height >= secondLineNeeds;
  const hasSign = sign !== '' && box.width >= signNeeds.width && box.height >= signNeeds.height;
  context.font = `600 ${nameSize - 2}px ${theme.font}`;
  const signWidth = hasSign ? context.measureText(sign).width + 6 : 0;
  const hasName = box.width >= nameNeeds.width && box.height >= nameNeeds.height;
  const isAlone = !hasName || (!isTall && box.width < signWidth + 52);
  if (hasSign && (isTall || !hasName || !isAlone)) {
    const y = isTall ? box.y + box.height - 9 : box.y + 9;
    const x = box.x + box.width - signWidth + 2;
    write(sign, { x, y, width: signWidth, size: nameSize - 2, isBold: true });
  }
  if (!hasName) return;
  const right = box.x + box.width - 4 - (isTall || isAlone ? 0 : signWidth);
  const name = visibleText(cell.node.name.slice(0, longestLabel));
  const isNamed = write(name, { x: left, y: box.y + 9.5, width: right - left + 2, size: nameSize });
  // A number without a name would tell nothing.
  if (!isTall || !isNamed) return;
  write(formatTokens(cell.node.drawnTokens), {
    ...{ x: box.x + 5, y: box.y + 25, width: box.width - 8 - signWidth },
    ...{ size: nameSize - 1, isQuiet: true },
  });
}

interface WrittenText {
  readonly x: number;
  /** The middle of the line. */
  readonly y: number;
  /** Pixels that it may take. */
  readonly width: number;
  /** Of the font, in pixels. */
  readonly size: number;
  readonly isBold?: boolean;
  readonly isQuiet?: boolean;
}

function paintFolder(
  context: CanvasRenderingContext2D,
  cell: MapCell,
  mark: FileChoice,
  { map, theme }: PaintedMap,
): void {
  const box = inner(cell);
  context.fillStyle = theme.header;
  context.fillRect(box.x, box.y, box.width, box.height);
  if (theme.isHighContrast) outline(context, box, theme.border);
  if (cell.header === 0) return;
  const size = theme.fontSize - 1;
  const tokens = formatTokens(cell.node.drawnTokens);
  context.fillStyle = theme.quiet;
  context.font = `${size - 1}px ${theme.font}`;
  const tokensWidth = context.measureText(tokens).width;
  const hasTokens = box.width > tokensWidth + 70;
  const middle = box.y + cell.header / 2;
  if (hasTokens) context.fillText(tokens, box.x + box.width - tokensWidth - 6, middle + 0.5);
  context.fillStyle = theme.headerInk;
  context.font = `600 ${size}px ${theme.font}`;
  let left = box.x + 5;
  if (mark === 'pinned') {
    const isFull = !factsOf(map, cell.node).unfitted.has('pinned');
    const colour = theme.isHighContrast ? theme.headerInk : theme.pin;
    paintPin(context, left + 3, middle - 1, isFull ? colour : undefined, theme.headerInk);
    left += 13;
  }
  const width = box.x + box.width - left - 5 - (hasTokens ? tokensWidth + 8 : 0);
  const name = visibleText(cell.node.name.slice(0, longestLabel));
  const fitted = fitText(
    context,
    mark === 'left-out' ? `${name} – ${leftOutWords.label.toLowerCase()}` : name,
    width,
  );
  context.fillStyle = theme.headerInk;
  context.fillText(fitted, left, middle + 0.5);
}

function paintRest(context: CanvasRenderingContext2D, cell: MapCell, { theme }: PaintedMap): void {
  const box = inner(cell);
  context.fillStyle = theme.rest;
  context.fillRect(box.x, box.y, box.width, box.height);
  outline(context, box, theme.border);
  if (box.width < nameNeeds.width || box.height < nameNeeds.height) return;
  context.font = `italic ${theme.fontSize - 2}px ${theme.font}`;
  context.fillStyle = theme.quiet;
  const text = fitText(context, restText(cell.node), box.width - 8);
  context.fillText(text, box.x + 5, box.y + 9.5);
}

/** @param colour undefined: an empty pin, for what has no room */
function paintPin(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  colour: string | undefined,
  ink: string,
): void {
  context.beginPath();
  context.arc(x, y - 1.5, 3.5, 0, 2 * Math.PI);
  if (colour !== undefined) {
    context.fillStyle = colour;
    context.fill();
  }
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.stroke();
  context.beginPath();
  context.moveTo(x, y + 2);
  context.lineTo(x, y + 6);
  context.stroke();
}

/** Draws a frame around a cell: the active one, stronger while the map has the focus, or the one under the pointer. */
export function paintFrame(
  context: CanvasRenderingContext2D,
  cell: MapCell,
  theme: MapTheme,
  kind: 'focused' | 'active' | 'hover',
): void {
  const box = inner(cell);
  const line = (colour: string, width: number, inset: number) => {
    const shift = inset + width / 2;
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.strokeRect(
      box.x + shift,
      box.y + shift,
      Math.max(0, box.width - 2 * shift),
      Math.max(0, box.height - 2 * shift),
    );
  };
  if (kind === 'hover') {
    line(theme.hover, 1.5, 0);
    return;
  }
  // Two lines, light and dark, so that the frame stands out on a fill of any colour.
  line(kind === 'focused' ? theme.focus : theme.quiet, 2, 0);
  if (box.width < 10 || box.height < 10) return;
  line(theme.foreground, 1.5, 2);
  line(theme.background, 1, 3.5);
}

/** A cell without the pixel that separates it from its neighbours. */
function inner({ x, y, width, height }: MapCell): { x: number; y: number; width: number; height: number } {
  const gap = width > 4 && height > 4 ? 1 : 0.4;
  return { x, y, width: Math.max(0.5, width - gap), height: Math.max(0.5, height - gap) };
}

function outline(
  context: CanvasRenderingContext2D,
  box: { x: number; y: number; width: number; height: number },
  colour: string,
): void {
  if (box.width < 4 || box.height < 4) return;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
}

/** As much of a text as has room, with an ellipsis; '' where not even three letters have. */
function fitText(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) fits = middle;
    else tooLong = middle;
  }
  return fits < 3 ? '' : `${text.slice(0, fits)}…`;
}
