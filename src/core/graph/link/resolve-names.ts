import { entryOf } from '../../base/map-entry.ts';
import type { BindingTarget } from './bound-names.ts';
import { appliedTo } from './call-types.ts';
import { Answers, CutMemory } from './cut-memory.ts';
import { findExport, findReexport, inWildcard } from './find-export.ts';
import { findMember, memberAdded, supertypesOf } from './find-member.ts';
import { IncludedNames } from './included-names.ts';
import {
  external,
  hintOf,
  type NamedValue,
  nameOf,
  nothing,
  parentOf,
  pathIn,
  type ResolvedChain,
} from './named-value.ts';
import { NearFiles } from './near-files.ts';
import { nearestOf } from './nearest-symbol.ts';
import { definedInPackage, type FileTable, isType, type LinkedSymbol } from './symbol-tables.ts';

/** Resolves chains of names over the tables of one repository. Results are remembered. */
export class NameResolution {
  readonly #tables: ReadonlyMap<string, FileTable>;
  readonly #chains = new Map<FileTable, Answers<ResolvedChain>>();
  readonly #exports = new Map<FileTable, Answers<NamedValue | undefined>>();
  readonly #reexports = new Map<FileTable, Answers<NamedValue | undefined>>();
  readonly #members = new Map<LinkedSymbol, Answers<NamedValue | undefined>>();
  readonly #memory = new CutMemory();
  readonly #included: IncludedNames;
  readonly near: NearFiles;

  constructor(tables: ReadonlyMap<string, FileTable>) {
    this.#tables = tables;
    this.#included = new IncludedNames(tables);
    this.near = new NearFiles(tables);
  }

  /** As {@link resolve}, for the uses of a file, each of which is asked for once: their answers would fill the memory. */
  resolveUse(file: FileTable, chain: string, within: string | undefined): ResolvedChain {
    return this.#memory.answer(() => this.#walk(file, chain, within));
  }

