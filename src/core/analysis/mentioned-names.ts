import type { SyntaxSummary } from '../syntax/syntax-summary.ts';

/** Of the bits, so that a million names take 3 % of them. */
const bitCount = 2 ** 25;

/**
 * The names that any file of a repository says where it uses something: what none of them says, nobody uses. Kept as a
 * Bloom filter with one hash (Bloom 1970), which takes 4 MB for any number of names and may hold a few that nobody says.
 */
export class MentionedNames {
  readonly #bits = new Uint32Array(bitCount / 32);
  #size = 0;

  /** How many bits are set: it grows when a name is new. */
  get size(): number {
    return this.#size;
  }

  /** Adds every name in the references, types and supertypes of a file. */
  addAll({ references, symbols, fields, inheritance }: SyntaxSummary): void {
    for (const { chain } of references) this.#addChain(chain);
    for (const { type } of symbols) if (type !== undefined) this.#addChain(type);
    for (const { type } of fields) if (type !== undefined) this.#addChain(type);
    for (const { supertypes } of inheritance) for (const chain of supertypes) this.#addChain(chain);
  }

  has(name: string): boolean {
    let isMentioned = true;
    eachName(name, (hash) => {
      const bit = hash & (bitCount - 1);
      if (((this.#bits[bit >>> 5] as number) & (1 << (bit & 31))) === 0) isMentioned = false;
    });
    return isMentioned;
  }

  #addChain(chain: string): void {
    eachName(chain, (hash) => {
      const bit = hash & (bitCount - 1);
      const word = this.#bits[bit >>> 5] as number;
      const set = (word | (1 << (bit & 31))) >>> 0;
      if (word === set) return;
      this.#bits[bit >>> 5] = set;
      this.#size++;
    });
  }
}

/** The FNV-1a hash of each run of word characters; what is not ASCII counts as one. */
function eachName(text: string, visit: (hash: number) => void): void {
  let hash = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? 0 : text.charCodeAt(at);
    if (isWordCharacter(code)) hash = Math.imul((hash === 0 ? 0x811c9dc5 : hash) ^ code, 0x01000193);
    else if (hash !== 0) {
      visit(hash ^ (hash >>> 15));
      hash = 0;
    }
  }
}

function isWordCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x24 ||
    code > 0x7f
  );
}
