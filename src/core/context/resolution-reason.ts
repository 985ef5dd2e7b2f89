import type { Repository, SourceFile } from '../analysis/repository.ts';
import { ceilingOf } from '../reduce/reduce-file.ts';
import type { Resolution } from '../reduce/resolution.ts';
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
      if (wish.isLimit || resolution === wish.resolution) return wish.reason;
      return `${wish.reason}, but ${textless ?? 'it did not fit, or has no such resolution'}`;
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

function textlessReason(
  { path, kind }: SourceFile,
  trouble: ReadonlyMap<string, string>,
  leftOutPictures: ReadonlyMap<string, string>,
): string {
  return leftOutPictures.get(path) ?? trouble.get(path) ?? `${kind}: not text`;
}
