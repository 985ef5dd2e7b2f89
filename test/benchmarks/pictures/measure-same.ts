import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWantedRole } from '../../../src/core/media/classify-picture.ts';
import { hashDistance } from '../../../src/core/media/perceptual-hash.ts';
import type { PictureCodec } from '../../../src/core/ports/picture-codec.ts';
import type { ClassifiedLabel } from './measure-classes.ts';

export interface SameMeasure {
  /** Distances between a picture and itself at half its size, and as JPEG. Sorted. */
  readonly same: readonly number[];
  /** Distances between pictures of the same shape in the same repository, smallest first, with their paths. */
  readonly other: readonly { readonly distance: number; readonly paths: readonly [string, string] }[];
}

/** How far apart the hashes of same and of different pictures are, over the labelled ones that enter packs. */
export async function measureSame(
  corpora: string,
  results: readonly ClassifiedLabel[],
  codec: PictureCodec,
): Promise<SameMeasure> {
  const pictures = results.filter(
    ({ role, facts }) => isWantedRole(role) && facts !== undefined && facts.drawn === undefined,
  );
  const same: number[] = [];
  for (const { repository, path, facts } of pictures) {
    if (facts === undefined || facts.hash === '') continue;
    const bytes = readFileSync(join(corpora, repository, path));
    for (const [scale, mediaType] of [
      [0.5, 'image/png'],
      [1, 'image/jpeg'],
    ] as const) {
      const size = { width: Math.round(facts.width * scale), height: Math.round(facts.height * scale) };
      const { picture } = await codec.encode({ path, bytes }, { size, masks: [], mediaTypes: [mediaType] });
      if (picture === undefined) continue;
      const other = await codec.readFacts({ path, bytes: picture.bytes });
      same.push(hashDistance(facts.hash, other.facts?.hash ?? ''));
    }
  }
  const other = pictures.flatMap((first, at) =>
    pictures
      .slice(at + 1)
      .filter((second) => second.repository === first.repository && isSameShape(first, second))
      .map((second) => ({
        distance: hashDistance(first.facts?.hash ?? '', second.facts?.hash ?? ''),
        paths: [first.path, second.path] as [string, string],
      })),
  );
  return { same: same.sort((a, b) => a - b), other: other.sort((a, b) => a.distance - b.distance) };
}

function isSameShape({ facts: a }: ClassifiedLabel, { facts: b }: ClassifiedLabel): boolean {
  if (a === undefined || b === undefined) return false;
  return Math.abs(Math.log((a.width * b.height) / (a.height * b.width))) < 0.05;
}
