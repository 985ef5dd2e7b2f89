import type { SplitPattern } from '../../src/core/tokens/split-patterns.ts';

const contraction = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";

/**
 * The pieces that a tokenizer's pattern cuts a text into, by JavaScript's regular expressions: what the scanner of
 * `piece-end.ts` is compared with. White space is Unicode's (`\s` has U+FEFF and lacks U+0085), and a long s closes a
 * contraction, because its upper case is S.
 */
export function splitByPattern(text: string, { source }: SplitPattern): string[] {
  return text.match(expressionOf(source)) ?? [];
}

const expressions = new Map<string, RegExp>();

function expressionOf(source: string): RegExp {
  const known = expressions.get(source);
  if (known !== undefined) return known;
  const translated = source
    .replaceAll(contraction, "(?:'(?:[sSſtTmMdD]|[rR][eE]|[vV][eE]|[lL][lL]))")
    .replaceAll('\\S', '\\P{White_Space}')
    .replaceAll('\\s', '\\p{White_Space}');
  const expression = new RegExp(translated, 'gu');
  expressions.set(source, expression);
  return expression;
}
