import type { Journal } from '../../ports/journal.ts';
import type { ResolvedModel } from '../../ports/model-directory.ts';
import { calibrationOf } from '../../tokens/calibration.ts';
import { type TokenCounter, tokenCounterOf } from '../../tokens/model-token-counter.ts';

/** The counter of a model, calibrated by what its finished runs in this folder reported. */
export function counterOfModel(
  { id, tokenizer }: Pick<ResolvedModel, 'id' | 'tokenizer'>,
  journal: Pick<Journal, 'usageSamples'>,
): TokenCounter {
  return tokenCounterOf(tokenizer, calibrationOf(id, journal.usageSamples(id)));
}
