import { folderOf } from '../../base/path-text.ts';

/** The number of the variant of the code that a path belongs to. */
export type ModuleVariants = (path: string) => number;

/**
 * Tells apart modules that define the same types, as examples, variants for another platform and test projects do: their
 * packages are different ones that happen to bear one name. Everything is variant 0 if no type is defined in two modules;
 * else a module joins the nearest variant that defines none of its types.
 */
export function moduleVariants(
  declared: readonly { readonly path: string; readonly types: readonly string[] }[],
  moduleOf: (path: string) => string,
): ModuleVariants {
  const firstModule = new Map<string, string>();
  const duplicates = new Set<string>();
  for (const { path, types } of declared) {
    const module = moduleOf(path);
    for (const type of types) {
      const first = firstModule.get(type);
      if (first === undefined) firstModule.set(type, module);
      else if (first !== module) duplicates.add(type);
    }
  }
  if (duplicates.size === 0) return () => 0;
  const contested = new Map<string, Set<string>>();
  for (const { path, types } of declared) {
    const module = moduleOf(path);
    const own = contested.get(module) ?? new Set();
    contested.set(module, own);
    for (const type of types) if (duplicates.has(type)) own.add(type);
  }
  const variants: { readonly modules: string[]; readonly types: Set<string> }[] = [];
  const variantOf = new Map<string, number>();
  // Those that compete come first, so that the others can join the one beside them.
  const ordered = [...contested].sort(
    ([a, ofA], [b, ofB]) => Number(ofB.size > 0) - Number(ofA.size > 0) || (a < b ? -1 : a > b ? 1 : 0),
  );
  for (const [module, types] of ordered) {
    let best = -1;
    let bestShared = -1;
    for (const [index, variant] of variants.entries()) {
      if ([...types].some((type) => variant.types.has(type))) continue;
      for (const other of variant.modules) {
        const shared = sharedFolders(module, other);
        if (shared <= bestShared) continue;
        best = index;
        bestShared = shared;
      }
    }
    if (best < 0) best = variants.push({ modules: [], types: new Set() }) - 1;
    const variant = variants[best] as (typeof variants)[number];
    variant.modules.push(module);
    for (const type of types) variant.types.add(type);
    variantOf.set(module, best);
  }
  return (path) => variantOf.get(moduleOf(path)) ?? 0;
}

/** How many folders two paths have in common from the root on. */
export function sharedFolders(a: string, b: string): number {
  let count = 0;
  for (let index = 0; index < a.length && a[index] === b[index]; index++) if (a[index] === '/') count++;
  return count;
}

/** The nearest of some folders above a path, '' without one. */
export function nearestFolder(folders: ReadonlySet<string>): (path: string) => string {
  const known = new Map<string, string>();
  const nearest = (folder: string): string => {
    const found = known.get(folder);
    if (found !== undefined) return found;
    const result = folder === '' || folders.has(folder) ? folder : nearest(folderOf(folder));
    known.set(folder, result);
    return result;
  };
  return (path) => nearest(folderOf(path));
}
