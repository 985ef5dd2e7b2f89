import type { Reference } from '../../syntax/syntax-summary.ts';
import { isCommonMember } from './common-members.ts';
import { localOf, nameOf } from './named-value.ts';
import type { NameResolution } from './resolve-names.ts';
import type { FileTable, LinkedSymbol } from './symbol-tables.ts';

/**
 * The types of local variables of which nothing is declared, by what is taken from them: `c.req`, `c.json` and `c.header`
 * together fit one type of the repository, even if each name alone fits many. Local name → type.
 */
export function inferReceivers(
  file: FileTable,
  references: readonly Reference[],
  names: NameResolution,
  isNear: (file: FileTable) => boolean,
): ReadonlyMap<string, LinkedSymbol> {
  const taken = new Map<string, Set<string>>();
  for (const { chain } of references) {
    if (!chain.startsWith('?') || chain[1] === '.') continue;
    const [head = '', member = ''] = chain.split('.', 2);
    const receiver = localOf(head);
    const known = taken.get(receiver);
    if (known === undefined) taken.set(receiver, new Set([member]));
    else known.add(member);
  }
  const inferred = new Map<string, LinkedSymbol>();
  for (const [receiver, members] of taken) {
    const type = bestType(file, members, names, isNear);
    if (type !== undefined) inferred.set(receiver, type);
  }
  return inferred;
}

/** The type that has most of the members, if it has enough of them and no other has as many. */
function bestType(
  { family, resolver }: FileTable,
  members: ReadonlySet<string>,
  names: NameResolution,
  isNear: (file: FileTable) => boolean,
): LinkedSymbol | undefined {
  if (members.size < 2) return undefined;
  let told = 0;
  const scores = new Map<string, { readonly symbol: LinkedSymbol; count: number }>();
  for (const member of members) {
    const name = nameOf(member);
    // Says nothing: many types from outside have it.
    if (isCommonMember(name) || resolver.standardMembers?.has(name) === true) continue;
    told++;
    const candidates = family.members.of(name);
    if (candidates.length > 50) continue;
    for (const symbol of candidates) {
      if (symbol.parent === undefined || !isNear(symbol.file)) continue;
      const key = `${symbol.file.path} ${symbol.parent}`;
      const known = scores.get(key);
      if (known === undefined) scores.set(key, { symbol, count: 1 });
      else known.count++;
    }
  }
  const ranked = [...scores.values()].sort((a, b) => b.count - a.count);
  const [best, second] = ranked;
  if (best === undefined || best.count < 2 || best.count === second?.count) return undefined;
  if (best.count < 0.5 * told) return undefined;
  return names.typeIn(best.symbol.file, best.symbol.parent as string);
}
