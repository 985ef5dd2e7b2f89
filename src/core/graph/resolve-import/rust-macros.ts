import { type Repository, textsOf } from '../../analysis/repository.ts';
import { entryOf } from '../../base/map-entry.ts';
import type { RustModules } from './rust-modules.ts';

/** The macros that `macro_rules!` defines. */
export interface RustMacros {
  /** Whether any macro has this name. */
  readonly isKnown: (name: string) => boolean;
  /** The file of a macro that code in the file `path` sees without an import. */
  readonly visibleFrom: (path: string, name: string) => string | undefined;
  /** The file of a macro that the crate with the first file `root` gives to others, at its root, by `#[macro_export]`. */
  readonly exported: (root: string, name: string) => string | undefined;
}

/** Reads the definitions out of the texts; those inside functions are left out. Of two with one name the first counts. */
export function rustMacrosOf(repository: Repository, modules: RustModules): RustMacros {
  const byScope = new Map<string, Map<string, string>>();
  const exported = new Map<string, Map<string, string>>();
  const known = new Set<string>();
  for (const { path, text } of textsOf(repository, (_, { language }) => language === 'rust')) {
    if (!text.includes('macro_rules!')) continue;
    const root = modules.rootOf(path).file;
    const scope = modules.macroScopeOf(path);
    for (const { name, isExported, isTopLevel } of macrosIn(text)) {
      known.add(name);
      if (isExported) add(exported, root, name, path);
      if (isExported) add(byScope, root, name, path);
      if (isTopLevel) add(byScope, scope, name, path);
    }
  }
  return {
    isKnown: (name) => known.has(name),
    visibleFrom: (path, name) => {
      for (const scope of modules.filesAround(path)) {
        const file = byScope.get(scope)?.get(name);
        if (file !== undefined) return file;
      }
      return undefined;
    },
    exported: (root, name) => exported.get(root)?.get(name),
  };
}

function add(files: Map<string, Map<string, string>>, key: string, name: string, path: string): void {
  const names = entryOf(files, key, () => new Map());
  if (!names.has(name)) names.set(name, path);
}

interface MacroDefinition {
  readonly name: string;
  readonly isExported: boolean;
  /** At the left edge, or in a macro that stands there. */
  readonly isTopLevel: boolean;
}

function macrosIn(text: string): MacroDefinition[] {
  const found: MacroDefinition[] = [];
  /** The attributes and comments directly above a line. */
  let attributes = '';
  /** The last line at the left edge. */
  let outer = '';
  for (const line of text.split('\n')) {
    const [, before = '', name] = /^(.*)\bmacro_rules!\s*(\w+)/.exec(line) ?? [];
    if (name !== undefined) {
      // `doc! { macro_rules! … }` gives its attributes to the macro inside.
      const isExported = attributes.includes('macro_export') || isMacroCall(before);
      const isInMacro = before.trim() === '' && isMacroCall(outer);
      found.push({ name, isExported, isTopLevel: before === '' || isInMacro });
    }
    attributes = /^\s*(#|\/\/|\)\])/.test(line) ? `${attributes}\n${line}` : '';
    if (/^[^\s#/]/.test(line)) outer = line;
  }
  return found;
}

function isMacroCall(line: string): boolean {
  return /^\w+!\s*\{\s*$/.test(line);
}
