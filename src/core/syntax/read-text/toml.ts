import type { ImportStatement, SymbolDefinition } from '../syntax-summary.ts';
import { fileReference, mayBeFile, orderedReferences, type TextFacts, textSymbol } from './text-reader.ts';
import { type TomlTable, tomlTables } from './toml-entries.ts';

/**
 * Reads TOML: tables, and the files that manifests name. `pyproject.toml`: modules of scripts (`package.module:function`)
 * and the readme. `Cargo.toml`: targets, the places where Cargo looks for them when nothing is said, packages by path
 * (a folder) and members of the workspace.
 */
export function readToml(text: string): TextFacts {
  const tables = tomlTables(text);
  const references: ImportStatement[] = [];
  const add = (target: string, line: number) => {
    if (isScript.test(target) || mayBeFile(target)) references.push(fileReference('asset', target, line));
  };
  for (const table of tables) {
    for (const { path, strings, line } of table.entries)
      for (const target of namedFiles(path, strings)) add(target, line);
  }
  for (const { target, line } of cargoTargets(tables)) add(target, line);
  const lineCount = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return { symbols: tableSymbols(tables, lineCount), imports: orderedReferences(references) };
}

function tableSymbols(tables: readonly TomlTable[], lineCount: number): SymbolDefinition[] {
  return tables.flatMap(({ path, line }, index) => {
    if (path.length === 0) return [];
    const endLine = Math.max(line, (tables[index + 1]?.line ?? lineCount + 1) - 1);
    return [textSymbol('module', path.join('.'), { startLine: line, endLine })];
  });
}

const scriptTables =
  /^(?:project\.(?:scripts|gui-scripts|entry-points\.[^.]+)|tool\.poetry\.(?:scripts|plugins\.[^.]+))\./;
/** A module and what is called in it; not to be taken for an address with a scheme. */
const isScript = /^[A-Za-z_][\w.]*:[A-Za-z_]/;
const fileKeys =
  /^(?:project\.readme(?:\.file)?|project\.license\.file|project\.license-files|tool\.poetry\.readme|package\.(?:readme|license-file)|package\.build)$/;
const dependencyPath = /(?:^|\.)(?:dev-|build-)?dependencies\.[^.]+\.path$|^patch\.[^.]+\.[^.]+\.path$/;

function namedFiles(path: readonly string[], strings: readonly string[]): readonly string[] {
  const dotted = path.map((key) => key.replaceAll('.', '-')).join('.');
  if (scriptTables.test(dotted)) return strings.slice(0, 1);
  if (fileKeys.test(dotted)) return strings;
  // A folder; its manifest is meant.
  if (dependencyPath.test(dotted)) return strings.map((folder) => `${folder.replace(/\/$/, '')}/Cargo.toml`);
  if (dotted === 'workspace.members')
    return strings.map((folder) => `${folder.replace(/\/$/, '')}/Cargo.toml`);
  return [];
}

/** Where the targets of a Cargo package lie: as they say, or where Cargo looks. */
function cargoTargets(tables: readonly TomlTable[]): { readonly target: string; readonly line: number }[] {
  const found: { readonly target: string; readonly line: number }[] = [];
  const manifest = tables.find(({ path }) => path.join('.') === 'package');
  const isCargo = manifest !== undefined || tables.some(({ path }) => path.join('.') === 'workspace');
  if (!isCargo) return found;
  const folders: Readonly<Record<string, string>> = {
    bin: 'src/bin',
    example: 'examples',
    test: 'tests',
    bench: 'benches',
  };
  let hasLibrary = false;
  for (const { path, line, entries } of tables) {
    const kind = path.join('.');
    const folder = folders[kind];
    if (kind !== 'lib' && folder === undefined) continue;
    const own = entries.find((entry) => entry.path.at(-1) === 'path');
    const name = entries.find((entry) => entry.path.at(-1) === 'name')?.strings[0];
    if (own?.strings[0] !== undefined) found.push({ target: own.strings[0], line: own.line });
    else if (folder !== undefined && name !== undefined) found.push({ target: `${folder}/${name}.rs`, line });
    if (kind === 'lib' && own !== undefined) hasLibrary = true;
  }
  if (manifest !== undefined) {
    if (!hasLibrary) found.push({ target: 'src/lib.rs', line: manifest.line });
    found.push({ target: 'src/main.rs', line: manifest.line });
    if (!manifest.entries.some(({ path }) => path.at(-1) === 'build'))
      found.push({ target: 'build.rs', line: manifest.line });
  }
  return found;
}
