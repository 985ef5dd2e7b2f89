import type { PictureBox, ShownPicture } from './ask-messages.ts';

/** Where an overlay lies on a picture that is shown at any size, in percent of it. */
export interface OverlayPlacement {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Share of a line's height by which its overlay is larger than the letters, so that it does not cut them. */
const padding = 0.2;

/** The overlay of a recognised line: a little larger than the letters, never outside the picture. */
export function placeOverlay(
  box: PictureBox,
  picture: Pick<ShownPicture, 'width' | 'height'>,
): OverlayPlacement {
  const pad = box.height * padding;
  const [left, right] = span(box.x - pad, box.x + box.width + pad, picture.width);
  const [top, bottom] = span(box.y - pad, box.y + box.height + pad, picture.height);
  return { left, top, width: right - left, height: bottom - top };
}

function span(from: number, to: number, size: number): [number, number] {
  if (!(size > 0)) return [0, 0];
  const percent = (value: number) => Math.min(100, Math.max(0, (value / size) * 100));
  return [percent(from), percent(to)];
}

/**
 * The order in which the keyboard visits lines: rows from the top, each from left to right. Two lines are in one row
 * when the middle of one lies within the other.
 */
export function readingOrder<Line extends { readonly box: PictureBox }>(lines: readonly Line[]): Line[] {
  const rows: Line[][] = [];
  for (const line of lines.toSorted((a, b) => a.box.y - b.box.y)) {
    const row = rows.at(-1);
    const first = row?.[0];
    const middle = line.box.y + line.box.height / 2;
    if (row && first && middle >= first.box.y && middle <= first.box.y + first.box.height) row.push(line);
    else rows.push([line]);
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.box.x - b.box.x));
}
