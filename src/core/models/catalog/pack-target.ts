import type { PictureRules } from '../../media/fit-picture.ts';
import type { ModelPrice, ResolvedModel } from '../../ports/model-directory.ts';
import type { Settings } from '../../settings/settings-table.ts';
import type { Calibration } from '../../tokens/calibration.ts';
import { type TokenCounter, tokenCounterOf } from '../../tokens/model-token-counter.ts';
import { lookUpModel } from './model-catalog.ts';
import { hostedProviders, modelProviders } from './model-providers.ts';
import { pictureRulesFor } from './picture-rules.ts';
import { assumedHostedWindow, assumedWindow } from './share-window.ts';

/** What a pack is made for: everything about a model that decides the pack's bytes. */
export interface PackTarget {
  /** PROVIDER:ID */
  readonly modelId: string;
  readonly displayName: string;
  readonly counter: TokenCounter;
  /** Tokens that a request may hold, as the model counts; where the reply shares them, that is still in. */
  readonly inputLimit: number;
  /** Tokens of {@link inputLimit} that are kept for thinking and reply. */
  readonly replyReserve: number;
  /** The pack's default budget: the limit less the reserve, or `contextBudget` where that is less. */
  readonly budget: number;
  readonly pictures: PictureRules;
  readonly seesImages: boolean;
  readonly price: ModelPrice | undefined;
  readonly windowSource: ResolvedModel['windowSource'];
  readonly notes: readonly string[];
}

/** Thinking and reply of the longest answers that Longview asks for. */
const longestReply = 65_536;

/**
 * The target that a model id names, without a key, a call or a guess at prices: what the catalogue says, or a cautious
 * window with a note. Undefined for an id that is not PROVIDER:ID, and for a provider that there is not.
 *
 * @param calibration of this very model, from the journal
 */
export function targetOf(
  modelId: string,
  settings: Pick<Settings, 'contextBudget'>,
  calibration?: Calibration,
): PackTarget | undefined {
  const [, provider, name] = /^([a-z]+):(\S.*)$/.exec(modelId.trim()) ?? [];
  if (provider === undefined || name === undefined) return undefined;
  if (!(modelProviders as readonly string[]).includes(provider)) return undefined;
  const known = lookUpModel(provider, name);
  const isHosted = hostedProviders.includes(provider);
  const window = known.window ?? (isHosted ? assumedHostedWindow : assumedWindow);
  const limits = {
    window,
    maxInputTokens: known.maxInputTokens ?? window,
    maxOutputTokens: known.maxOutputTokens ?? 16_384,
  };
  const notes =
    known.window === undefined
      ? [`${name} is not in Longview's catalogue: ${window} tokens are assumed.`]
      : [];
  return assemble(
    {
      id: `${provider}:${name}`,
      displayName: known.displayName ?? name,
      tokenizer: known.tokenizer,
      seesImages: known.seesImages,
      price: isHosted ? known.price : undefined,
      windowSource: known.window === undefined ? 'assumed' : 'catalogue',
      notes,
    },
    { ...limits, settings, calibration },
  );
}

/** The target of a model that was opened: its server may serve another window than the catalogue knows. */
export function targetOfModel(
  model: ResolvedModel,
  settings: Pick<Settings, 'contextBudget'>,
  calibration?: Calibration,
): PackTarget {
  const { maxInputTokens, maxOutputTokens } = model;
  const colon = model.id.indexOf(':');
  const { window } = lookUpModel(model.id.slice(0, colon), model.id.slice(colon + 1));
  // What was opened has the reply's share taken off already, unless the catalogue knows the limit of the prompt.
  const isShared = window !== undefined && window === maxInputTokens;
  return assemble(model, {
    window: isShared ? window : maxInputTokens + maxOutputTokens,
    maxInputTokens,
    maxOutputTokens,
    settings,
    calibration,
  });
}

/** What a user should know before `tokenCount` tokens go to this target. */
export function targetWarnings(target: PackTarget, tokenCount: number): string[] {
  const { price, inputLimit, replyReserve, displayName } = target;
  const warnings: string[] = [];
  if (price?.longInputAbove !== undefined && tokenCount > price.longInputAbove) {
    const factors = `${price.longInputFactor ?? 1}× for input and ${price.longOutputFactor ?? 1}× for output`;
    warnings.push(
      `Above ${price.longInputAbove} tokens of input ${displayName} charges the whole request ${factors}: a budget of ${price.longInputAbove} would avoid it.`,
    );
  }
  if (tokenCount > inputLimit) {
    warnings.push(`${displayName} takes ${inputLimit} tokens; this pack has ${tokenCount}.`);
  } else if (tokenCount > inputLimit - replyReserve) {
    warnings.push(
      `${displayName} shares ${inputLimit} tokens between prompt, thinking and reply: this pack leaves ${inputLimit - tokenCount} for the reply.`,
    );
  }
  return warnings;
}

interface Limits {
  readonly window: number;
  readonly maxInputTokens: number;
  readonly maxOutputTokens: number;
  readonly settings: Pick<Settings, 'contextBudget'>;
  readonly calibration: Calibration | undefined;
}

function assemble(
  model: Pick<
    ResolvedModel,
    'id' | 'displayName' | 'tokenizer' | 'seesImages' | 'price' | 'windowSource' | 'notes'
  >,
  { window, maxInputTokens, maxOutputTokens, settings, calibration }: Limits,
): PackTarget {
  // What the window has besides the prompt's own limit is the reply's anyway (OpenAI: 1,050,000 less 922,000).
  const reply = Math.min(maxOutputTokens, longestReply, Math.floor(window / 4));
  const replyReserve = Math.max(0, reply - (window - maxInputTokens));
  const budget = maxInputTokens - replyReserve;
  return {
    modelId: model.id,
    displayName: model.displayName,
    counter: tokenCounterOf(model.tokenizer, calibration),
    inputLimit: maxInputTokens,
    replyReserve,
    budget: settings.contextBudget === 0 ? budget : Math.min(settings.contextBudget, budget),
    pictures: pictureRulesFor(model.id, { seesImages: model.seesImages, maxInputTokens }),
    seesImages: model.seesImages,
    price: model.price,
    windowSource: model.windowSource,
    notes: model.notes,
  };
}
