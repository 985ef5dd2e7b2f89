import type { Diagnostic } from '../base/diagnostic.ts';
import type { KnownSecret } from '../workspace/known-secrets.ts';
import type { LeftOutPicture } from './choose-pictures.ts';
import { isAmongTests, type PictureRole } from './classify-picture.ts';
import type { PictureFile } from './picture-file.ts';

/** Pictures inside files of a repository: those that may be chosen, and why others may not. */
export interface InnerPictures {
  readonly pictures: readonly PictureFile[];
  readonly leftOut: readonly LeftOutInnerPicture[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One that cannot be chosen. */
export interface LeftOutInnerPicture extends LeftOutPicture {
  /** The file that holds it. */
  readonly file: string;
}

export interface InnerPicturesInput {
  /** Whether a file of the repository has a path already. */
  readonly isTaken: (path: string) => boolean;
  /** Whether somebody asked for a picture, or a file with pictures, by name. */
  readonly isPinned: (path: string) => boolean;
  /** Secrets of files, which drawings in others may write. */
  readonly knownSecrets?: readonly KnownSecret[];
}

/** The path of a picture inside a file, which no file of the repository has. */
export function innerPath(
  file: string,
  name: string,
  { isTaken }: Pick<InnerPicturesInput, 'isTaken'>,
): string {
  let mark = '#';
  while (isTaken(`${file}${mark}${name}`)) mark += '#';
  return `${file}${mark}${name}`;
}

/**
 * At most `limit` of the pictures of one file, which may be thousands. The first one that is left out stands for all of
 * them; of a file among tests that is its first.
 */
export function firstPictures(
  pictures: readonly PictureFile[],
  role: PictureRole,
  limit: number,
  { isPinned }: Pick<InnerPicturesInput, 'isPinned'>,
): Pick<InnerPictures, 'pictures' | 'leftOut'> {
  const file = pictures[0]?.inside?.file ?? '';
  if (isAmongTests(file)) {
    const pinned = pictures.filter(({ path }) => isPinned(path)).slice(0, limit);
    const first = pictures.find(({ path }) => !isPinned(path));
    const more = pictures.length - pinned.length - 1;
    const reason = `Test data: its file lies among tests${andMore(more)}.`;
    return {
      pictures: pinned,
      leftOut: first === undefined ? [] : [{ path: first.path, file, role: 'fixture', reason }],
    };
  }
  const first = pictures[limit];
  if (first === undefined) return { pictures, leftOut: [] };
  const reason = `The first ${limit} pictures of a file are looked at; this one is not${andMore(pictures.length - limit - 1)}.`;
  return { pictures: pictures.slice(0, limit), leftOut: [{ path: first.path, file, role, reason }] };
}

/** The same of each of several files, and no more of all together than `limits.all`. */
export function firstPicturesOfEach(
  files: readonly (readonly PictureFile[])[],
  role: PictureRole,
  limits: { readonly each: number; readonly all: number },
  input: Pick<InnerPicturesInput, 'isPinned'>,
): InnerPictures {
  const pictures: PictureFile[] = [];
  const leftOut: LeftOutInnerPicture[] = [];
  for (const found of files) {
    const limit = Math.min(limits.each, limits.all - pictures.length);
    const first = firstPictures(found, role, limit, input);
    pictures.push(...first.pictures);
    leftOut.push(...first.leftOut);
  }
  return { pictures, leftOut, diagnostics: [] };
}

/** Words behind a reason that holds for `count` more pictures of the same file. */
export function andMore(count: number): string {
  return count <= 0 ? '' : `, as ${count} more of the same file`;
}
