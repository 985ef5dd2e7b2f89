import type { Category, FillPattern } from './context-map-colouring.ts';

/** How one category looks on a canvas. */
export interface Fill {
  readonly colour: string;
  /** Reads well on the colour. */
  readonly ink: string;
  readonly pattern: CanvasPattern | undefined;
}

/** The colours of the page, for a canvas, which knows no style sheet. */
export interface MapTheme {
  readonly background: string;
  readonly foreground: string;
  readonly quiet: string;
  readonly border: string;
  readonly header: string;
  readonly headerInk: string;
  readonly focus: string;
  readonly hover: string;
  readonly pin: string;
  readonly rest: string;
  readonly isHighContrast: boolean;
  readonly font: string;
  readonly fontSize: number;
  readonly fillOf: (category: Category) => Fill;
  /** What lies over files of which nothing is in the pack. */
  readonly hatching: (ink: string) => CanvasPattern | undefined;
}

type Rgb = readonly [red: number, green: number, blue: number];

/** Reads the colours as they are now; read them again when the theme changes. */
export function readMapTheme(): MapTheme {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const read = (name: string): string => {
    probe.style.color = `var(--map-${name})`;
    return getComputedStyle(probe).color;
  };
  const style = getComputedStyle(document.body);
  const isHighContrast = document.body.matches('.vscode-high-contrast, .vscode-high-contrast-light');
  // There the patterns alone tell most fills apart; letters are still the strongest.
  const strength = isHighContrast ? 0.5 : 0.19;
  const fills = new Map<string, Fill>();
  const names = ['background', 'foreground', 'quiet', 'border', 'header', 'header-ink', 'focus', 'hover'];
  const [
    background = '',
    foreground = '',
    quiet = '',
    border = '',
    header = '',
    headerInk = '',
    focus = '',
    hover = '',
  ] = names.map(read);
  const [pin, rest] = [read('pin'), read('rest')];
  const fillOf = (category: Category): Fill => {
    const key = `${category.colour} ${category.pattern}`;
    let fill = fills.get(key);
    if (fill === undefined) {
      document.body.append(probe);
      const colour = read(category.colour);
      probe.remove();
      const ink = inkOn(rgbOf(colour));
      fill = { colour, ink, pattern: patternOf(category.pattern, ink, strength) };
      fills.set(key, fill);
    }
    return fill;
  };
  probe.remove();
  return {
    ...{ background, foreground, quiet, border, header, headerInk, focus, hover, pin, rest, isHighContrast },
    font: style.fontFamily,
    fontSize: Math.max(10, Math.min(15, Number.parseFloat(style.fontSize) || 13)),
    fillOf,
    hatching: (ink) => patternOf('hatched', ink, strength),
  };
}

/** Out of `rgb(1, 2, 3)` or, for mixed colours, `color(srgb 0.1 0.2 0.3)`. */
function rgbOf(colour: string): Rgb {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  return colour.startsWith('color(') ? [red * 255, green * 255, blue * 255] : [red, green, blue];
}

/** Black or white, whichever stands out more (relative luminance of WCAG 2). */
function inkOn(background: Rgb): string {
  const [red = 0, green = 0, blue = 0] = background.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? '#000000' : '#ffffff';
}

/** Side of a tile, in pixels. */
const tileSize = 8;

/** @param strength of the lines, 0 to 1 */
function patternOf(pattern: FillPattern, ink: string, strength: number): CanvasPattern | undefined {
  if (pattern === 'solid') return undefined;
  const tile = document.createElement('canvas');
  tile.width = tileSize;
  tile.height = tileSize;
  const context = tile.getContext('2d');
  if (context === null) return undefined;
  context.globalAlpha = strength;
  context.strokeStyle = ink;
  context.fillStyle = ink;
  context.beginPath();
  const line = (x1: number, y1: number, x2: number, y2: number) => {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
  };
  if (pattern === 'dots') context.fillRect(2, 2, 2, 2);
  else if (pattern === 'horizontal') line(0, 3.5, tileSize, 3.5);
  else {
    // Three lines, so that the tile goes on over its corners.
    for (const shift of [-tileSize, 0, tileSize]) line(shift, tileSize, shift + tileSize, 0);
    if (pattern === 'hatched')
      for (const shift of [-tileSize, 0, tileSize]) line(shift, 0, shift + tileSize, tileSize);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat') ?? undefined;
}
