/** What one request really took: our o200k count of it, and what the provider reported or counted. */
export interface UsageSample {
  readonly ownTokens: number;
  readonly reportedTokens: number;
}

/** What past requests to a model say about its tokenizer. Plain data; a pack's sidecar names it. */
export interface Calibration {
  /** Raised when the formula below changes: the same samples then give another factor. */
  readonly format: 1;
  /** PROVIDER:ID */
  readonly modelId: string;
  readonly sampleCount: number;
  /** The highest ratio of reported to o200k tokens among the samples. */
  readonly highestRatio: number;
  /** Upper bound of the model's tokens for one o200k token: above every ratio that was seen. */
  readonly factor: number;
}

/** The newest samples count, so that a provider's new tokenizer is followed. */
export const calibrationSampleLimit = 64;
/** In smaller requests the provider's own frame (instructions for tools, templates) outweighs the text. */
const fewestTokens = 2000;
/**
 * Ratios outside are not about the tokenizer: below, a server left out what it had cached (Ollama); above, the prompt
 * was not what we sent. The most that is known is 1.6 (Claude 5.5).
 */
const credibleRatios = { lowest: 0.9, highest: 3 };
/** The factor moves in steps, so that packs do not change with every reply. */
const factorStep = 0.02;

/**
 * The calibration that samples (newest first) give: the highest credible ratio, with a margin of 10 % for one sample
 * that falls to 2 % with their number, rounded up, and never below 1. Undefined where no sample is of use.
 */
export function calibrationOf(modelId: string, samples: readonly UsageSample[]): Calibration | undefined {
  const ratios = samples
    .slice(0, calibrationSampleLimit)
    .filter(isTelling)
    .map(({ ownTokens, reportedTokens }) => reportedTokens / ownTokens);
  if (ratios.length === 0) return undefined;
  const highestRatio = Math.max(...ratios);
  const margin = 0.02 + 0.08 / ratios.length;
  const steps = Math.ceil((highestRatio * (1 + margin)) / factorStep - 1e-9);
  return {
    format: 1,
    modelId,
    sampleCount: ratios.length,
    highestRatio: Math.round(highestRatio * 1e4) / 1e4,
    factor: Math.max(1, Math.round(steps * factorStep * 100) / 100),
  };
}

/** Whether a sample says anything about a tokenizer. */
export function isTelling({ ownTokens, reportedTokens }: UsageSample): boolean {
  const ratio = reportedTokens / ownTokens;
  return ownTokens >= fewestTokens && ratio >= credibleRatios.lowest && ratio <= credibleRatios.highest;
}
