import type { Journal, RunKind, RunRecord } from '../../ports/journal.ts';
import type { ResolvedModel } from '../../ports/model-directory.ts';
import type { Settings } from '../../settings/settings-table.ts';
import { type CacheRules, cacheRulesOf, growing, withLife } from '../catalog/cache-rules.ts';

/** Seconds of the lives that a user may ask for. */
const lives = { '5m': 300, '1h': 3600 } as const;
/** How many earlier runs tell how a user works. */
const remembered = 40;

export interface RunCachingInput {
  readonly model: ResolvedModel;
  readonly kind: RunKind;
  readonly settings: Pick<Settings, 'cacheLife'>;
  readonly journal: Pick<Journal, 'runs'>;
}

/** How the pack of a run is kept: the model's rules, with the life that the settings ask for. */
export function runCacheRules({ model, kind, settings, journal }: RunCachingInput): CacheRules {
  const rules = cacheRulesOf(model.tokenizer, { modelId: model.id, price: model.price });
  const { cacheLife } = settings;
  const seconds =
    cacheLife !== 'auto'
      ? lives[cacheLife]
      : rules.lifetimes.length === 1
        ? rules.lifetimes[0].seconds
        : cheapestLife(
            rules,
            pausesOf(journal.runs(remembered).filter((run) => run.kind === kind && run.model === model.id)),
          );
  const chosen = withLife(rules, seconds);
  return kind === 'review' ? chosen : growing(chosen);
}

/** Seconds between the end of each run and the beginning of the next. */
function pausesOf(runs: readonly RunRecord[]): number[] {
  const inOrder = runs.toSorted((a, b) => a.startedAt - b.startedAt);
  return inOrder.slice(1).map(({ startedAt }, index) => {
    const before = inOrder[index] as RunRecord;
    return Math.max(0, startedAt - (before.endedAt ?? before.startedAt)) / 1000;
  });
}

/**
 * The life that would have been cheapest so far, for a prefix that was written first and then, after each pause, read or
 * written again; the shortest where nothing is known. With Claude's prices (0.1 to read, 1.25 and 2 to write) an hour pays
 * off from 0.65 follow-ups after 5 to 60 minutes for each time that a pack is written: (2 − 1.25) / (1.25 − 0.1).
 */
export function cheapestLife({ lifetimes, readFactor }: CacheRules, pauses: readonly number[]): number {
  const costOf = ({ seconds, writeFactor }: CacheRules['lifetimes'][number]) =>
    pauses.reduce((sum, pause) => sum + (pause <= seconds ? readFactor : writeFactor), writeFactor);
  return lifetimes.reduce((best, one) => (costOf(one) < costOf(best) ? one : best)).seconds;
}
