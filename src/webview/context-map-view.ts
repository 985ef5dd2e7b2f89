import type { ContextMap } from '../core/context/context-map.ts';
import type { MapChoices } from './context-map-choices.ts';
import type { Categories, Colouring } from './context-map-colouring.ts';
import { renderTreeItems, spokenLabel } from './context-map-items.ts';
import { cellAt, layoutMap, type MapCell } from './context-map-layout.ts';
import { type Direction, endOf, firstInside, neighbourOf } from './context-map-navigation.ts';
import { paintFrame, paintMap } from './context-map-painter.ts';
import { type MapTheme, readMapTheme } from './context-map-theme.ts';
import { findNode, type MapNode } from './context-map-tree.ts';
import { createElement } from './create-element.ts';

export interface ShownMap {
  readonly map: ContextMap;
  readonly tree: MapNode;
  readonly categories: Categories;
  readonly colouring: Colouring;
  readonly choices: MapChoices;
  /** Whether a node matches what is looked for; undefined: nothing is. */
  readonly isMatch: ((node: MapNode) => boolean) | undefined;
}

export interface MapViewEvents {
  /** Another node is the active one. */
  readonly onSelect: (node: MapNode) => void;
  /** Another folder fills the map. */
  readonly onZoom: (root: MapNode) => void;
  readonly onOpen: (node: MapNode) => void;
  /** A key that the map itself does not use. Whether it was used. */
  readonly onKey: (key: string, node: MapNode) => boolean;
  /** What the pointer is on, with where it is in the page. */
  readonly onHover: (node: MapNode | undefined, x: number, y: number) => void;
}

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The treemap itself: a canvas that takes the focus, and the items that say it to a screen reader. */
export class ContextMapView {
  readonly element: HTMLElement;
  readonly #events: MapViewEvents;
  readonly #map = createElement('canvas', { attrs: { 'aria-hidden': 'true' } });
  /** Frames alone, so that moving the pointer does not draw the map again. */
  readonly #frames = createElement('canvas', { attrs: { 'aria-hidden': 'true' } });
  readonly #items = createElement('div', { className: 'tree-items' });
  #theme: MapTheme = readMapTheme();
  #shown: ShownMap | undefined;
  #rootNode: MapNode | undefined;
  #root: MapCell | undefined;
  #active: MapCell | undefined;
  #hover: MapCell | undefined;
  #frame = 0;

