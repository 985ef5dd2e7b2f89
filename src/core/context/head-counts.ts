import { countO200kTokens } from '../tokens/token-counter.ts';

/** Beyond this many, what is counted is not remembered: in repositories whose files all begin otherwise it gains nothing. */
const mostHeads = 5000;

/**
 * Counts tokens of the beginnings of files behind their frames. Many files of a repository begin with the same licence, so
 * what stands behind the last number of a frame is counted once: a run of digits ends a token of o200k_base wherever it
 * stands.
 */
export class HeadCounts {
  readonly #known = new Map<string, number>();

  /** o200k tokens of `before + head`. */
  of(before: string, head: string): number {
    const cut = endOfLastNumber(before);
    return (cut === 0 ? 0 : countO200kTokens(before.slice(0, cut))) + this.#once(before.slice(cut) + head);
  }

  #once(text: string): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const count = countO200kTokens(text);
    if (this.#known.size < mostHeads) this.#known.set(text, count);
    return count;
  }
}

/** The offset behind the last ASCII digit that an ASCII character other than a digit follows; 0 if there is none. */
function endOfLastNumber(text: string): number {
  for (let at = text.length - 1; at > 0; at--)
    if (isDigit(text.charCodeAt(at - 1)) && !isDigit(text.charCodeAt(at)) && text.charCodeAt(at) < 0x80)
      return at;
  return 0;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
