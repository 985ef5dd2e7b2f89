import type { MarkedRule } from './marked-rule.ts';
import { type TokenFormat, tokenFormats } from './token-formats.ts';

/** Rules for tokens that are known by their form: one for each row of {@link tokenFormats}. */
export const tokenRules: readonly MarkedRule[] = tokenFormats.map(ruleOf);

/** Characters before a mark that may belong to the token. */
const reachBefore = 80;

function ruleOf({ id, mark, before, pattern, isSecret }: TokenFormat): MarkedRule {
  const token = new RegExp(pattern, 'y');
  const head = before === undefined ? undefined : new RegExp(`(?:${before})$`);
  return {
    id,
    marks: [mark.toLowerCase()],
    find: (text, at) => {
      let start = at;
      if (head !== undefined) {
        const found = head.exec(text.slice(Math.max(0, at - reachBefore), at));
        if (found === null) return undefined;
        start -= found[0].length;
      }
      // Inside a longer word there is no token, and a hostile run of marks is not read once for each.
      if (/\w{2}/.test(text.slice(Math.max(0, start - 1), start + 1))) return undefined;
      token.lastIndex = at;
      const match = token.exec(text);
      if (match === null) return undefined;
      const end = at + match[0].length;
      // A part in parentheses is the secret; it ends where the match ends.
      if (match[1] !== undefined) start = end - match[1].length;
      const value = text.slice(start, end);
      return isMadeUp(value) || isSecret?.(value) === false ? undefined : { start, end };
    },
  };
}

/** Tokens of documents: `…EXAMPLE`, `xxxxxxxx`, `12345678…`, the same character again and again. */
function isMadeUp(token: string): boolean {
  return (
    new Set(token).size < 7 ||
    /EXAMPLE|x{6}|X{6}|\.{3}|\*{3}|0{8}|12345678|abcdefgh|ABCDEFGH|YOUR|_HERE/.test(token)
  );
}
