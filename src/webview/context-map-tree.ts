import type { ContextMap } from '../core/context/context-map.ts';

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
  /** Tokens that its area stands for. */
  readonly size: number;
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
};

/**
 * The folders of a pack with their files. A file's size is its tokens; with `withLeftOut` those of which nothing is shown
 * are there too, as large as their whole text would be. O(n log n).
 */
export function buildMapTree(map: ContextMap, { withLeftOut }: { readonly withLeftOut: boolean }): MapNode {
  const root = draft('folder', '', '', undefined);
  let folder = root;
  map.paths.forEach((path, row) => {
    const size = sizeOf(map, row, withLeftOut);
    if (size <= 0) return;
    while (folder.parent !== undefined && !path.startsWith(`${folder.path}/`)) folder = folder.parent;
    // Paths are sorted, so that a folder's files stand one behind the other and each folder is made once.
    for (let slash = path.indexOf('/', start(folder)); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const below = draft('folder', path.slice(start(folder), slash), path.slice(0, slash), folder);
      folder.children.push(below);
      folder = below;
    }
    const file = draft('file', path.slice(start(folder)), path, folder);
    Object.assign(file, { row, size, fileCount: 1 });
    folder.children.push(file);
  });
  finish(root);
  return root;
}

function start(folder: Draft): number {
  return folder.path === '' ? 0 : folder.path.length + 1;
}

function draft(kind: MapNode['kind'], name: string, path: string, parent: Draft | undefined): Draft {
  return { kind, name, path, parent, children: [], row: -1, size: 0, fileCount: 0 };
}

function sizeOf(map: ContextMap, row: number, withLeftOut: boolean): number {
  const shown = map.tokenCounts[row] ?? 0;
  return withLeftOut && isLeftOut(map, row) ? Math.max(shown, map.fullTokenCounts[row] ?? 0) : shown;
}

/** Sums sizes, joins folders that hold nothing but one folder, and sorts. */
function finish(folder: Draft): void {
  for (const child of folder.children) if (child.kind === 'folder') finish(child);
  folder.children = folder.children.map((child) => {
    const [only] = child.children;
    if (child.children.length !== 1 || only?.kind !== 'folder') return child;
    only.name = `${child.name}/${only.name}`;
    only.parent = folder;
    return only;
  });
  for (const { size, fileCount } of folder.children) {
    folder.size += size;
    folder.fileCount += fileCount;
  }
  folder.children.sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
}

/** What is too small to be drawn, as one node in the place of its parts. */
export function restOf(parent: MapNode, children: readonly MapNode[]): MapNode {
  const sum = (key: 'size' | 'fileCount') => children.reduce((total, child) => total + child[key], 0);
  const fileCount = sum('fileCount');
  const name = `${fileCount} more`;
  return {
    ...{ kind: 'rest', name, path: parent.path, parent, children, row: -1 },
    ...{ size: sum('size'), fileCount },
  };
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
