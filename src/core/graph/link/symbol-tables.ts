import type { MentionedNames } from '../../analysis/mentioned-names.ts';
import type { SourceFile } from '../../analysis/repository.ts';
import { entryOf } from '../../base/map-entry.ts';
import type { SymbolKind } from '../../syntax/syntax-summary.ts';
import type { ImportResolver } from '../resolve-import/import-resolver.ts';
import type { BoundNames } from './bound-names.ts';
import { insertByPath, NameIndex } from './name-index.ts';
import { type ResolvedImports, resolveImportsOf } from './resolve-imports-of.ts';

/** Something that a file defines. */
export interface LinkedSymbol {
  readonly file: FileTable;
  /** Dotted from the outside: `Server.start`. */
  readonly name: string;
  readonly kind: SymbolKind | 'field';
  /** The definition around it. */
  readonly parent: string | undefined;
  /** Chain of names that gives its type, to be read in its own file. */
  readonly type: string | undefined;
  /** The value that bears the name of this type, as in TypeScript, where types and values do not share their names. */
  readonly twin?: LinkedSymbol;
}

/** The names of one file. */
export interface FileTable {
  readonly path: string;
  readonly source: SourceFile;
  readonly resolver: ImportResolver;
  readonly family: FamilyTable;
  readonly package: string | undefined;
  readonly top: ReadonlyMap<string, LinkedSymbol>;
  /** Dotted type → member's name → member. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, LinkedSymbol>>;
  readonly supertypes: ReadonlyMap<string, readonly string[]>;
  readonly exportedAs: ReadonlyMap<string, string>;
  /** Where its imports lead: resolved when somebody asks for the first time. */
  readonly imports: ResolvedImports;
  /** What they give names to. */
  readonly imported: BoundNames;
}

/** What files of one language family know of each other. All lists are sorted by the files' paths. */
export interface FamilyTable {
  /** Package → definitions. */
  readonly packages: Map<string, NameIndex>;
  /** What files define that others take in as text: it belongs to no package. */
  readonly included: NameIndex;
  /** Dotted type → files that define members of it. */
  readonly containers: Map<string, { readonly file: FileTable }[]>;
  /** The same by package: many packages may have a type of one name. */
  readonly containersInPackages: Map<string, Map<string, { readonly file: FileTable }[]>>;
  /** Members by their own names. */
  readonly members: NameIndex;
  /** What needs no import anywhere. */
  readonly globals: NameIndex;
}

export function createFamily(): FamilyTable {
  return {
    packages: new Map(),
    included: new NameIndex(),
    containers: new Map(),
    containersInPackages: new Map(),
    members: new NameIndex(),
    globals: new NameIndex(),
  };
}

export interface TableInput {
  readonly resolver: ImportResolver;
  readonly family: FamilyTable;
  /** Where there is no room for what nobody uses: headers may define millions of registers. */
  readonly mentioned?: MentionedNames | undefined;
  /** The one copy of a text that is held, where files say the same names many times. */
  readonly intern?: ((text: string) => string) | undefined;
}

const noEntries: ReadonlyMap<string, never> = new Map<string, never>();

/** Most maps of most files are empty: these are one. */
function mapOf<T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  return entries.length === 0 ? noEntries : new Map(entries);
}

class NamesOfFile implements FileTable {
  readonly path: string;
  readonly source: SourceFile;
  readonly resolver: ImportResolver;
  readonly family: FamilyTable;
  readonly package: string | undefined;
  readonly top: FileTable['top'];
  readonly members: FileTable['members'];
  readonly supertypes: FileTable['supertypes'];
  readonly exportedAs: FileTable['exportedAs'];
  #imports: ResolvedImports | undefined;

  constructor(
    source: SourceFile,
    { resolver, family, top, members }: Pick<FileTable, 'resolver' | 'family' | 'top' | 'members'>,
  ) {
    const { path, syntax } = source;
    this.path = path;
    this.source = source;
    this.resolver = resolver;
    this.family = family;
    this.package = resolver.packageOf?.(source);
    this.top = top;
    this.members = members;
    this.supertypes = mapOf((syntax?.inheritance ?? []).map(({ type, supertypes }) => [type, supertypes]));
    this.exportedAs = mapOf(Object.entries(syntax?.exportedAs ?? {}));
  }

  get imports(): ResolvedImports {
    this.#imports ??= resolveImportsOf(this.source, this.resolver);
    return this.#imports;
  }

  get imported(): BoundNames {
    return this.imports.bound;
  }
}

