import { compareCodeUnits } from '../base/text-range.ts';
import type { ContextEntry } from './context-entry.ts';
import type { PackWriter } from './pack-format.ts';
import { type PackPicture, pictureCost } from './pack-picture.ts';
import type { PackRepositoryInput } from './pack-repository.ts';

/** A picture that may enter a pack. */
export interface PictureOffer {
  readonly picture: PackPicture;
  /** Of its part, o200k tokens. */
  readonly cost: number;
  readonly value: number;
}

export interface PlacedPictures {
  readonly offers: ReadonlyMap<string, PictureOffer>;
  /** By the path of the file behind which they stand, in order of line and path. */
  readonly beside: ReadonlyMap<string, readonly PictureOffer[]>;
}

/** What the best picture is worth in full texts of average worth: one says what many lines do not. */
const pictureWorth = 2;

/** What pictures would cost and be worth, and behind which files they stand. */
export function placePictures(
  { pictures = [], repository, values, counter }: PackRepositoryInput,
  writer: PackWriter,
): PlacedPictures {
  const offers = new Map<string, PictureOffer>();
  const beside = new Map<string, PictureOffer[]>();
  if (pictures.length === 0) return { offers, beside };
  const full = repository.files.flatMap(({ path, hasText }) =>
    !hasText ? [] : (values.get(path)?.byResolution.full ?? 0),
  );
  const average = full.reduce((sum, value) => sum + value, 0) / Math.max(1, full.length);
  for (const picture of pictures) {
    const { path, besides, worth } = picture;
    const value = worth * pictureWorth * average;
    const offer = { picture, cost: pictureCost(writer, picture, counter.factor), value };
    offers.set(path, offer);
    const place = besides !== undefined && repository.byPath.has(besides) ? besides : path;
    const placed = beside.get(place);
    if (placed === undefined) beside.set(place, [offer]);
    else placed.push(offer);
  }
  for (const placed of beside.values())
    placed.sort(
      ({ picture: a }, { picture: b }) => (a.line ?? 0) - (b.line ?? 0) || compareCodeUnits(a.path, b.path),
    );
  return { offers, beside };
}

/** What a pack says of the pictures that are no files of their own. */
export function innerPictureEntries(
  { picturesInside = new Map(), picturesLeftOut = new Map(), counter }: PackRepositoryInput,
  { offers }: PlacedPictures,
  shown: ReadonlySet<string>,
): ContextEntry[] {
  return [...picturesInside].map(([path, inside]) => {
    const offer = offers.get(path);
    if (offer !== undefined && shown.has(path)) {
      const tokenCount = Math.ceil(offer.cost * counter.factor);
      return { path, inside, resolution: 'full', tokenCount, reason: offer.picture.reason };
    }
    const reason =
      offer === undefined
        ? (picturesLeftOut.get(path) ?? 'left out')
        : `did not fit (${offer.picture.reason})`;
    return { path, inside, resolution: 'omitted', tokenCount: 0, reason };
  });
}
