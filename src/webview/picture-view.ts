import type { FileLines, ShownPicture, ShownPictureLine } from './ask-messages.ts';
import { createElement } from './create-element.ts';
import { formatLines } from './format-usage.ts';
import { placeOverlay, readingOrder } from './overlay-geometry.ts';
import { createPlaceList } from './place-list.ts';

/**
 * A picture with a button over every line of text that was read in it. A button opens the best place that draws the
 * text, and lists the others below the picture.
 */
export function createPictureView(
  picture: ShownPicture,
  url: string,
  open: (lines: FileLines) => void,
): HTMLElement {
  const details = createElement('div', {
    className: 'picture-details',
    attrs: { 'aria-live': 'polite' },
  });
  const canvas = createElement(
    'div',
    { className: 'picture' },
    createElement('img', { src: url, alt: picture.name, draggable: false }),
  );
  const buttons = readingOrder(picture.lines).map((line) => {
    const button = createOverlay(line, picture);
    button.addEventListener('click', () => {
      for (const other of buttons) other.classList.toggle('chosen', other === button);
      details.replaceChildren(...describe(line, open));
      const best = line.places[0];
      if (best) open(best);
    });
    return button;
  });
  canvas.append(...buttons);
  const linked = picture.lines.filter((line) => line.places.length > 0).length;
  return createElement(
    'figure',
    { className: 'picture-view' },
    canvas,
    createElement('figcaption', {
      textContent: `${picture.name}: ${captionOf(picture.lines.length, linked)}`,
    }),
    details,
  );
}

function captionOf(lineCount: number, linked: number): string {
  if (lineCount === 0) return 'no text was recognised in it.';
  const lines = lineCount === 1 ? '1 line of text' : `${lineCount} lines of text`;
  return `${lines}, ${linked} found in the repository. Click a line to go to what draws it.`;
}

function createOverlay(line: ShownPictureLine, picture: ShownPicture): HTMLButtonElement {
  const best = line.places[0];
  const others = line.places.length > 1 ? ` and ${line.places.length - 1} more` : '';
  const label = best
    ? `“${line.text}”: ${formatLines(best)}${others}`
    : `“${line.text}”: not found in the repository`;
  const overlay = createElement('button', {
    type: 'button',
    className: best ? 'overlay' : 'overlay unplaced',
    title: label,
    attrs: { 'aria-label': label },
  });
  const { left, top, width, height } = placeOverlay(line.box, picture);
  Object.assign(overlay.style, {
    left: `${left}%`,
    top: `${top}%`,
    width: `${width}%`,
    height: `${height}%`,
  });
  return overlay;
}

function describe(line: ShownPictureLine, open: (lines: FileLines) => void): Node[] {
  if (line.places.length === 0) {
    const text = `Nothing in the repository was found that draws “${line.text}”. It may be data, or be put together at run time.`;
    return [createElement('p', { className: 'quiet', textContent: text })];
  }
  return [
    createElement('p', { textContent: `“${line.text}” can be drawn by:` }),
    createPlaceList(line.places, open),
  ];
}
