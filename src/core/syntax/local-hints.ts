/** The longest chain that is kept; what is longer is cut at its head. */
export const longestChain = 200;

/** The head for a local of which nothing is declared, with the chain of what it may be: `?a~f:b(0)` for `f.b(0)`. */
export function hinted(name: string, chain: string | undefined): string {
  const known = chain?.startsWith('?') ? /^\?[^.~]*~(.*)$/.exec(chain)?.[1] : chain;
  if (known === undefined || known.length > longestChain) return `?${name}`;
  return `?${name}~${withBounds(known).replaceAll('.', ':')}`;
}

/** What is taken out of a parameter has the type of its bound; a literal that is given to it has its own. */
export function withBounds(chain: string): string {
  return chain.replace(/\((\d+)\)/g, '<$1>');
}
