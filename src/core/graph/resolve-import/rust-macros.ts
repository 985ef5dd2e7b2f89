import type { Repository } from '../../analysis/repository.ts';
import type { RustModules } from './rust-modules.ts';

/** The macros that `macro_rules!` defines, by the first file of their crate. */
export interface RustMacros {
  /** The file that defines a macro which a whole crate sees without an import. */
  readonly ofCrate: (root: string, name: string) => string | undefined;
  /** The file that defines a macro which a crate gives to others, at its root, by `#[macro_export]`. */
  readonly exported: (root: string, name: string) => string | undefined;
}

type MacroFiles = Map<string, Map<string, string>>;

/** Reads the definitions out of the texts; those inside functions are left out. Of two with one name the first counts. */
export function rustMacrosOf(repository: Repository, modules: RustModules): RustMacros {
  const ofCrate: MacroFiles = new Map();
  const exported: MacroFiles = new Map();
  for (const { path, text, language } of repository.files) {
    if (language !== 'rust' || text === undefined || !text.includes('macro_rules!')) continue;
    const root = modules.rootOf(path).file;
    const isShared = modules.sharesMacros(path);
    for (const { 1: before, 2: name, index } of text.matchAll(/^(.*)\bmacro_rules!\s*(\w+)/gm)) {
      if (name === undefined) continue;
      const isExported = attributesBefore(text, index).includes('macro_export');
      // One that stands in a macro (`doc! { macro_rules! … }`) gets its attributes there.
      if (isExported || /^\w+!\s*\{\s*$/.test(before ?? '')) add(exported, root, name, path);
      if (isExported || (isShared && before === '')) add(ofCrate, root, name, path);
    }
  }
  return {
    ofCrate: (root, name) => ofCrate.get(root)?.get(name),
    exported: (root, name) => exported.get(root)?.get(name),
  };
}

function add(files: MacroFiles, root: string, name: string, path: string): void {
  const names = files.get(root) ?? new Map<string, string>();
  files.set(root, names);
  if (!names.has(name)) names.set(name, path);
}

/** The attributes and comments on the lines directly above a place. */
function attributesBefore(text: string, at: number): string {
  let start = at;
  while (start > 0) {
    const lineStart = text.lastIndexOf('\n', start - 2) + 1;
    if (!/^\s*(#|\/\/|\)\])/.test(text.slice(lineStart, start))) break;
    start = lineStart;
  }
  return text.slice(start, at);
}
