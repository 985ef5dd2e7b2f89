/** How much of a file a pack shows, most first. */
export const resolutions = ['full', 'skeleton', 'outline', 'path', 'folder', 'omitted'] as const;
export type Resolution = (typeof resolutions)[number];
