import { extensionOf, fileNameOf, folderOf } from '../base/path-text.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import { hashDistance } from './perceptual-hash.ts';
import type { PictureFacts } from './picture-facts.ts';

/** A picture that stands for others that look the same, or the others. */
export interface SameGroup {
  readonly path: string;
  /** The others, sorted. */
  readonly sameAs: readonly string[];
}

interface Picture {
  readonly path: string;
  readonly facts: PictureFacts;
}

/**
 * Bits of 512 up to which two pictures are the same. Measured by `npm run bench -- pictures`: see docs/pictures.md.
 */
export const SAME_DISTANCE = 30;

/** How many earlier pictures of the same shape one is compared with: the time must not grow with the square. */
const COMPARED = 400;

/** Shapes that differ by more than this are other pictures. */
const SHAPE_STEP = 0.03;

/**
 * Groups pictures that show the same: copies, other sizes (`@2x`), other formats, and the dark variant beside the light
 * one (`login-dark.png`, `login-light.png`), of which a reader learns nothing new. Of each group the first in `pictures`
 * stands for the others, unless another one is larger, or light.
 *
 * @param pictures in the order in which they are wanted
 */
export function groupSamePictures(pictures: readonly Picture[]): SameGroup[] {
  const groups: { members: Picture[] }[] = [];
  const byName = new Map<string, { members: Picture[] }>();
  const byShape = new Map<number, { members: Picture[] }[]>();
  for (const picture of pictures) {
    const name = variantName(picture.path);
    const shape = Math.round(Math.log(picture.facts.width / picture.facts.height) / SHAPE_STEP);
    const alike = [
      ...(byShape.get(shape) ?? []),
      ...(byShape.get(shape - 1) ?? []),
      ...(byShape.get(shape + 1) ?? []),
    ];
    const named = byName.get(name);
    const group =
      (named !== undefined && alike.includes(named) ? named : undefined) ??
      alike.slice(-COMPARED).find(({ members }) => looksSame(members[0] as Picture, picture));
    if (group !== undefined) {
      group.members.push(picture);
      byName.set(name, group);
      continue;
    }
    const own = { members: [picture] };
    groups.push(own);
    if (named === undefined) byName.set(name, own);
    const shapes = byShape.get(shape);
    if (shapes === undefined) byShape.set(shape, [own]);
    else shapes.push(own);
  }
  return groups.map(({ members }) => {
    const best = members.reduce((first, other) => (isBetter(other, first) ? other : first));
    const others = members.filter((member) => member !== best).map(({ path }) => path);
    return { path: best.path, sameAs: others.sort(compareCodeUnits) };
  });
}

function looksSame(first: Picture, second: Picture): boolean {
  return hashDistance(first.facts.hash, second.facts.hash) <= SAME_DISTANCE;
}

function isBetter(one: Picture, other: Picture): boolean {
  const [dark, otherDark] = [isDark(one.path), isDark(other.path)];
  if (dark !== otherDark) return otherDark;
  return one.facts.width > other.facts.width * 1.1;
}

const variantMark =
  /(?<=[a-z\d])(?:@\dx|[-_.](?:dark|light|night|day)(?:[-_.]?(?:mode|theme))?)(?=[-_.@]|$)/gi;

/** The path without what tells variants of one picture apart. */
function variantName(path: string): string {
  const extension = extensionOf(path);
  const name = fileNameOf(path).slice(0, extension === '' ? undefined : -extension.length);
  return `${folderOf(path)}/${name.replace(variantMark, '')}`;
}

function isDark(path: string): boolean {
  return /(?:^|[-_./])(?:dark|night)(?:[-_./@]|mode|theme|$)/i.test(fileNameOf(path));
}
