import type { Repository, SourceFile } from '../analysis/repository.ts';
import { ceilingOf } from '../reduce/reduce-file.ts';
import { isUnnamed, type Resolution } from '../reduce/resolution.ts';
import { shownAt } from './file-options.ts';
import type { PackPicture } from './pack-picture.ts';
import type { FileWish } from './pack-wishes.ts';
import type { FileValue } from './value-files.ts';

export interface ChosenResolution {
  readonly file: SourceFile;
  readonly resolution: Resolution;
  readonly value: FileValue | undefined;
  readonly wish: FileWish | undefined;
  /** The picture that was offered for the file. */
  readonly picture: PackPicture | undefined;
}

/**
 * Says in words why a file of `repository` has its resolution.
 * @param leftOutPictures why a picture may not enter, by path
 */
export function reasonReader(
  { diagnostics }: Pick<Repository, 'diagnostics'>,
  leftOutPictures: ReadonlyMap<string, string> = new Map(),
): (chosen: ChosenResolution) => string {
  const trouble = new Map<string, string>();
  for (const { path, message } of diagnostics) {
    if (path !== undefined && !trouble.has(path)) trouble.set(path, message);
  }
  return ({ file, resolution, value, wish, picture }) => {
    const textless = !file.hasText ? textlessReason(file, trouble, leftOutPictures) : undefined;
    if (wish !== undefined) {
      const lack = lackOf({ file, resolution, wish, picture });
      if (lack === undefined) return wish.reason;
      const why = lack === 'room' ? 'it did not fit' : (textless ?? 'it has no such resolution');
      return `${wish.reason}, but ${why}`;
    }
    if (textless !== undefined) {
      if (picture === undefined) return textless;
      return resolution === 'full' ? picture.reason : `did not fit (${picture.reason})`;
    }
    const worth = (value?.reasons ?? []).join(', ');
    if (resolution === 'full') return worth;
    const { reason } = ceilingOf(file);
    if (reason === '') return `reduced to fit the budget (${worth})`;
    return resolution === 'skeleton' || resolution === 'outline' ? reason : `${reason}, named only`;
  };
}

/**
 * Why a file is not shown as it was asked for: no text of this kind of file is shown, it has no such resolution, or there
 * was no room. Undefined where it is. Of what is not to be named at all nothing says whether its folder counts it.
 */
export function lackOf({
  file,
  resolution,
  wish,
  picture,
}: Pick<ChosenResolution, 'file' | 'resolution' | 'picture'> & { readonly wish: FileWish }):
  | 'kind'
  | 'resolution'
  | 'room'
  | undefined {
  const asked = wish.resolution;
  if (wish.isLimit || resolution === asked || (isUnnamed(resolution) && isUnnamed(asked))) return undefined;
  if (asked === 'path') return 'room';
  if (!file.hasText && (picture === undefined || asked !== 'full')) return 'kind';
  return file.hasText && shownAt(file, asked) === undefined ? 'resolution' : 'room';
}

function textlessReason(
  { path, kind }: SourceFile,
  trouble: ReadonlyMap<string, string>,
  leftOutPictures: ReadonlyMap<string, string>,
): string {
  return trouble.get(path) ?? leftOutPictures.get(path) ?? `${kind}: not text`;
}
