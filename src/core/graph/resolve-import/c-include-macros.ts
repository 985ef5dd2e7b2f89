import type { SourceFile } from '../../analysis/repository.ts';

const includeMacros = new WeakMap<SourceFile, ReadonlyMap<string, string>>();

/** The macros of a file that stand for a header, with its quotes or angles. */
export function includeMacrosOf(file: SourceFile): ReadonlyMap<string, string> {
  let macros = includeMacros.get(file);
  if (macros === undefined) {
    const definitions = (file.text ?? '').matchAll(
      /^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)[ \t]+(["<][^">\n]+[">])/gm,
    );
    macros = firstByName(definitions);
    includeMacros.set(file, macros);
  }
  return macros;
}

/** Of matches of a name and a value the first of each name. */
export function firstByName(matches: Iterable<RegExpExecArray>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of matches) if (!found.has(name)) found.set(name, value);
  return found;
}
