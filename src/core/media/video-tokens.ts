import type { VideoRules } from './fit-picture.ts';
import type { VideoFacts } from './video-facts.ts';

/**
 * Of Gemini, the only models that are sent videos. Source: ai.google.dev, "Understand and count tokens" (263 tokens a second of
 * video, 32 of audio). Newer ones may take less of a frame.
 */
export const geminiVideos: VideoRules = { tokensPerSecond: 263, audioTokensPerSecond: 32 };

/** Tokens of a whole video; a second that has begun counts. */
export function videoTokenCount(
  { seconds, hasAudio }: Pick<VideoFacts, 'seconds' | 'hasAudio'>,
  { tokensPerSecond, audioTokensPerSecond }: VideoRules,
): number {
  return Math.ceil(seconds) * (tokensPerSecond + (hasAudio ? audioTokensPerSecond : 0));
}