  /** What `chain` means in `file`; `within` is the type around it where a bare name may be its member. */
  resolve(file: FileTable, chain: string, within: string | undefined): ResolvedChain {
    const known = entryOf(this.#chains, file, () => new Answers<ResolvedChain>());
    const key = within === undefined ? chain : `${within} ${chain}`;
    return this.#memory.once(known, key, nothing, () => this.#walk(file, chain, within));
  }

  tableAt(path: string): FileTable | undefined {
    return this.#tables.get(path);
  }

  /** What a file's import of a name leads to, through re-exports. */
  followBinding(target: BindingTarget): NamedValue | undefined {
    if (target.kind === 'external') return external;
    if (target.kind === 'package') {
      const from = this.near.ofPackage(target.package)[0];
      if (from === undefined) return undefined;
      if (target.imported === '*') return { kind: 'package', package: target.package, from };
      const symbol = from.family.packages.get(target.package)?.of(target.imported)[0];
      return symbol && { kind: 'symbol', symbol };
    }
    const file = this.#tables.get(target.path);
    if (file === undefined) return undefined;
    // `export = x` of TypeScript: the module is that one thing.
    const whole = file.exportedAs.has('=') ? this.exported(file, '=') : undefined;
    if (target.imported === '*') return whole ?? { kind: 'module', file };
    if (whole !== undefined) {
      const taken = target.imported === 'default' ? whole : this.step(whole, target.imported);
      if (taken !== undefined) return taken;
    }
    const [first = '', ...rest] = target.imported.split('.');
    let value = this.exported(file, first);
    for (const name of rest) value = value && this.step(value, name);
    if (value !== undefined) return value;
    return file.resolver.definesInText === true ? external : { kind: 'opaque', file, name: target.imported };
  }

  /** What a file gives to others under `name`: its own definition, or one that it takes from elsewhere. */
  exported(file: FileTable, name: string): NamedValue | undefined {
    const known = entryOf(this.#exports, file, () => new Answers<NamedValue | undefined>());
    return this.#memory.once(known, name, undefined, () => findExport(this, file, name));
  }

  /** What a file sees under a name in the files that it includes as text. */
  included(file: FileTable, name: string): NamedValue | undefined {
    const symbol = this.#included.find(file, name);
    return symbol && { kind: 'symbol', symbol };
  }

  /** What a file takes in under the name of a definition of its own, to give it to others. */
  reexported(file: FileTable, name: string): NamedValue | undefined {
    if (!file.imported.reexported.has(name)) return undefined;
    const known = entryOf(this.#reexports, file, () => new Answers<NamedValue | undefined>());
    return this.#memory.once(known, name, undefined, () => findReexport(this, file, name));
  }

  /** The member of a type, in whichever file it is defined, or of what it inherits from. */
  memberOf(symbol: LinkedSymbol, name: string): NamedValue | undefined {
    const known = entryOf(this.#members, symbol, () => new Answers<NamedValue | undefined>());
    return this.#memory.once(known, name, undefined, () => findMember(this, symbol, name));
  }

  #walk(file: FileTable, chain: string, within: string | undefined): ResolvedChain {
    const segments = chain.split('.');
    const head = this.#head(file, segments, within);
    if (head === undefined) return nothing;
    let { value } = head;
    const last = segments[head.used - 1] ?? '';
    const isLocal = last.startsWith('?');
    const steps: NamedValue[] = isLocal ? [] : [value];
    let current: NamedValue | undefined = isLocal ? value : appliedTo(this, value, last);
    // `Color Color`: the name may stand for the type as well as for the member of that type.
    if (value.kind === 'symbol' && value.symbol.type === last && value.symbol.parent !== undefined) {
      const type = this.typeOf(value.symbol);
      if (type !== undefined) steps.push(type);
    }
    for (let index = head.used; index < segments.length; index++) {
      const segment = segments[index] as string;
      const name = nameOf(segment);
      if (current?.kind === 'external') return { value: external, steps, understood: segments.length };
      const next: NamedValue | undefined = current && this.#stepUp(current, name, segments[index + 1]);
      if (name === 'super' && next !== undefined) {
        steps.push(next);
        current = appliedTo(this, next, segments[++index] ?? '');
        value = next;
        continue;
      }
      if (next === undefined && isUnwrapped(current, name)) continue;
      if (next === undefined) return { value: undefined, steps, understood: index };
      steps.push(next);
      value = next;
      current = appliedTo(this, value, segment);
    }
    return { value: current, steps, understood: segments.length };
  }

  /** As {@link step}; after `super` what the next name means in a type that is inherited from. */
  #stepUp(value: NamedValue, name: string, next: string | undefined): NamedValue | undefined {
    if (name !== 'super' || value.kind !== 'symbol' || !isType(value.symbol.kind))
      return this.step(value, name);
    const parents = supertypesOf(this, value.symbol);
    if (next === undefined) return parents[0] ?? external;
    for (const parent of parents) {
      const member = parent.kind === 'symbol' ? this.memberOf(parent.symbol, nameOf(next)) : undefined;
      if (member !== undefined && member.kind !== 'external') return member;
    }
    return external;
  }

  #head(
    file: FileTable,
    segments: readonly string[],
    within: string | undefined,
  ): { readonly value: NamedValue; readonly used: number } | undefined {
    const name = nameOf(segments[0] as string);
    if (name.startsWith('?')) return this.#hinted(file, segments[0] as string);
    if (file.imported.hasDottedBindings) {
      for (let used = segments.length; used > 1; used--) {
        const target = file.imported.bindings.get(segments.slice(0, used).map(nameOf).join('.'));
        const value = target && this.followBinding(target);
        if (value !== undefined) return { value, used };
      }
    }
    const value = this.#named(file, name, within);
    if (value !== undefined) return { value, used: 1 };
    const path = file.resolver.resolvePath?.(file.source, pathIn(segments));
    if (path !== undefined) {
      const target: BindingTarget = { imported: '*', ...path.target };
      const found = this.followBinding(target);
      if (found !== undefined) return { value: found, used: path.used };
    }
    const second = segments[1] === undefined ? undefined : nameOf(segments[1]);
    const isTelling = second !== undefined && file.resolver.standardMembers?.has(second) !== true;
    const added = isTelling ? memberAdded(file, name, second) : undefined;
    if (added !== undefined) return { value: { kind: 'symbol', symbol: added }, used: 2 };
    const global = nearestOf(file.family.globals.of(name), name, file);
    if (global === undefined) return undefined;
    // A file may only add to a namespace that is a library's.
    const isOther =
      global.kind === 'module' && segments[1] !== undefined && !this.memberOf(global, nameOf(segments[1]));
    return isOther ? undefined : { value: { kind: 'symbol', symbol: global }, used: 1 };
  }

  /** The value of a local by what its place says of it: `?a~f:b(0)` is `f.b(0)`. */
  #hinted(file: FileTable, head: string): { readonly value: NamedValue; readonly used: number } | undefined {
    const hint = hintOf(head);
    const { value } = hint === undefined ? nothing : this.resolve(file, hint, undefined);
    return value && { value, used: 1 };
  }