/** Reads the names of one file, and makes them known to its family. */
export function tableOf(source: SourceFile, { resolver, family, mentioned, intern }: TableInput): FileTable {
  const top = new Map<string, LinkedSymbol>();
  const members = new Map<string, Map<string, LinkedSymbol>>();
  const syntax = source.syntax;
  const table = new NamesOfFile(source, { resolver, family, top, members });
  const held = (text: string | undefined) => (text === undefined ? undefined : (intern?.(text) ?? text));
  const add = (
    given: string,
    around: string | undefined,
    kind: LinkedSymbol['kind'],
    typed: string | undefined,
  ) => {
    const [name, parent, type] = [intern?.(given) ?? given, held(around), held(typed)];
    // A constructor is reached through its type, and must not hide the type's name inside of it.
    if (kind === 'method' && parent !== undefined && (parent === name || parent.endsWith(`.${name}`))) return;
    const symbol: LinkedSymbol = {
      file: table,
      name: parent === undefined ? name : `${parent}.${name}`,
      kind,
      parent,
      type,
    };
    const names = parent === undefined ? top : entryOf(members, parent, () => new Map());
    const known = names.get(name);
    // Of several with one name, the type is what others mean; else the first.
    if (known === undefined) names.set(name, symbol);
    else if (isType(kind) !== isType(known.kind) && known.twin === undefined) {
      const [asType, twin] = isType(kind) ? [symbol, known] : [known, symbol];
      names.set(name, resolver.hasTypeTwins === true ? { ...asType, twin } : asType);
    }
  };
  const isUsed = (name: string) => resolver.includesText !== true || mentioned?.has(name) !== false;
  for (const { name, parent, kind, type } of syntax?.symbols ?? [])
    if ((kind !== 'variable' && kind !== 'function') || isUsed(name)) add(name, parent, kind, type);
  for (const { name, parent, type } of syntax?.fields ?? [])
    if (isUsed(name)) add(name, parent, 'field', type);
  if (resolver.hasPlainEnumerators === true) {
    for (const [container, names] of members) {
      if (top.get(container)?.kind !== 'enum') continue;
      for (const [name, symbol] of names) if (!top.has(name)) top.set(name, symbol);
    }
  }
  publish(table);
  return table;
}

function publish(table: FileTable): void {
  const { family, package: packageKey, top, members, resolver, source } = table;
  const definitions = definitionsOf(table);
  if (definitions !== undefined) for (const [name, symbol] of top) definitions.add(name, symbol);
  if (resolver.definesGlobals?.(source) === true)
    for (const [name, symbol] of top)
      if (resolver.libraryGlobals?.has(name) !== true || !addsOnly.has(symbol.kind))
        family.globals.add(name, symbol);
  const inPackage =
    packageKey === undefined ? undefined : entryOf(family.containersInPackages, packageKey, () => new Map());
  const item = { file: table };
  for (const container of containersOf(table)) {
    if (isAskedForContainers(resolver)) insertInto(family.containers, container, item);
    if (inPackage !== undefined) insertInto(inPackage, container, item);
  }
  for (const names of members.values())
    for (const [name, symbol] of names) if (!/^[(<]/.test(name)) family.members.add(name, symbol);
}

/** Whether anyone looks for members of a type outside of its own package. */
function isAskedForContainers({ hasExtensions, libraryGlobals }: ImportResolver): boolean {
  return hasExtensions === true || libraryGlobals !== undefined;
}

function insertInto<T extends OfFile>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else insertByPath(list, item);
}

/** Where others find what a file defines. */
function definitionsOf({ family, package: key, resolver }: FileTable): NameIndex | undefined {
  if (resolver.includesText === true) return family.included;
  return key === undefined ? undefined : entryOf(family.packages, key, () => new NameIndex());
}

/** What a file's package defines under a name. */
export function definedInPackage(
  { family, package: key, resolver }: FileTable,
  name: string,
): readonly LinkedSymbol[] {
  if (key === undefined) return [];
  if (resolver.includesText === true)
    return family.included.of(name).filter((one) => one.file.package === key);
  return family.packages.get(key)?.of(name) ?? [];
}

/** The types that a file tells something of; one that only inherits here, too. */
function containersOf({ members, supertypes }: FileTable): ReadonlySet<string> {
  return new Set([...members.keys(), ...supertypes.keys()]);
}

/** Takes back what a file made known to its family, before another version of it is read. */
export function withdraw(table: FileTable): void {
  const { family, package: packageKey, top, members } = table;
  const definitions = definitionsOf(table);
  for (const name of top.keys()) {
    definitions?.remove(name, table);
    family.globals.remove(name, table);
  }
  const inPackage = packageKey === undefined ? undefined : family.containersInPackages.get(packageKey);
  for (const container of containersOf(table)) {
    removeFrom(family.containers, container, table);
    if (inPackage !== undefined) removeFrom(inPackage, container, table);
  }
  for (const ownMembers of members.values())
    for (const name of ownMembers.keys()) family.members.remove(name, table);
}

interface OfFile {
  readonly file: FileTable;
}

function removeFrom<T extends OfFile>(lists: Map<string, T[]>, key: string, file: FileTable): void {
  const list = lists.get(key);
  if (list === undefined) return;
  const left = list.filter((item) => item.file !== file);
  if (left.length === 0) lists.delete(key);
  else lists.set(key, left);
}

export function isType(kind: LinkedSymbol['kind']): boolean {
  return kind === 'class' || kind === 'interface' || kind === 'type' || kind === 'enum' || kind === 'module';
}

/** What a file with the name of something in the library adds to; a value it must define itself. */
const addsOnly: ReadonlySet<LinkedSymbol['kind']> = new Set(['interface', 'module'] as const);
