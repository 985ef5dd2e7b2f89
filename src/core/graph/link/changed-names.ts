import { shortHash } from '../../base/content-hash.ts';
import { nameOf } from './named-value.ts';
import type { FileTable, LinkedSymbol } from './symbol-tables.ts';

/** The names whose meaning for other files differs between two versions of one file. */
export function differingNames(old: FileTable, table: FileTable): Set<string> {
  const [before, after] = [signatures(old), signatures(table)];
  const names = new Set<string>();
  for (const [name, signature] of before) if (after.get(name) !== signature) names.add(name);
  for (const [name, signature] of after) if (before.get(name) !== signature) names.add(name);
  return names;
}

/** Name → everything that others can learn of it. '*' stands for what may touch any name. */
function signatures(table: FileTable): Map<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, signature: string) => found.set(name, `${found.get(name) ?? ''}|${signature}`);
  const scope = table.resolver.definesGlobals?.(table.source) === true ? 'everywhere' : 'here';
  for (const [name, { kind, type, twin }] of table.top)
    add(name, [scope, kind, type, ...(twin === undefined ? [] : [twin.kind, twin.type])].join(' '));
  for (const [container, members] of table.members)
    for (const [name, { kind, type }] of members)
      add(saidName(container, name), `${container} ${name} ${kind} ${type}`);
  for (const [type, supertypes] of table.supertypes) add('*', `${type} ${supertypes.join()}`);
  for (const [exported, own] of table.exportedAs) add(givenName(exported), own);
  for (const [local, target] of table.imported.bindings) add(local, JSON.stringify(target));
  for (const local of table.imported.reexported) add(local, 'given');
  for (const [local, targets] of table.imported.namesakes) add(local, JSON.stringify(targets));
  for (const wildcard of table.imported.wildcards) add('*', JSON.stringify(wildcard));
  add('*', String(table.package));
  return found;
}

/** `module.exports = a` is what the file is known by under any name. */
function givenName(exported: string): string {
  return exported === '=' ? '*' : exported;
}

/**
 * All names that may mean something else once some do: aliases of them, and definitions whose types mention them. '*' if
 * that may be any name at all.
 */
export function affectedNames(
  tables: Iterable<FileTable>,
  changed: ReadonlySet<string>,
): ReadonlySet<string> {
  const names = new Set(changed);
  const all = [...tables];
  for (let before = -1; before !== names.size && !names.has('*'); ) {
    before = names.size;
    for (const table of all) addAffected(table, names);
  }
  return names;
}

function addAffected(
  { imported: { bindings }, exportedAs, supertypes, top, members }: FileTable,
  names: Set<string>,
): void {
  for (const [local, target] of bindings)
    if (target.kind !== 'external' && names.has(target.imported)) names.add(local);
  for (const [exported, own] of exportedAs) if (names.has(own)) names.add(givenName(exported));
  for (const chains of supertypes.values()) if (chains.some((chain) => says(chain, names))) names.add('*');
  const addTyped = (name: string, { type, twin }: LinkedSymbol) => {
    if (names.has(name)) return;
    if ([type, twin?.type].some((chain) => chain !== undefined && says(chain, names))) names.add(name);
  };
  for (const [name, symbol] of top) addTyped(name, symbol);
  for (const [container, symbols] of members)
    for (const [name, symbol] of symbols) addTyped(saidName(container, name), symbol);
}

/** The name that a chain has when it means a member: parameters and what calls give are said by what is called. */
function saidName(container: string, member: string): string {
  if (!/^[(<]/.test(member)) return member;
  const said = container.replace(/(?:\.(?:constructor|\(\)))+$/, '');
  return said.slice(said.lastIndexOf('.') + 1);
}

/** Whether a chain has one of the names. */
function says(chain: string, names: ReadonlySet<string>): boolean {
  if (!/[.(<~]/.test(chain)) return names.has(chain);
  return chain.split(/[.:~]/).some((segment) => names.has(nameOf(segment)));
}

/** Whether a file says any of the names, so that it may mean something else by them now. */
export function mentions(
  { source: { syntax }, imported: { bindings, mentions: imported } }: FileTable,
  names: ReadonlySet<string>,
): boolean {
  if (names.has('*')) return true;
  for (const name of bindings.keys()) if (names.has(name)) return true;
  for (const { target } of imported)
    if (target.kind !== 'external' && names.has(target.imported)) return true;
  return (syntax?.references ?? []).some(({ chain }) => says(chain, names));
}

/** Which files and packages the imports of a file lead to, as text to compare. */
export function importTargets({ imported: { bindings, wildcards } }: FileTable): string {
  const targets = [...bindings.values(), ...wildcards.map(({ target }) => target)];
  const keys = targets.map((target) =>
    target.kind === 'file' ? target.path : target.kind === 'package' ? `package ${target.package}` : '',
  );
  return [...new Set(keys)].sort().join('\n');
}

/**
 * What resolvers read of a file when they resolve the imports of others, as text to compare: where it differs, the import of
 * any file may lead elsewhere.
 */
export function readByResolvers(table: FileTable): string {
  const { source, resolver, package: packageKey, top } = table;
  const read: unknown[] = [];
  if (resolver.readsDefinitions === true)
    read.push(packageKey, source.syntax?.namespace, [...top.keys(), ...extensionsIn(table)].sort());
  if (resolver.readsImports === true)
    read.push((source.syntax?.imports ?? []).map(({ line: _, ...statement }) => statement));
  read.push(resolver.readOfSyntax?.(source));
  if (resolver.readsText !== undefined) read.push(source.text?.match(resolver.readsText));
  return JSON.stringify(read);
}

/**
 * What resolvers read of a file's text, besides its syntax, as text to compare: where it is the same for two versions, one may
 * stand for the other.
 */
export function ownTextRead({ source, resolver }: Pick<FileTable, 'source' | 'resolver'>): string {
  const { readsText, readOfOwnText } = resolver;
  const matches = readsText === undefined ? null : (source.text?.match(readsText) ?? null);
  const own = readOfOwnText?.(source) ?? '';
  return matches === null && own === '' ? '' : shortHash(JSON.stringify(matches), own);
}

/** What a file adds to types that it does not define: that can be imported by name. */
function extensionsIn({ resolver, top, members }: FileTable): string[] {
  if (resolver.hasExtensions !== true) return [];
  return [...members].flatMap(([type, names]) =>
    top.has(type) ? [] : [...names.keys()].map((name) => `${type}.${name}`),
  );
}
