import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path/posix';
import type { ResolutionHost, TypeScript } from './load-typescript.ts';

/** Where an installation would put a link, and the folder in the repository that it would lead to (both absolute). */
export type LinkedPackages = ReadonlyMap<string, string>;

/**
 * What `npm install`, `pnpm install` or `yarn` would link inside a repository: the packages of each workspace into
 * `node_modules` beside its manifest, and `file:`, `link:` and `portal:` dependencies beside theirs. pnpm links only
 * what a package declares; here, as with npm, every package of a workspace can be named from everywhere below it.
 */
export function linkedPackages(repository: string, files: readonly string[]): LinkedPackages {
  const links = new Map<string, string>();
  const manifests = new Map<string, Manifest>();
  for (const path of files) {
    if (path !== 'package.json' && !path.endsWith('/package.json')) continue;
    if (path.includes('node_modules/')) continue;
    const manifest = readJson(join(repository, path));
    if (manifest !== undefined) manifests.set(folderOf(path), manifest);
  }
  for (const [folder, manifest] of manifests) {
    const above = join(repository, folder, 'node_modules');
    const patterns = workspacePatterns(join(repository, folder), manifest);
    for (const [member, { name }] of manifests) {
      if (typeof name !== 'string' || member === folder) continue;
      if (folder !== '' && !member.startsWith(`${folder}/`)) continue;
      const inside = folder === '' ? member : member.slice(folder.length + 1);
      if (isMember(inside, patterns)) links.set(join(above, name), join(repository, member));
    }
    for (const key of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
      for (const [name, range] of Object.entries(manifest[key] ?? {})) {
        const target = /^(?:file|link|portal):(.+)$/.exec(String(range))?.[1];
        const member = target === undefined ? undefined : join(folder, target);
        if (member !== undefined && manifests.has(member))
          links.set(join(above, name), join(repository, member));
      }
    }
  }
  return links;
}

/** A file system in which the links exist; what is really installed goes first. */
export function hostWithLinks({ sys }: TypeScript, links: LinkedPackages): ResolutionHost {
  const linkFolders = new Set([...links.keys()].flatMap((link) => [dirname(link), scopeFolder(link)]));
  const toReal = (path: string): string => {
    const at = path.lastIndexOf('/node_modules/');
    if (at < 0) return path;
    const [scope, name] = path.slice(at + '/node_modules/'.length).split('/');
    const link = `${path.slice(0, at)}/node_modules/${scope?.startsWith('@') ? `${scope}/${name}` : scope}`;
    const folder = links.get(link);
    return folder === undefined || sys.directoryExists(link) ? path : folder + path.slice(link.length);
  };
  return {
    fileExists: (path) => sys.fileExists(toReal(path)),
    readFile: (path) => sys.readFile(toReal(path)),
    directoryExists: (path) => sys.directoryExists(toReal(path)) || linkFolders.has(path),
    getDirectories: (path) => sys.getDirectories(toReal(path)),
    realpath: (path) => {
      try {
        return realpathSync(toReal(path));
      } catch {
        return toReal(path);
      }
    },
  };
}

interface Manifest {
  readonly name?: unknown;
  readonly workspaces?: readonly string[] | { readonly packages?: readonly string[] };
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly devDependencies?: Readonly<Record<string, unknown>>;
  readonly optionalDependencies?: Readonly<Record<string, unknown>>;
}

/** Globs of folders, relative to the workspace's own; with `!` before those that are left out. */
function workspacePatterns(folder: string, { workspaces }: Manifest): readonly string[] {
  const listed = Array.isArray(workspaces) ? workspaces : (workspaces as { packages?: string[] })?.packages;
  return [...(listed ?? []), ...pnpmPatterns(join(folder, 'pnpm-workspace.yaml'))]
    .filter((pattern) => typeof pattern === 'string')
    .map((pattern) => pattern.replace(/^(!?)\.\//, '$1').replace(/\/$/, ''));
}

/** The list under `packages:`; the file has no other list at its first level that begins so. */
function pnpmPatterns(path: string): readonly string[] {
  const text = readText(path) ?? '';
  const list = /^packages:\s*\n((?:[ \t]*(?:-.*|#.*)?\n?)*)/m.exec(text)?.[1] ?? '';
  return [...list.matchAll(/^[ \t]*-[ \t]*(['"]?)([^'"#\n]+?)\1[ \t]*(?:#.*)?$/gm)].map(
    ([, , glob]) => glob as string,
  );
}

function isMember(folder: string, patterns: readonly string[]): boolean {
  const matches = (pattern: string) => folder === pattern || matchesGlob(folder, pattern);
  return (
    patterns.some((pattern) => !pattern.startsWith('!') && matches(pattern)) &&
    !patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1)))
  );
}

function scopeFolder(link: string): string {
  const above = dirname(link);
  return above.endsWith('node_modules') ? above : dirname(above);
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function readJson(path: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(readText(path)?.replace(/^\uFEFF/, '') ?? '');
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
