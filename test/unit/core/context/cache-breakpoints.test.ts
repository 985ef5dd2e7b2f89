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

const continued = { action: 'continued', keptTokens: 50_000 } as const;

for (const [family, elapsedMs, keptTokens, tokens, reason] of [
  ['anthropic', undefined, 50_000, 0, /no earlier pack/],
  ['anthropic', 240_000, 50_000, 50_000, /continues the last pack, sent 4 min ago$/],
  ['anthropic', 600_000, 50_000, 0, /sent 10 min ago, a prefix is kept for 5 min/],
  ['openai', 600_000, 50_000, 50_000, /continues/],
  ['openai', 600_000, 900, 0, /900 tokens are the same .* 1024 is the least/],
  ['google', 60_000, 50_000, 50_000, /does not promise/],
] as const) {
  test(`${family} after ${elapsedMs} ms is expected to read ${tokens} of ${keptTokens}`, () => {
    const read = expectedCacheRead({
      continuation: { ...continued, keptTokens },
      rules: cacheRulesOf(family),
      elapsedMs,
    });
    assert.equal(read.tokens, tokens);
    assert.match(read.reason, reason);
  });
}
