import type { Journal, RunKind } from '../../ports/journal.ts';
import type { ResolvedModel } from '../../ports/model-directory.ts';
import type { Settings } from '../../settings/settings-table.ts';
import { type CacheRules, cacheRulesOf, growing, withLife } from '../catalog/cache-rules.ts';
import { callCostUsd } from './call-cost.ts';

/** Seconds of the lives that a user may ask for. */
const lives = { '5m': 300, '1h': 3600 } as const;
/** How many earlier runs tell how a user works. */
const remembered = 40;

export interface RunCachingInput {
  readonly model: ResolvedModel;
  readonly kind: RunKind;
  readonly settings: Pick<Settings, 'cacheLife'>;
  readonly journal: Pick<Journal, 'runs' | 'hasSent'>;
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

/** The requests of a run with a pack in front, as far as they are known before the first is sent. */
export interface RunForecast {
  readonly packTokens: number;
  /** Tokens of a request behind its pack, at most. */
  readonly otherTokens: number;
  /** Of one reply, at most. */
  readonly replyTokens: number;
  /** Of one reply, if that is known better. */
  readonly likelyReplyTokens?: number;
  readonly calls: number;
  /** So many of them may be under way at once, but the first is alone. */
  readonly callsAtOnce: number;
  /** US dollars that the run spends besides, or has spent. */
  readonly besidesUsd?: number;
}

/**
 * The rules with the life that `auto` chose, if the run's budget has room for it; otherwise with the shortest. Each call
 * reserves as if all of it were written to the cache, whatever it reads in the end: with an hour, a run may be refused that
 * five minutes would let through. What a user asked for himself stays.
 */
export function affordableRules(
  chosen: CacheRules,
  {
    model,
    settings,
  }: { readonly model: ResolvedModel; readonly settings: Pick<Settings, 'cacheLife' | 'maxCostUsd'> },
  forecast: RunForecast,
): CacheRules {
  const { cacheLife, maxCostUsd } = settings;
  if (cacheLife !== 'auto' || maxCostUsd === 0) return chosen;
  if (mostCostUsd(chosen, model, forecast) <= maxCostUsd) return chosen;
  const [shortest] = cacheRulesOf(model.tokenizer, { modelId: model.id, price: model.price }).lifetimes;
  return { ...chosen, lifetimes: [shortest] };
}

/** US dollars that are spent and reserved when the last calls are sent: the first wrote the pack, others read it. */
function mostCostUsd(
  { lifetimes: [{ writeFactor }] }: CacheRules,
  { price }: Pick<ResolvedModel, 'price'>,
  forecast: RunForecast,
): number {
  const { packTokens, otherTokens, replyTokens, likelyReplyTokens = replyTokens, besidesUsd = 0 } = forecast;
  const inputTokens = packTokens + otherTokens;
  const costOf = (cachedInputTokens: number, outputTokens: number) =>
    callCostUsd(
      { inputTokens, cachedInputTokens, outputTokens, cacheWriteTokens: inputTokens },
      price,
      writeFactor,
    );
  const atOnce = Math.min(Math.max(1, forecast.callsAtOnce), forecast.calls - 1);
  const worst = costOf(0, replyTokens);
  if (atOnce < 1) return besidesUsd + worst;
  const reads = forecast.calls - 1 - atOnce;
  return (
    besidesUsd + costOf(0, likelyReplyTokens) + reads * costOf(packTokens, likelyReplyTokens) + atOnce * worst
  );
}

/** Seconds between the end of each such run and the beginning of the next, the one that begins now among them. */
function pausesOf({ model, kind, journal, now }: RunCachingInput): number[] {
  const runs = journal
    .runs(remembered)
    .filter((run) => run.kind === kind && run.model === model.id && journal.hasSent(run.id))
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
