import type { Repository, SourceFile } from '../analysis/repository.ts';
import { ceilingOf } from '../reduce/reduce-file.ts';
import type { Resolution } from '../reduce/resolution.ts';
import type { FileWish } from './pack-wishes.ts';
import type { FileValue } from './value-files.ts';

export interface ChosenResolution {
  readonly file: SourceFile;
  readonly resolution: Resolution;
  readonly value: FileValue | undefined;
  readonly wish: FileWish | undefined;
}

/** Says in words why a file of `repository` has its resolution. */
export function reasonReader({
  diagnostics,
}: Pick<Repository, 'diagnostics'>): (chosen: ChosenResolution) => string {
  const trouble = new Map<string, string>();
  for (const { path, message } of diagnostics) {
    if (path !== undefined && !trouble.has(path)) trouble.set(path, message);
  }
  return ({ file, resolution, value, wish }) => {
    const textless =
      file.text === undefined ? (trouble.get(file.path) ?? `${file.kind}: not text`) : undefined;
    if (wish !== undefined) {
      if (wish.isLimit || resolution === wish.resolution) return wish.reason;
      return `${wish.reason}, but ${textless ?? 'it did not fit, or has no such resolution'}`;
    }
    const worth = (value?.reasons ?? []).join(', ');
    if (resolution === 'full') return worth;
    if (textless !== undefined) return textless;
    const { reason } = ceilingOf(file);
    if (reason === '') return `reduced to fit the budget (${worth})`;
    return resolution === 'skeleton' || resolution === 'outline' ? reason : `${reason}, named only`;
  };
}
