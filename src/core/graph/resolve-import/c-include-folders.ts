import { ancestorsOf } from '../../base/path-text.ts';
import { sharedFolders } from './nearest-path.ts';

/** Where headers are looked for from one folder, in this order. */
export interface IncludeFolders {
  /** Named by build files of this folder and those above it, the nearest first. */
  readonly own: readonly string[];
  /** `include`, `inc`, `src` and the folder itself, for each folder above, the nearest first. */
  readonly conventional: readonly string[];
  /** Named by build files elsewhere, the nearest first. */
  readonly foreign: readonly string[];
}

export function includeFoldersFrom(
  from: string,
  declared: readonly { readonly base: string; readonly folder: string }[],
): IncludeFolders {
  const above = from === '' ? [''] : [from, ...ancestorsOf(from)];
  const isAbove = new Set(above);
  const own = declared.filter(({ base }) => isAbove.has(base)).sort((a, b) => b.base.length - a.base.length);
  const foreign = declared
    .filter(({ base }) => !isAbove.has(base))
    .map((each) => ({ folder: each.folder, shared: sharedFolders(`${each.base}/`, `${from}/`) }))
    .sort((a, b) => b.shared - a.shared);
  return {
    own: [...new Set(own.map(({ folder }) => folder))],
    conventional: above.flatMap((folder) =>
      ['include', 'inc', 'src', ''].map((name) =>
        folder === '' ? name : name === '' ? folder : `${folder}/${name}`,
      ),
    ),
    foreign: [...new Set(foreign.map(({ folder }) => folder))],
  };
}

/** Not a folder of stand-ins for what Windows lacks. */
export function isForThisSystem(folder: string): boolean {
  return !/(?:^|\/)(?:win|mingw|msvc|vs\d|vc\d|msinttypes)[^/]*(?:\/|$)/i.test(folder);
}
