import { type PackTarget, targetOfKey } from './pack-manifest.ts';

/**
 * Why nothing is continued although packs are kept: how the one that is most like the target differs from it.
 * @param keys of the packs that are kept, the one used last first
 * @returns a reason as in {@link PackContinuation}; undefined where no pack is kept
 */
export function reasonAmongOtherPacks(target: PackTarget, keys: readonly string[]): string | undefined {
  const [nearest] = keys
    .map((key) => differences(target, targetOfKey(key)))
    .sort((one, other) => one.length - other.length);
  return nearest === undefined
    ? undefined
    : `an earlier pack of this folder has ${listOf(nearest)}; ask for the same to continue it`;
}

function differences(target: PackTarget, other: PackTarget): string[] {
  const texts: string[] = [];
  if (other.format !== target.format) texts.push(`the format ${other.format}`);
  if (other.budget !== target.budget) texts.push(`the budget ${other.budget}`);
  if (other.family !== target.family) texts.push(`the tokenizer ${other.family}`);
  if (other.order !== target.order) texts.push(`the order ${other.order}`);
  if (other.pictures !== target.pictures) texts.push(picturesOf(target, other));
  return texts;
}

function picturesOf(target: PackTarget, other: PackTarget): string {
  if (other.pictures === undefined) return 'no pictures';
  return target.pictures === undefined ? 'pictures' : 'pictures for other rules';
}

/** `a`, `a and b`, `a, b and c`. */
function listOf(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
