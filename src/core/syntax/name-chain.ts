/** Names and calls that follow each other, as an expression has them. */
export interface NameChain {
  /** Without any name after a head of which nothing is known: '?'. */
  readonly names: string;
  readonly start: number;
  /** Whether the head is a local: such a chain says something only if a member follows. */
  readonly isLocal: boolean;
  readonly hasMember: boolean;
  /** Of its last name, 0-based. */
  readonly row: number;
  /** What its last name is a member of. */
  readonly left?: NameChain | undefined;
}

/** The lines of a chain's last names, up to a group of which they are not known; undefined if they are all one. */
export function linesOf(chain: NameChain): number[] | undefined {
  if (chain.left === undefined) return undefined;
  const lines: number[] = [];
  for (let one: NameChain | undefined = chain; one !== undefined && one.row >= 0; one = one.left)
    lines.unshift(one.row + 1);
  return lines.some((line) => line !== lines[0]) ? lines : undefined;
}
