/** A picture's width and height in pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/**
 * How a provider charges for pictures: `anthropic-1568` are Claude models that shrink to 1568 px, `openai-tiles` the
 * models up to GPT-4o, `gemini-2` the generation before media resolutions, `generic` a model nothing is known of.
 */
export type ImageTokenFamily =
  | 'anthropic'
  | 'anthropic-1568'
  | 'openai'
  | 'openai-tiles'
  | 'gemini'
  | 'gemini-2'
  | 'generic';

/** Tokens that a picture costs in a request to a model of `family`. */
export function imageTokenCount(size: PixelSize, family: ImageTokenFamily): number {
  switch (family) {
    case 'anthropic':
      return anthropicTokens(size, 2576);
    case 'anthropic-1568':
      return anthropicTokens(size, 1568);
    case 'openai':
      return openaiPatchTokens(size);
    case 'openai-tiles':
      return openaiTileTokens(size);
    case 'gemini':
      return GEMINI_DEFAULT_RESOLUTION_TOKENS;
    case 'gemini-2':
      return gemini2Tokens(size);
    case 'generic':
      // Nothing is known, so the dearest of the known rules keeps a request within its budget.
      return Math.max(anthropicTokens(size, 2576), openaiPatchTokens(size), GEMINI_DEFAULT_RESOLUTION_TOKENS);
  }
}

/**
 * ⌈w/28⌉ × ⌈h/28⌉, after the picture was shrunk until its long edge has at most `longEdge` pixels.
 * Source: Anthropic's documentation, "Vision"; its older rule w·h/750 is out of date.
 */
function anthropicTokens(size: PixelSize, longEdge: number): number {
  const { width, height } = fitLongEdge(size, longEdge);
  return Math.ceil(width / 28) * Math.ceil(height / 28);
}

/**
 * Patches of 32 × 32 pixels, each 1.2 tokens, without a limit.
 * Source: a third party's measurement of GPT-5 and later (docs.apiyi.com, 2026-10); OpenAI gives no number.
 */
function openaiPatchTokens({ width, height }: PixelSize): number {
  const patches = Math.ceil(width / 32) * Math.ceil(height / 32);
  return Math.ceil((patches * 12) / 10);
}

/**
 * 85 + 170 for each tile of 512 × 512 pixels, after the picture was shrunk into 2048 × 2048 and then to a short edge
 * of 768. Source: OpenAI's documentation, "Images and vision", GPT-4o with detail high.
 */
function openaiTileTokens(size: PixelSize): number {
  const fitted = fitLongEdge(size, 2048);
  const scale = Math.min(1, 768 / Math.min(fitted.width, fitted.height));
  return 85 + 170 * Math.ceil((fitted.width * scale) / 512) * Math.ceil((fitted.height * scale) / 512);
}

/**
 * Of Gemini 3 and later, for every size. Source: ai.google.dev, "Media resolution" (280, 560, 1120 or 2240; 1120 is
 * the default of pictures; the numbers are second-hand).
 */
const GEMINI_DEFAULT_RESOLUTION_TOKENS = 1120;

/** 258 up to 384 pixels, else 258 for each tile of 768 pixels. Source: ai.google.dev, "Image understanding". */
function gemini2Tokens({ width, height }: PixelSize): number {
  if (width <= 384 && height <= 384) return 258;
  return 258 * Math.ceil(width / 768) * Math.ceil(height / 768);
}

function fitLongEdge(size: PixelSize, longEdge: number): PixelSize {
  const scale = longEdge / Math.max(size.width, size.height);
  if (scale >= 1) return size;
  return { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
}
