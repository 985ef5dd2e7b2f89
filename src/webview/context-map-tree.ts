import type { ContextMap } from '../core/context/context-map.ts';
import { countOf } from './context-map-text.ts';

/** A file, a folder, or what is too small to be drawn by itself. */
export interface MapNode {
  readonly kind: 'file' | 'folder' | 'rest';
  /** Last part of the path; of a folder that holds nothing but another one, both: `src/main`. */
  readonly name: string;
  /** Of a rest: that of the folder around it. */
  readonly path: string;
  readonly parent: MapNode | undefined;
  /** The largest first, then by path. */
  readonly children: readonly MapNode[];
  /** Row of the map's columns; -1 for what is no file. */
  readonly row: number;
  /** What its area is proportional to: its tokens, or a little for what has none and is drawn all the same. */
  readonly size: number;
  /** Tokens that its area stands for: those in the pack; of what is left out, and drawn, those of the whole text. */
  readonly drawnTokens: number;
  /** Files in it, drawn or not; pictures inside files are none. Of a rest: what is drawn together. */
  readonly fileCount: number;
}

/** Resolutions at which nothing of a file's text is shown. */
const namedOnly = new Set(['path', 'folder', 'omitted']);

/** Whether nothing of a file's text is in the pack. */
export function isLeftOut(map: ContextMap, row: number): boolean {
  return namedOnly.has(resolutionOf(map, row));
}

/** The resolution of a file, by its name. */
export function resolutionOf(map: ContextMap, row: number): string {
  return map.resolutionNames[map.resolutions[row] ?? 0] ?? '';
}

type Draft = { -readonly [Key in keyof Omit<MapNode, 'children' | 'parent'>]: MapNode[Key] } & {
  parent: Draft | undefined;
  children: Draft[];
  /** The folder that it holds and nothing else, drawn or not. */
  onlyFolder?: Draft | undefined;
};

/** The size of what has no tokens and is drawn all the same; the layout gives it a place of its own. */
const leastSize = 0.001;

/**
 * The folders of a pack with their files. A file's size is its tokens; with `withLeftOut` those of which nothing is shown
 * are there too, as large as their whole text would be. What has no tokens is drawn where left-out files are, and where
 * somebody decided something of it, so that this can be seen and taken back. O(n log n).
 */
export function buildMapTree(map: ContextMap, { withLeftOut }: { readonly withLeftOut: boolean }): MapNode {
  const isDrawn = (row: number) => withLeftOut || (map.choices[row] ?? 0) !== 0;
  const pictures = new Set(map.innerPictures);
  const root = draft('folder', '', '', undefined);
  let folder = root;
  map.paths.forEach((path, row) => {
    while (folder.parent !== undefined && !path.startsWith(`${folder.path}/`)) folder = folder.parent;
    // Paths are sorted, so that a folder's files stand one behind the other and each folder is made once.
    for (let slash = path.indexOf('/', start(folder)); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const below = draft('folder', path.slice(start(folder), slash), path.slice(0, slash), folder);
      folder.children.push(below);
      folder = below;
    }
    const file = draft('file', path.slice(start(folder)), path, folder);
    const drawnTokens = tokensDrawn(map, row, withLeftOut);
    const size = drawnTokens > 0 ? drawnTokens : isDrawn(row) ? leastSize : 0;
    Object.assign(file, { row, size, drawnTokens, fileCount: pictures.has(row) ? 0 : 1 });
    folder.children.push(file);
  });
  finish(root);
  return root;
}

function start(folder: Draft): number {
  return folder.path === '' ? 0 : folder.path.length + 1;
}

function draft(kind: MapNode['kind'], name: string, path: string, parent: Draft | undefined): Draft {
  return { kind, name, path, parent, children: [], row: -1, size: 0, drawnTokens: 0, fileCount: 0 };
}

function tokensDrawn(map: ContextMap, row: number, withLeftOut: boolean): number {
  const shown = map.tokenCounts[row] ?? 0;
  return withLeftOut && isLeftOut(map, row) ? Math.max(shown, map.fullTokenCounts[row] ?? 0) : shown;
}

/** Sums sizes, joins folders that hold nothing but one folder, drops what is not drawn, and sorts. */
function finish(folder: Draft): void {
  for (const child of folder.children) if (child.kind === 'folder') finish(child);
  for (const { size, drawnTokens, fileCount } of folder.children) {
    folder.size += size;
    folder.drawnTokens += drawnTokens;
    folder.fileCount += fileCount;
  }
  const [first, second] = folder.children;
  if (first?.kind === 'folder' && second === undefined) folder.onlyFolder = first.onlyFolder ?? first;
  folder.children = folder.children
    .map((child) => {
      const only = child.onlyFolder;
      if (only === undefined) return child;
      only.name = `${child.name}/${only.name}`;
      only.parent = folder;
      return only;
    })
    .filter(({ size }) => size > 0);
  folder.children.sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
}

/** What is too small to be drawn, as one node in the place of its parts. */
export function restOf(parent: MapNode, children: readonly MapNode[]): MapNode {
  const sum = (key: 'size' | 'drawnTokens' | 'fileCount') =>
    children.reduce((total, child) => total + child[key], 0);
  const fileCount = sum('fileCount');
  const name = fileCount === 0 ? `${children.length} more pictures` : `${fileCount} more`;
  return {
    ...{ kind: 'rest', name, path: parent.path, parent, children, row: -1 },
    ...{ size: sum('size'), drawnTokens: sum('drawnTokens'), fileCount },
  };
}

/** `12 small files`; pictures inside files are none. */
export function restText({ fileCount, children }: MapNode): string {
  return fileCount === 0 ? countOf(children.length, 'small picture') : countOf(fileCount, 'small file');
}

/** The folder that has a path, or the file; undefined where nothing of the tree is it. */
export function findNode(root: MapNode, path: string): MapNode | undefined {
  let node: MapNode | undefined = root;
  while (node !== undefined && node.path !== path) {
    const inside: MapNode | undefined = node.children.find(
      (child) => child.path === path || path.startsWith(`${child.path}/`),
    );
    // A folder that was joined with the one inside it has the inner one's path.
    node =
      inside ?? node.children.find((child) => child.kind === 'folder' && child.path.startsWith(`${path}/`));
    if (node !== undefined && inside === undefined) return node;
  }
  return node;
}

/** All files below a node, in the order of the tree. */
export function* filesBelow(node: MapNode): Generator<MapNode> {
  if (node.kind === 'file') yield node;
  else for (const child of node.children) yield* filesBelow(child);
}
