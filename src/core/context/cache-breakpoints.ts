import type { CacheRules } from '../models/catalog/cache-rules.ts';
import type { PackContinuation } from './pack-continuation.ts';
import type { PackPart } from './pack-repository.ts';
import type { SentPack } from './sent-packs.ts';

/** A place in a pack up to which a provider is asked to keep it. */
export interface CacheBreakpoint {
  /** UTF-16 offset in the pack's text, between two parts. */
  readonly offset: number;
  /** o200k tokens before it. */
  readonly tokens: number;
}

/**
 * Where to mark a pack for a provider that keeps marked prefixes, from first to last. A provider finds a prefix again only
 * where both requests mark it, so each place is one that the next request has, too: in the stable head, which a new pack is
 * likely to begin with; where the changes begin; where the last section of them begins, which is where the last request
 * ended; and before the end, which a continuation moves. Empty where there is nothing to mark.
 */
export function cacheBreakpoints(parts: readonly PackPart[], rules: CacheRules): CacheBreakpoint[] {
  if (rules.mode === 'implicit') return [];
  const sections = parts.flatMap(({ kind }, index) => (kind === 'changes' ? [index] : []));
  const end = parts.at(-1)?.kind === 'end' ? parts.length - 1 : parts.length;
  const base = sections[0] ?? end;
  const wanted = new Set([headOf(parts.slice(0, base)), base, sections.at(-1) ?? end, end]);
  const places: CacheBreakpoint[] = [];
  let [offset, tokens] = [0, 0];
  for (let index = 0; index <= end; index++) {
    if (wanted.has(index) && tokens >= rules.minimumTokens) places.push({ offset, tokens });
    const part = parts[index];
    offset += part?.text.length ?? 0;
    tokens += part?.tokens ?? 0;
  }
  // Where fewer marks are allowed, the last ones save most.
  return places.slice(-rules.mostBreakpoints);
}

/**
 * The part behind the head: at most half of the tokens, rounded down to a power of two, so that the place is the same in
 * packs of about the same size.
 */
function headOf(parts: readonly PackPart[]): number {
  const all = parts.reduce((sum, { tokens }) => sum + tokens, 0);
  const most = 2 ** Math.floor(Math.log2(Math.max(1, all / 2)));
  let tokens = 0;
  for (const [index, part] of parts.entries()) {
    tokens += part.tokens;
    if (tokens > most) return index;
  }
  return parts.length;
}

export interface ExpectedCacheRead {
  /** As the target counts. */
  readonly tokens: number;
  /** In words. */
  readonly reason: string;
}

export interface ExpectedCacheReadInput {
  readonly continuation: Pick<PackContinuation, 'action' | 'keptTokens'>;
  readonly rules: CacheRules;
  /** What was sent last; undefined where nothing was. */
  readonly sent: Pick<SentPack, 'tokens' | 'lifeSeconds'> | undefined;
  /** Since then. */
  readonly elapsedMs: number;
  /** Tokens before each mark of the new pack, as the target counts. */
  readonly marks: readonly number[];
}

/** How much of a pack the provider is expected to have from the last request, before it is sent. */
export function expectedCacheRead(input: ExpectedCacheReadInput): ExpectedCacheRead {
  const { continuation, rules, sent, elapsedMs, marks } = input;
  const nothing = (reason: string) => ({ tokens: 0, reason });
  if (sent === undefined) return nothing('no earlier pack was sent to this model for the same purpose');
  const { lifeSeconds } = sent;
  const minutes = (seconds: number) => `${Math.round(seconds / 60)} min`;
  if (elapsedMs > lifeSeconds * 1000)
    return nothing(
      `the last pack was sent ${minutes(elapsedMs / 1000)} ago, a prefix is kept for ${minutes(lifeSeconds)}`,
    );
  const { action } = continuation;
  const same = Math.min(continuation.keptTokens, sent.tokens);
  if (same < rules.minimumTokens)
    return nothing(`${same} tokens are the same as in the last pack, ${rules.minimumTokens} is the least`);
  // A prefix is found up to a mark, and the last request was marked where this one is.
  const tokens = rules.mode === 'implicit' ? same : Math.max(0, ...marks.filter((mark) => mark <= same));
  if (tokens === 0)
    return nothing(`${same} tokens are the same as in the last pack, none of its marks is there`);
  const what = action === 'repacked' ? 'the new pack begins like the last one' : 'it continues the last pack';
  const doubt = rules.isCertain ? '' : '; this provider does not promise it';
  return { tokens, reason: `${what}, sent ${minutes(elapsedMs / 1000)} ago${doubt}` };
}
