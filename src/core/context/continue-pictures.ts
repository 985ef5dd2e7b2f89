import { compareCodeUnits } from '../base/text-range.ts';
import type { Resolution } from '../reduce/resolution.ts';
import type { PackWriter } from './pack-format.ts';
import { attachmentOf, type PackAttachment, type PackPicture, picturePart } from './pack-picture.ts';
import type { PackPart } from './pack-repository.ts';
import type { PackState } from './pack-state.ts';

export interface PictureDeltaInput {
  /** The parts to which is appended, and what they say. */
  readonly parts: readonly PackPart[];
  readonly state: PackState;
  /** Files that the pack before names, or did not show on purpose. */
  readonly known: ReadonlySet<string>;
  /** Pictures that may be shown now, those of the pack before in the same size. */
  readonly offered: readonly PackPicture[];
  /** Paths of those that a fresh pack shows. */
  readonly fresh: ReadonlySet<string>;
  /** Pictures that may hold a secret, for all that is known. */
  readonly suspect: ReadonlySet<string>;
  /** Whether pictures stand between the texts of a prompt: then one that no longer holds would have to be sent all the same. */
  readonly areInPrompt: boolean;
  /** Whether there is a file of a path, and whether its text is in the pack, too. */
  readonly kindOf: (path: string) => 'none' | 'text' | 'other';
  /** Whether a file is left out of the repository, or less of it is to be shown than before. */
  readonly isLimited: (path: string) => boolean;
  readonly writer: PackWriter;
  /** Tokens of the target for one o200k token. */
  readonly factor: number;
  /** o200k tokens that new pictures may take. */
  readonly room: number;
}

/** Paths of which the pack before shows what must not be seen any more; it cannot be superseded. */
export interface MustTakeOut {
  readonly mustTakeOut: readonly string[];
}

export interface PictureDelta {
  /** Changed pictures, then new ones. */
  readonly parts: readonly PackPart[];
  /** Pictures that are no longer there, sorted. */
  readonly gone: readonly string[];
  /** Resolution of every picture that was or is shown. */
  readonly resolutions: ReadonlyMap<string, Resolution>;
}

/** Paths of pictures that the prompt before held and that cannot be sent again as they were: their bytes are gone. */
export interface CannotSendAgain {
  readonly cannotSendAgain: readonly string[];
}

/** Says in new parts which pictures of a pack changed, came and went. What was sent and must not be seen is not superseded. */
export function pictureDelta(input: PictureDeltaInput): PictureDelta | MustTakeOut | CannotSendAgain {
  const { parts, state, writer, factor } = input;
  const offered = new Map(input.offered.map((picture) => [picture.path, picture]));
  const resolutions = new Map<string, Resolution>();
  const gone: string[] = [];
  const mustTakeOut: string[] = [];
  const cannotSendAgain: string[] = [];
  const added: PackPart[] = [];
  let number = parts.filter(({ picture }) => picture?.attachment !== undefined).length;
  const add = (picture: PackPicture, note: string) => {
    const part = picturePart(writer, picture, { number: number + 1, factor, note });
    if (part.picture?.attachment !== undefined) number++;
    added.push(part);
    resolutions.set(picture.path, 'full');
    return part;
  };
  for (const [path, index] of state.pictures) {
    const before = parts[index] as PackPart;
    const now = offered.get(path);
    const files = [path, before.picture?.inside ?? path];
    if (input.suspect.has(path) || files.some(input.isLimited)) {
      mustTakeOut.push(path);
      continue;
    }
    const isSame =
      now !== undefined && picturePart(writer, now, { number: 1, factor }).contentHash === before.contentHash;
    if (!isSame && before.picture?.attachment !== undefined) cannotSendAgain.push(path);
    if (now !== undefined) {
      resolutions.set(path, 'full');
      if (isSame) continue;
      if (hidesMore(before, now)) mustTakeOut.push(path);
      else add(now, 'supersedes the earlier picture');
      continue;
    }
    const kind = input.kindOf(path);
    // Its text stays, and nothing can be said of its picture alone.
    if (kind === 'text') mustTakeOut.push(path);
    else if (kind === 'other') resolutions.set(path, 'path');
    else gone.push(path);
  }
  if (mustTakeOut.length > 0) return { mustTakeOut: mustTakeOut.sort(compareCodeUnits) };
  if (input.areInPrompt && cannotSendAgain.length > 0)
    return { cannotSendAgain: cannotSendAgain.sort(compareCodeUnits) };
  let { room } = input;
  for (const picture of input.offered) {
    const { path } = picture;
    const isNew = input.fresh.has(path) && !state.pictures.has(path) && !input.known.has(path);
    if (!isNew) continue;
    const cost = picturePart(writer, picture, { number: number + 1, factor, note: 'new' }).tokens;
    if (cost > room) continue;
    room -= cost;
    add(picture, 'new');
  }
  return { parts: added, gone: gone.sort(compareCodeUnits), resolutions };
}

/** Whether a secret is hidden in a picture now that was not before: the one before may show it. */
function hidesMore({ picture: before }: PackPart, { hidden = [] }: PackPicture): boolean {
  const left = [...(before?.hidden ?? [])];
  return hidden.some((rule) => {
    const at = left.indexOf(rule);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** What is sent with a continued pack: its pictures that still hold, under the names that they had. */
export function attachmentsOf(
  parts: readonly PackPart[],
  { pictures }: PackState,
  offered: readonly PackPicture[],
): PackAttachment[] {
  const byPath = new Map(offered.map((picture) => [picture.path, picture]));
  return [...pictures.values()]
    .sort((a, b) => a - b)
    .flatMap((index) => {
      const { path = '', picture: facts } = parts[index] as PackPart;
      const picture = byPath.get(path);
      const sent = picture && attachmentOf(picture, 1);
      return sent === undefined || facts?.attachment === undefined
        ? []
        : [{ ...sent, name: facts.attachment }];
    });
}
