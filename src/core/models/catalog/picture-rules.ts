import type { PictureRules } from '../../media/fit-picture.ts';
import { geminiVideos } from '../../media/video-tokens.ts';
import type { ResolvedModel } from '../../ports/model-directory.ts';

const MEGABYTE = 1_000_000;

/** Formats that every provider takes. */
const common = ['image/png', 'image/jpeg', 'image/webp'] as const;

/**
 * What is known of pictures for each family of models, checked in November 2026. First match wins; names are in lower
 * case with `-` for `.`, `:`, `_`, without the maker.
 */
const families: readonly { readonly name: RegExp; readonly rules: Omit<PictureRules, 'seesPictures'> }[] = [
  // Anthropic's documentation, "Vision": 600 pictures on models of 1M tokens and 100 on those of 200k; requests of 32 MB;
  // pictures of up to 2000 px if there are more than 20; larger ones are shrunk to 2576 px, on older models 1568 px.
  {
    name: /^claude-(?:3|(?:opus|sonnet|haiku)-4)/,
    rules: {
      tokenFamily: 'anthropic-1568',
      longEdge: 1568,
      maxPictures: 100,
      maxPictureBytes: 5 * MEGABYTE,
      maxRequestBytes: 32 * MEGABYTE,
      mediaTypes: common,
    },
  },
  {
    name: /^claude/,
    rules: {
      tokenFamily: 'anthropic',
      longEdge: 2576,
      crowded: { abovePictures: 20, longEdge: 2000 },
      maxPictures: 600,
      maxPictureBytes: 5 * MEGABYTE,
      maxRequestBytes: 32 * MEGABYTE,
      mediaTypes: common,
    },
  },
  // OpenAI's documentation, "Images and vision": 500 pictures and 50 MB a request. GPT-4o and 4.1 count tiles of a picture
  // shrunk to 2048 px.
  {
    name: /^(?:gpt-4|o[134](?:-|$)|chatgpt-4o)/,
    rules: {
      tokenFamily: 'openai-tiles',
      longEdge: 2048,
      maxPictures: 500,
      maxPictureBytes: 20 * MEGABYTE,
      maxRequestBytes: 50 * MEGABYTE,
      mediaTypes: common,
    },
  },
  // Later ones shrink nothing and charge each patch, so 2048 px is our own limit (docs.apiyi.com, 2026-10).
  {
    name: /^gpt-(?!oss)/,
    rules: {
      tokenFamily: 'openai',
      longEdge: 2048,
      maxPictures: 500,
      maxPictureBytes: 20 * MEGABYTE,
      maxRequestBytes: 50 * MEGABYTE,
      mediaTypes: common,
    },
  },
  // Google Cloud, "Image understanding": 3,000 pictures for Gemini 2, 900 for Gemini 3; 7 MB for one sent inline. A request
  // with inline data has 20 MB (ai.google.dev). Animated GIFs are in none of the lists.
  {
    name: /^gemini-(?:1|2)/,
    rules: {
      tokenFamily: 'gemini-2',
      longEdge: 3072,
      maxPictures: 3000,
      maxPictureBytes: 7 * MEGABYTE,
      maxRequestBytes: 20 * MEGABYTE,
      mediaTypes: common,
    },
  },
  {
    name: /^gemini/,
    rules: {
      tokenFamily: 'gemini',
      longEdge: 3072,
      maxPictures: 900,
      maxPictureBytes: 7 * MEGABYTE,
      maxRequestBytes: 20 * MEGABYTE,
      mediaTypes: common,
    },
  },
];

/** Servers of open models decode on the machine and give each picture hundreds of tokens: few and not too large. */
const unknown: Omit<PictureRules, 'seesPictures'> = {
  tokenFamily: 'generic',
  longEdge: 1568,
  maxPictures: 16,
  maxPictureBytes: 5 * MEGABYTE,
  maxRequestBytes: 32 * MEGABYTE,
  mediaTypes: ['image/png', 'image/jpeg'],
};

/** Models that are sent videos: Gemini at Google itself; a gateway of the same model may refuse them. */
const takesVideos = /^google:(?:models\/)?gemini-/;

/** Claude models of this window and less take fewer pictures. */
const smallClaude = { window: 200_000, maxPictures: 100 };

/**
 * What a model takes in pictures.
 *
 * @param name the model's name, with or without a maker's prefix: `claude-opus-5-5`, `google:gemini-4-argon`
 */
export function pictureRulesFor(
  name: string,
  { seesImages, maxInputTokens }: { readonly seesImages: boolean; readonly maxInputTokens: number },
): PictureRules {
  const bare = name
    .slice(
      Math.max(
        name.lastIndexOf('/'),
        name.search(/^(?:openai|anthropic|google):/) < 0 ? -1 : name.indexOf(':'),
      ) + 1,
    )
    .toLowerCase()
    .replace(/[.:_@ ]/g, '-');
  const rules = families.find((family) => family.name.test(bare))?.rules ?? unknown;
  const isSmallClaude = bare.startsWith('claude') && maxInputTokens <= smallClaude.window;
  return {
    seesPictures: seesImages,
    ...rules,
    ...(seesImages && takesVideos.test(name) ? { videos: geminiVideos } : {}),
    ...(isSmallClaude ? { maxPictures: Math.min(rules.maxPictures, smallClaude.maxPictures) } : {}),
  };
}

/** What a model that was opened takes in pictures. */
export function pictureRulesOf({ id, seesImages, maxInputTokens }: ResolvedModel): PictureRules {
  return pictureRulesFor(id, { seesImages, maxInputTokens });
}

/** Pictures that a user gives along with a question or a request. */
export interface AttachedPictures {
  readonly count: number;
  /** All together, before base64. */
  readonly bytes: number;
}

/**
 * Pictures of a repository that go with a question, a plan or a review at most. The text of each has to be read for secrets
 * before it is sent for the first time, a second or two a picture: with all that some models take, the first answer would
 * come after many minutes.
 */
const mostInPrompt = 50;
/** Room that is kept for pictures of the user: so many, and this share of the request's bytes. */
const keptRoom = { pictures: 8, shareOfPictures: 0.25, shareOfBytes: 0.25 } as const;

/**
 * What is left of a request for the pictures of a pack. Room for a few pictures of the user is always kept, so that the pack
 * is the same with and without them; where more are attached, the pack has to give way.
 */
export function rulesForPack(rules: PictureRules, { count, bytes }: AttachedPictures): PictureRules {
  const kept = Math.min(keptRoom.pictures, Math.floor(rules.maxPictures * keptRoom.shareOfPictures));
  const attached = Math.max(kept, count);
  const attachedBytes = Math.max(rules.maxRequestBytes * keptRoom.shareOfBytes, Math.ceil(bytes / 3) * 4);
  const { crowded } = rules;
  return {
    ...rules,
    ...(crowded && { crowded: { ...crowded, abovePictures: crowded.abovePictures - attached } }),
    maxPictures: Math.min(mostInPrompt, Math.max(0, rules.maxPictures - attached)),
    maxRequestBytes: Math.max(0, rules.maxRequestBytes - attachedBytes),
  };
}
