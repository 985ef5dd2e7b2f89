/** How much of a file a pack shows, most first. */
export const resolutions = ['full', 'skeleton', 'outline', 'path', 'folder', 'omitted'] as const;
export type Resolution = (typeof resolutions)[number];

/** Whether one resolution shows more than the other. */
export function isMore(one: Resolution, other: Resolution): boolean {
  return resolutions.indexOf(one) < resolutions.indexOf(other);
}

/** Whether a file of this resolution is not named in a pack: at most its folder's line counts it. */
export function isUnnamed(resolution: Resolution): boolean {
  return resolution === 'folder' || resolution === 'omitted';
}
