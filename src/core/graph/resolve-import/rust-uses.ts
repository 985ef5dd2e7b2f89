import type { SourceFile } from '../../analysis/repository.ts';
import { entryOf } from '../../base/map-entry.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import type { RustModule, RustModules } from './rust-modules.ts';
import { type UsedPath, usedPaths } from './rust-use-tree.ts';

/** A name that a `use` declaration takes, and the module that it stands in. */
export interface RustUse {
  readonly used: UsedPath;
  readonly module: RustModule;
}

/** What the `use` declarations of one file take. */
export interface RustUses {
  readonly ofStatement: ReadonlyMap<ImportStatement, readonly RustUse[]>;
  readonly byLocal: ReadonlyMap<string, readonly RustUse[]>;
}

/** Reads the declarations of a file, once each. */
export function rustUsesOf(modules: RustModules): (file: SourceFile) => RustUses {
  const known = new WeakMap<SourceFile, RustUses>();
  return (file) => {
    let uses = known.get(file);
    if (uses === undefined) {
      uses = readUses(file, modules);
      known.set(file, uses);
    }
    return uses;
  };
}

function readUses(file: SourceFile, modules: RustModules): RustUses {
  const ofStatement = new Map<ImportStatement, RustUse[]>();
  const byLocal = new Map<string, RustUse[]>();
  const inMacros = macroUseTrees(file);
  for (const statement of file.syntax?.imports ?? []) {
    const { kind, specifier, line, locals } = statement;
    if (kind !== 'import' && kind !== 're-export') continue;
    const alias = Object.keys(locals ?? {})[0];
    const paths =
      // `extern crate name as alias` never means a module.
      alias !== undefined
        ? [{ segments: [specifier], local: alias, isGlobal: true }]
        : usedPaths(specifier === 'use' ? inMacros(line) : specifier);
    const module = modules.at(file, line);
    const uses = paths.map((used) => ({ used, module }));
    ofStatement.set(statement, uses);
    for (const use of uses) entryOf(byLocal, use.used.local, () => []).push(use);
  }
  return { ofStatement, byLocal };
}

/**
 * The trees of the `use` declarations inside macros, which are not parsed: of a statement only its line is known. Gives the
 * next one of a 1-based line each time it is asked; '' for one that a macro completes with a variable.
 */
function macroUseTrees({ text = '' }: SourceFile): (line: number) => string {
  let starts: number[] | undefined;
  const readTo = new Map<number, number>();
  return (line) => {
    starts ??= lineStarts(text);
    const declaration = /\buse\s([^;]*);/g;
    declaration.lastIndex = readTo.get(line) ?? starts[line - 1] ?? text.length;
    const found = declaration.exec(text);
    if (found === null) return '';
    readTo.set(line, found.index + 'use'.length);
    const tree = found[1] ?? '';
    return /\$(?!crate\b)/.test(tree) ? '' : tree;
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