  #named(file: FileTable, name: string, within: string | undefined): NamedValue | undefined {
    for (let type = within; type !== undefined; type = parentOf(type)) {
      const own = this.typeIn(file, type);
      // Where modules are written out in files, members of types have no bare names.
      if (own?.kind !== 'module' && file.resolver.hasInlineModules === true) continue;
      const member = own && this.memberOf(own, name);
      if (member !== undefined && !needsReceiver(member)) return member;
    }
    const binding = file.imported.bindings.get(name);
    if (binding !== undefined) return this.followBinding(binding);
    const own = file.top.get(name) ?? nearestOf(definedInPackage(file, name), name, file);
    if (own !== undefined) return { kind: 'symbol', symbol: own };
    if (file.resolver.includesText === true) return this.included(file, name);
    for (const { target } of file.imported.wildcards) {
      const found = inWildcard(this, target, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What a chain of members means on a value of a known type, as {@link resolve} says it. */
  resolveOn(type: LinkedSymbol, names: readonly string[]): ResolvedChain {
    const steps: NamedValue[] = [];
    let current: NamedValue | undefined = { kind: 'symbol', symbol: type };
    for (const segment of names) {
      if (current?.kind === 'external') return { value: external, steps, understood: names.length };
      const next: NamedValue | undefined = current && this.step(current, nameOf(segment));
      if (next === undefined && isUnwrapped(current, nameOf(segment))) continue;
      if (next === undefined) return { value: undefined, steps, understood: steps.length };
      steps.push(next);
      current = appliedTo(this, next, segment);
    }
    return { value: current, steps, understood: names.length };
  }

  /** The symbol of a dotted type of the same file or package; one that is only extended here counts by its name. */
  typeIn(file: FileTable, type: string): LinkedSymbol | undefined {
    const dot = type.lastIndexOf('.');
    const found =
      dot < 0 ? file.top.get(type) : file.members.get(type.slice(0, dot))?.get(type.slice(dot + 1));
    if (found !== undefined) return found;
    if (file.members.has(type) || file.supertypes.has(type))
      return { file, name: type, kind: 'class', parent: undefined, type: undefined };
    return undefined;
  }

  /** What `name` means on a value. */
  step(value: NamedValue, name: string): NamedValue | undefined {
    switch (value.kind) {
      case 'module':
        return this.exported(value.file, name);
      case 'package': {
        const { packages } = value.from.family;
        const symbol = packages.get(value.package)?.of(name)[0];
        if (symbol !== undefined) return { kind: 'symbol', symbol };
        const inner = `${value.package}.${name}`;
        return packages.has(inner) ? { kind: 'package', package: inner, from: value.from } : undefined;
      }
      case 'symbol': {
        const { file, kind } = value.symbol;
        const member = this.memberOf(value.symbol, name);
        if (kind !== 'module' || file.resolver.hasInlineModules !== true) return member;
        if (member !== undefined) return this.reexported(file, name) ?? member;
        return this.exported(file, name); // what it takes in with a `use` of its own
      }
      default:
        return undefined;
    }
  }

  /** What the type of a member is that a symbol itself has: of a parameter, of what a call gives. */
  typeOfMember({ file, name }: LinkedSymbol, member: string): NamedValue | undefined {
    const found = file.members.get(name)?.get(member);
    return found && this.typeOf(found);
  }

  /** What the type of a symbol is; a property may bear the name of its own type. */
  typeOf({ file, name, type, parent }: LinkedSymbol): NamedValue | undefined {
    if (type === undefined) return undefined;
    const isOwnName = parent !== undefined && (name === `${parent}.${type}` || /[)>]$/.test(name));
    return this.resolve(file, type, isOwnName ? parentOf(parent) : parent).value;
  }
}

/** Whether a name takes a value of a type out of what holds it, which counts as the type itself. */
function isUnwrapped(value: NamedValue | undefined, name: string): boolean {
  if (value?.kind !== 'symbol') return false;
  return isType(value.symbol.kind) && value.symbol.file.resolver.unwrappingMembers?.has(name) === true;
}

/** Whether a member can only be named after what it is a member of. */
function needsReceiver(member: NamedValue): boolean {
  if (member.kind !== 'symbol') return false;
  const { kind, file } = member.symbol;
  if (file.resolver.membersNeedReceiver !== true) return false;
  return kind === 'field' || kind === 'method' || kind === 'property';
}
