import type { Journal, RunKind } from '../../ports/journal.ts';
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
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How the pack of a run is kept: the model's rules, with the life that the settings ask for. */
export function runCacheRules(input: RunCachingInput): CacheRules {
  const { model, kind, settings } = input;
  const rules = cacheRulesOf(model.tokenizer, { modelId: model.id, price: model.price });
  const { cacheLife } = settings;
  const seconds = cacheLife === 'auto' ? cheapestLife(rules, pausesOf(input)) : lives[cacheLife];
  const chosen = withLife(rules, seconds);
  return kind === 'review' ? chosen : growing(chosen);
}

/** Seconds between the end of each such run and the beginning of the next, the one that begins now among them. */
function pausesOf({ model, kind, journal, now }: RunCachingInput): number[] {
  const runs = journal
    .runs(remembered)
    .filter((run) => run.kind === kind && run.model === model.id)
    .toSorted((a, b) => a.startedAt - b.startedAt);
  return runs.map(({ startedAt, endedAt = startedAt }, index) => {
    const next = runs[index + 1]?.startedAt ?? now;
    return Math.max(0, next - endedAt) / 1000;
  });
}

/**
 * The life that would have been cheapest so far, for a prefix that was written first and then, after each pause, read or
 * written again; the shortest where nothing is known. With Claude's prices (0.1 to read, 1.25 and 2 to write) an hour pays
 * off from 0.65 follow-ups after 5 to 60 minutes for each that comes later still: (2 − 1.25) / (1.25 − 0.1). Whether that is
 * so differs from user to user: docs/pack-prefix.md.
 */
export function cheapestLife({ lifetimes, readFactor }: CacheRules, pauses: readonly number[]): number {
  const costOf = ({ seconds, writeFactor }: CacheRules['lifetimes'][number]) =>
    pauses.reduce((sum, pause) => sum + (pause <= seconds ? readFactor : writeFactor), writeFactor);
  return lifetimes.reduce((best, one) => (costOf(one) < costOf(best) ? one : best)).seconds;
}
