import type { Judgement } from './judge.ts';
import type { ScipDocument, ScipOccurrence } from './read-scip.ts';
import { UseEdges } from './use-edges.ts';

/** What a symbol's name says; every indexer writes its own. */
export interface ScipNaming {
  /** Does the symbol stand for a whole file? */
  readonly isModule: (symbol: string) => boolean;
  /** The symbol of the module that a symbol is defined in, '' if it does not say. */
  readonly moduleOf: (symbol: string) => string;
  /** Is the symbol declared as an addition to what another module declares? */
  readonly isAddition?: (symbol: string) => boolean;
}

/**
 * The edges "file refers to a symbol that is defined in file" of an index. A name with definitions in several files of
 * the repository (merged declarations) counts for each of them; a file that only adds to what another one declares is
 * not used by everyone who uses that. Left out: symbols that only one file knows; symbols that stand for a whole module,
 * as naming a module uses nothing of it; symbols whose name does not tell between two modules of the repository; what
 * is defined outside, also in part.
 */
export function scipUses(
  documents: Iterable<ScipDocument>,
  { isModule, moduleOf, isAddition = () => false }: ScipNaming,
): Pick<Judgement, 'files' | 'edges' | 'leftOut'> {
  const files = new Set<string>();
  const modules = new Map<string, Set<string>>();
  const definitions = new Map<string, Set<string>>();
  const references: { readonly from: string; readonly names: readonly string[][] }[] = [];
  const leftOut = { 'name defined outside': 0, 'module named as a whole': 0, 'modules with one name': 0 };
  for (const { path, occurrences } of documents) {
    files.add(path);
    for (const { symbol, isDefinition } of occurrences) {
      if (isDefinition && !symbol.startsWith('local '))
        addTo(isModule(symbol) ? modules : definitions, symbol, path);
    }
    const names = namesIn(occurrences);
    const wholes = names.filter((symbols) => symbols.some(isModule));
    leftOut['module named as a whole'] += wholes.length;
    const others = names
      .filter((symbols) => !symbols.some(isModule))
      .map((symbols) => [symbols.join('\n'), symbols]);
    references.push({ from: path, names: [...new Map(others as [string, string[]][]).values()] });
  }
  const edges = new UseEdges();
  for (const { from, names } of references) {
    for (const all of names) {
      const declared = all.filter((symbol) => !isAddition(symbol));
      const symbols = declared.length > 0 ? declared : all;
      const targets = symbols.map((symbol) => {
        const module = modules.get(moduleOf(symbol));
        if (module !== undefined && module.size > 1) return 'modules with one name';
        // Some definitions (implicit constructors) have no place in the text; their name still tells the module.
        return definitions.get(symbol) ?? module ?? 'name defined outside';
      });
      const reason = targets.find((target) => typeof target === 'string');
      if (reason !== undefined) leftOut[reason]++;
      else
        for (const [index, target] of targets.entries()) {
          const symbol = symbols[index] as string;
          for (const to of target as Set<string>)
            edges.add({ from, to, symbol: lastPart(symbol), isMember: isMember(symbol) });
        }
    }
  }
  return { files: [...files], edges: edges.list(), leftOut };
}

/** The global symbols that each name in a file means; one name means several when declarations are merged. */
function namesIn(occurrences: readonly ScipOccurrence[]): readonly string[][] {
  const byStart = new Map<string, string[]>();
  for (const { symbol, start, isDefinition } of occurrences) {
    if (isDefinition || symbol === '' || symbol.startsWith('local ')) continue;
    const known = byStart.get(start);
    if (known === undefined) byStart.set(start, [symbol]);
    else known.push(symbol);
  }
  return [...byStart.values()];
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}

/** The part behind the module: `scip-typescript npm a 1.0.0 src/`b.ts`/C#d().` → `C#d().` */
function lastPart(symbol: string): string {
  return symbol.slice(symbol.lastIndexOf('/') + 1);
}

/** `C#d().` is a member of the type `C`; `C#` and `d().` are not. */
function isMember(symbol: string): boolean {
  return /#./.test(lastPart(symbol));
}
