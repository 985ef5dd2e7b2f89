import type { JudgedEdge } from './judge.ts';

/** One name in `from` that means something defined in `to`. */
export interface SymbolUse {
  readonly from: string;
  readonly to: string;
  readonly symbol: string;
  /** It is a member of a type and not found by its name alone. */
  readonly isMember: boolean;
}

/** Gathers uses into edges. An edge shows its first symbol that is no member, if there is one. */
export class UseEdges {
  readonly #uses = new Map<string, SymbolUse>();

  readonly add = (use: SymbolUse): void => {
    if (use.from === use.to) return;
    const key = `${use.from}\n${use.to}`;
    const known = this.#uses.get(key);
    if (known === undefined || (known.isMember && !use.isMember)) this.#uses.set(key, use);
  };

  readonly list = (): readonly JudgedEdge[] =>
    [...this.#uses.values()].map(({ from, to, symbol, isMember }) => ({
      from,
      to,
      symbol,
      isMemberOnly: isMember,
    }));
}
