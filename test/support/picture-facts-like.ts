import type { PictureFacts } from '../../src/core/media/picture-facts.ts';

/** The facts of a screenshot, with some of them changed. */
export function factsLike(changes: Partial<PictureFacts> = {}): PictureFacts {
  return {
    mediaType: 'image/png',
    width: 1200,
    height: 800,
    size: 90_000,
    isAnimated: false,
    hasTransparency: false,
    clearShare: 0,
    colourCount: 700,
    backgroundShare: 0.6,
    paletteShare: 0.85,
    flatShare: 0.85,
    edgeShare: 0.04,
    straightShare: 0.25,
    colourfulness: 0.1,
    hash: 'a5'.repeat(64),
    ...changes,
  };
}
