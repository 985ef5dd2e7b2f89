import { type ImageTokenFamily, imageTokenCount } from './image-tokens.ts';
import { sniffImage } from './sniff-image.ts';
import { videoFacts } from './video-facts.ts';
import { geminiVideos, videoTokenCount } from './video-tokens.ts';

/** For bytes that do not say how large the picture is: 2000 × 2000 pixels at the dearest family's rate. */
const unknownImageTokens = 5200;

/** Tokens that a picture or a video costs as it is sent; a guess on the high side where its bytes do not say how large it is. */
export function sentImageTokenCount(bytes: Uint8Array | undefined, family: ImageTokenFamily): number {
  const video = bytes && videoFacts(bytes);
  if (video !== undefined) return videoTokenCount(video, geminiVideos);
  const size = bytes && sniffImage(bytes);
  return size === undefined ? unknownImageTokens : imageTokenCount(size, family);
}