  constructor(events: MapViewEvents) {
    this.#events = events;
    this.element = createElement(
      'div',
      {
        className: 'map',
        tabIndex: 0,
        attrs: { role: 'tree', 'aria-label': 'Context map', 'aria-describedby': 'map-keys' },
      },
      this.#map,
      this.#frames,
      this.#items,
    );
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.element.addEventListener('click', (event) => this.#onClick(event));
    this.element.addEventListener('dblclick', (event) => this.#onDoubleClick(event));
    this.element.addEventListener('pointermove', (event) => this.#onPointer(event));
    this.element.addEventListener('pointerleave', () => this.#setHover(undefined, 0, 0));
    for (const name of ['focus', 'blur']) this.element.addEventListener(name, () => this.#paintFrames());
    new ResizeObserver(() => this.#schedule()).observe(this.element);
    // VS Code names the theme in the page's attributes; a page of its own follows the system.
    new MutationObserver(() => this.themeChanged()).observe(document.body, { attributes: true });
  }

  /** Shows a map; what was selected and zoomed into stays, if it is still there. */
  show(shown: ShownMap): void {
    const zoomed = this.#rootNode?.path ?? '';
    const active = this.#active?.node.path;
    this.#shown = shown;
    const found = findNode(shown.tree, zoomed);
    this.#rootNode = found?.kind === 'folder' ? found : shown.tree;
    this.#active = undefined;
    this.#layout();
    this.#activate(this.#cellFor(active) ?? (this.#root && firstInside(this.#root)));
    this.#events.onZoom(this.#rootNode);
  }

  /** Something else was chosen: the places stay, the marks and labels do not. */
  choicesChanged(): void {
    this.#paint();
    this.#activate(this.#active, false);
  }

  /** Makes a file or folder the active one and zooms so that it can be seen. */
  select(path: string): void {
    const node = this.#shown && findNode(this.#shown.tree, path);
    if (node === undefined) return;
    const isInside = (root: MapNode | undefined) =>
      root !== undefined && (root.path === '' || path.startsWith(`${root.path}/`));
    if (!isInside(this.#rootNode)) this.zoomTo(this.#shown?.tree);
    // Something too small to be seen from here is looked at from its own folder.
    if (this.#cellFor(path)?.node.path !== path) this.zoomTo(node.kind === 'folder' ? node : node.parent);
    this.#activate(this.#cellFor(path));
  }

  /** Fills the map with a folder, or with what was too small. */
  zoomTo(node: MapNode | undefined): void {
    if (node === undefined || node === this.#rootNode || node.children.length === 0) return;
    const before = this.#rootNode;
    this.#rootNode = node;
    this.#layout();
    // Going out, the folder that one comes from is active; going in, the largest thing inside.
    const from = this.#cellFor(before?.path);
    const isOut = before !== undefined && from !== undefined && from !== this.#root;
    this.#activate(isOut ? from : this.#root && firstInside(this.#root));
    this.#events.onZoom(node);
  }

  zoomOut(): void {
    this.zoomTo(this.#rootNode?.parent);
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  themeChanged(): void {
    this.#theme = readMapTheme();
    this.#schedule();
  }

  /** The innermost drawn cell that holds a path. */
  #cellFor(path: string | undefined): MapCell | undefined {
    if (path === undefined || this.#root === undefined) return undefined;
    let cell = this.#root;
    for (;;) {
      if (cell !== this.#root && cell.node.path === path && cell.node.kind !== 'rest') return cell;
      const inside: MapCell | undefined = cell.children.find(
        ({ node }) => node.kind !== 'rest' && (node.path === path || path.startsWith(`${node.path}/`)),
      );
      if (inside === undefined) return cell === this.#root ? undefined : cell;
      cell = inside;
    }
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      const path = this.#active?.node.path;
      this.#layout();
      this.#activate(this.#cellFor(path) ?? (this.#root && firstInside(this.#root)), false);
    });
  }

  #layout(): void {
    if (this.#rootNode === undefined) return;
    const { clientWidth: width, clientHeight: height } = this.element;
    this.#root = layoutMap(this.#rootNode, width, height);
    // What is said of the place under the pointer was so of another layout.
    this.#setHover(undefined, 0, 0);
    this.#paint();
  }

  #paint(): void {
    if (this.#shown === undefined || this.#root === undefined) return;
    const context = this.#contextOf(this.#map);
    const painted = { ...this.#shown, root: this.#root, theme: this.#theme };
    if (context !== null) paintMap(context, painted, devicePixelRatio);
  }

  #paintFrames(): void {
    const context = this.#contextOf(this.#frames);
    if (context === null) return;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    if (this.#hover !== undefined) paintFrame(context, this.#hover, this.#theme, 'hover');
    const kind = document.activeElement === this.element ? 'focused' : 'active';
    if (this.#active !== undefined) paintFrame(context, this.#active, this.#theme, kind);
  }

  /** The canvas as large as the map, empty. */
  #contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
    canvas.width = Math.round(this.element.clientWidth * devicePixelRatio);
    canvas.height = Math.round(this.element.clientHeight * devicePixelRatio);
    return canvas.getContext('2d');
  }

  #activate(cell: MapCell | undefined, tell = true): void {
    this.#active = cell;
    this.#paintFrames();
    if (cell === undefined || this.#shown === undefined) {
      this.#items.replaceChildren();
      return;
    }
    const { map, choices } = this.#shown;
    const item = renderTreeItems(this.#items, cell, (node) => spokenLabel(node, map, choices));
    this.element.setAttribute('aria-activedescendant', item);
    if (tell) this.#events.onSelect(cell.node);
  }

  #onKey(event: KeyboardEvent): void {
    const cell = this.#active;
    if (cell === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    this.#setHover(undefined, 0, 0);
    const direction = arrows[event.key];
    if (direction !== undefined) this.#activate(neighbourOf(cell, direction) ?? cell);
    else if (event.key === 'Home' || event.key === 'End')
      this.#activate(endOf(cell, event.key === 'Home' ? 'first' : 'last'));
    else if (event.key === 'Enter') this.#enter(cell.node);
    else if (event.key === 'Backspace') this.zoomOut();
    else if (!this.#events.onKey(event.key, cell.node)) return;
    event.preventDefault();
  }

  #enter(node: MapNode): void {
    if (node.kind === 'file') this.#events.onOpen(node);
    else this.zoomTo(node);
  }

  #cellAtPointer(event: MouseEvent): MapCell | undefined {
    const box = this.element.getBoundingClientRect();
    const cell = this.#root && cellAt(this.#root, event.clientX - box.x, event.clientY - box.y);
    return cell === this.#root ? undefined : cell;
  }

  #onClick(event: MouseEvent): void {
    const cell = this.#cellAtPointer(event);
    if (cell === undefined) return;
    this.#setHover(undefined, 0, 0);
    this.#activate(cell);
    if (cell.node.kind === 'file' && event.detail === 1) this.#events.onOpen(cell.node);
  }

  #onDoubleClick(event: MouseEvent): void {
    const cell = this.#cellAtPointer(event);
    if (cell !== undefined && cell.node.kind !== 'file') this.zoomTo(cell.node);
  }

  #onPointer(event: PointerEvent): void {
    this.#setHover(this.#cellAtPointer(event), event.clientX, event.clientY);
  }

  #setHover(cell: MapCell | undefined, x: number, y: number): void {
    this.#events.onHover(cell?.node, x, y);
    if (cell === this.#hover) return;
    this.#hover = cell;
    this.#paintFrames();
  }
}
