import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheBreakpoints, expectedCacheRead } from '../../../../src/core/context/cache-breakpoints.ts';
import type { PackPart } from '../../../../src/core/context/pack-repository.ts';
import { cacheRulesOf } from '../../../../src/core/models/catalog/cache-rules.ts';
import type { TokenizerFamily } from '../../../../src/core/tokens/model-token-counter.ts';

/** `p` preamble, `f` a file of 3000 tokens, `l` listing, `c` changes, `e` end; each character of text is a token. */
function partsOf(kinds: string): PackPart[] {
  const all = { p: 'preamble', f: 'file', l: 'listing', c: 'changes', e: 'end' } as const;
  return [...kinds].map((letter) => {
    const tokens = letter === 'f' ? 3000 : 10;
    return { kind: all[letter as keyof typeof all], tokens, text: letter.repeat(tokens) };
  });
}

/** Breakpoints are given by the text before them. */
function check(family: TokenizerFamily, kinds: string, expected: readonly string[]): void {
  test(`${family} marks ${kinds} behind ${expected.join(', ') || 'nothing'}`, () => {
    const parts = partsOf(kinds);
    const text = parts.map((part) => part.text).join('');
    const places = cacheBreakpoints(parts, cacheRulesOf(family));
    const before = places.map(({ offset, tokens }) => {
      assert.equal(offset, tokens);
      return text
        .slice(0, offset)
        .replaceAll(/(.)\1+/g, (run, letter: string) =>
          letter.repeat(letter === 'f' ? run.length / 3000 : run.length / 10),
        );
    });
    assert.deepEqual(before, expected);
  });
}

check('anthropic', 'pffffffle', ['pff', 'pffffffl']);
check('anthropic', 'pffffffclffcle', ['pff', 'pffffff', 'pffffffclff', 'pffffffclffcl']);
check('openai', 'pffclflcle', ['pff', 'pffclfl', 'pffclflcl']);
check('openai', 'ple', []);
check('google', 'pffffffle', []);
check('open', 'pffffffle', []);

interface ReadRow {
  readonly family: TokenizerFamily;
  readonly modelId?: string;
  readonly minutes?: number;
  readonly life?: number;
  readonly kept?: number;
  readonly sent?: number;
}

const continued = { action: 'continued', keptTokens: 50_000 } as const;

const marks = [20_000, 50_000, 50_100];
for (const [
  what,
  { family, modelId, minutes = 4, life = 5, kept = 50_000, sent = 60_000 },
  tokens,
  reason,
] of [
  ['nothing that was not sent', { family: 'anthropic', sent: 0 }, 0, /no earlier pack/],
  ['what was sent', { family: 'anthropic' }, 50_000, /continues the last pack, sent 4 min ago$/],
  ['nothing behind its life', { family: 'anthropic', minutes: 10 }, 0, /sent 10 min ago, .* kept for 5 min/],
  ['what is kept for longer', { family: 'anthropic', minutes: 10, life: 60 }, 50_000, /sent 10 min ago/],
  ['less where less was sent', { family: 'anthropic', sent: 50_050 }, 50_000, /continues/],
  ['up to a mark', { family: 'anthropic', sent: 49_999 }, 20_000, /continues/],
  ['nothing before the first mark', { family: 'anthropic', sent: 19_999 }, 0, /none of its marks/],
  ['what was sent', { family: 'openai', minutes: 10, life: 30 }, 50_000, /continues/],
  ['no short prefix', { family: 'openai', kept: 900 }, 0, /900 tokens are the same .* 1024 is the least/],
  [
    'all that is the same without marks',
    { family: 'openai', modelId: 'openai:gpt-5.1', sent: 49_999 },
    49_999,
    /does not promise/,
  ],
  ['what was sent', { family: 'google', minutes: 1 }, 50_000, /does not promise/],
] as readonly [string, ReadRow, number, RegExp][]) {
  test(`${modelId ?? family} is expected to read ${what}: ${tokens} tokens`, () => {
    const read = expectedCacheRead({
      continuation: { ...continued, keptTokens: kept },
      rules: cacheRulesOf(family, { modelId }),
      sent: sent === 0 ? undefined : { tokens: sent, lifeSeconds: life * 60 },
      elapsedMs: minutes * 60_000,
      marks,
    });
    assert.equal(read.tokens, tokens);
    assert.match(read.reason, reason);
  });
}
