import { entryOf } from '../../base/map-entry.ts';
import { extensionOf, fileNameOf } from '../../base/path-text.ts';
import { type BindingTarget, type FileTable, isType, type LinkedSymbol } from './symbol-tables.ts';

/** What a chain of names stands for, as far as syntax tells. */
export type NamedValue =
  | { readonly kind: 'module'; readonly file: FileTable }
  | { readonly kind: 'package'; readonly package: string; readonly from: FileTable }
  | { readonly kind: 'symbol'; readonly symbol: LinkedSymbol }
  /** A file that exports something of which nothing more is known. */
  | { readonly kind: 'opaque'; readonly file: FileTable; readonly name: string }
  | { readonly kind: 'external' };

export interface ResolvedChain {
  /** What the whole chain stands for. */
  readonly value: NamedValue | undefined;
  /** What each of its names stands for, as far as that is known; those after the first gap are missing. */
  readonly steps: readonly NamedValue[];
  /** How many of its names were understood; those after them are members of something unknown. */
  readonly understood: number;
}

const external: NamedValue = { kind: 'external' };
const nothing: ResolvedChain = { value: undefined, steps: [], understood: 0 };

/** How many types and re-exports are followed from one to the next, and how many in all for one question. */
const deepest = 40;
const mostSteps = 2000;

/** Resolves chains of names over the tables of one repository. Results are remembered. */
export class NameResolution {
  readonly #tables: ReadonlyMap<string, FileTable>;
  readonly #chains = new Map<FileTable, Map<string, ResolvedChain>>();
  readonly #exports = new Map<FileTable, Map<string, NamedValue | undefined>>();
  readonly #members = new Map<LinkedSymbol, Map<string, NamedValue | undefined>>();
  /** Results with cuts, for questions that are not part of another one. */
  readonly #wholes = new Map<unknown, Map<string, unknown>>();
  readonly #pending = new Map<unknown, Set<string>>();
  #depth = 0;
  #steps = 0;
  #isCut = false;

  constructor(tables: ReadonlyMap<string, FileTable>) {
    this.#tables = tables;
  }

  /** What `chain` means in `file`; `within` is the type around it where a bare name may be its member. */
  resolve(file: FileTable, chain: string, within: string | undefined): ResolvedChain {
    const known = entryOf(this.#chains, file, () => new Map<string, ResolvedChain>());
    const key = within === undefined ? chain : `${within} ${chain}`;
    return this.#once(known, key, nothing, () => this.#walk(file, chain, within));
  }

  /** The files that are at most `steps` imports away, packages with all their files. */
  reachableFrom(file: FileTable, steps: number): Set<FileTable> {
    const reached = new Set([file]);
    let frontier = [file];
    for (let step = 0; step < steps && frontier.length > 0; step++) {
      const next: FileTable[] = [];
      for (const one of frontier) {
        for (const other of this.neighboursOf(one)) {
          if (reached.has(other)) continue;
          reached.add(other);
          next.push(other);
        }
      }
      frontier = next;
    }
    return reached;
  }

  #neighbours = new Map<FileTable, readonly FileTable[]>();

  /** The files that one file's imports and package lead to. */
  neighboursOf(file: FileTable): readonly FileTable[] {
    return entryOf(this.#neighbours, file, () => {
      const targets = [...file.bindings.values(), ...file.wildcards.map(({ target }) => target)];
      const found = new Set<FileTable>();
      for (const target of targets) {
        if (target.kind === 'file') {
          const other = this.#tables.get(target.path);
          if (other !== undefined) found.add(other);
        } else if (target.kind === 'package') {
          for (const other of this.#packageFiles().get(target.package) ?? []) found.add(other);
        }
      }
      if (file.package !== undefined)
        for (const other of this.#packageFiles().get(file.package) ?? []) found.add(other);
      return [...found];
    });
  }

  /** What a file's import of a name leads to, through re-exports. */
  followBinding(target: BindingTarget): NamedValue | undefined {
    if (target.kind === 'external') return external;
    if (target.kind === 'package') {
      const from = this.#anyOf(target.package);
      if (from === undefined) return undefined;
      if (target.imported === '*') return { kind: 'package', package: target.package, from };
      const symbol = from.family.packages.get(target.package)?.get(target.imported)?.[0];
      return symbol && { kind: 'symbol', symbol };
    }
    const file = this.#tables.get(target.path);
    if (file === undefined) return undefined;
    if (target.imported === '*') return { kind: 'module', file };
    const [first = '', ...rest] = target.imported.split('.');
    let value = this.exported(file, first);
    for (const name of rest) value = value && this.#step(value, name);
    return value ?? { kind: 'opaque', file, name: target.imported };
  }

  /** What a file gives to others under `name`: its own definition, or one that it takes from elsewhere. */
  exported(file: FileTable, name: string): NamedValue | undefined {
    const known = entryOf(this.#exports, file, () => new Map<string, NamedValue | undefined>());
    return this.#once(known, name, undefined, () => this.#findExported(file, name));
  }

  /** The member of a type, in whichever file it is defined, or of what it inherits from. */
  memberOf(symbol: LinkedSymbol, name: string): NamedValue | undefined {
    const known = entryOf(this.#members, symbol, () => new Map<string, NamedValue | undefined>());
    return this.#once(known, name, undefined, () => this.#findMember(symbol, name));
  }

  /**
   * Computes something once. What is asked for while it is being computed (types that are defined by each other, files that
   * re-export each other) is cut off; a result that depends on where it was cut is remembered for the same question alone, so
   * that no result depends on what was asked before.
   */
  #once<T>(known: Map<string, T>, key: string, cut: T, compute: () => T): T {
    if (known.has(key)) return known.get(key) as T;
    const whole = this.#wholes.get(known);
    if (this.#depth === 0 && whole?.has(key)) return whole.get(key) as T;
    const pending = entryOf(this.#pending, known, () => new Set());
    if (pending.has(key) || this.#depth >= deepest || this.#steps > mostSteps) {
      this.#isCut = true;
      return cut;
    }
    const isCutAround = this.#isCut;
    this.#isCut = false;
    if (this.#depth === 0) this.#steps = 0;
    this.#depth++;
    this.#steps++;
    pending.add(key);
    const value = compute();
    pending.delete(key);
    this.#depth--;
    if (!this.#isCut) known.set(key, value);
    else if (this.#depth === 0) entryOf(this.#wholes, known, () => new Map()).set(key, value);
    this.#isCut = this.#depth > 0 && (this.#isCut || isCutAround);
    return value;
  }

  #walk(file: FileTable, chain: string, within: string | undefined): ResolvedChain {
    const segments = chain.split('.');
    const head = this.#head(file, segments, within);
    if (head === undefined) return nothing;
    let { value } = head;
    const steps: NamedValue[] = [value];
    const last = segments[head.used - 1] ?? '';
    let current: NamedValue | undefined = this.#called(value, last);
    // `Color Color`: the name may stand for the type as well as for the member of that type.
    if (value.kind === 'symbol' && value.symbol.type === last && value.symbol.parent !== undefined) {
      const type = this.#typeOf(value.symbol);
      if (type !== undefined) steps.push(type);
    }
    for (let index = head.used; index < segments.length; index++) {
      const segment = segments[index] as string;
      const name = nameOf(segment);
      if (current?.kind === 'external') return { value: external, steps, understood: segments.length };
      const next: NamedValue | undefined = current && this.#step(current, name);
      if (next === undefined) return { value: undefined, steps, understood: index };
      steps.push(next);
      value = next;
      current = this.#called(value, segment);
    }
    return { value: current, steps, understood: segments.length };
  }

  #head(
    file: FileTable,
    segments: readonly string[],
    within: string | undefined,
  ): { readonly value: NamedValue; readonly used: number } | undefined {
    const name = nameOf(segments[0] as string);
    if (name.startsWith('?')) return undefined;
    if (file.hasDottedBindings) {
      for (let used = segments.length; used > 1; used--) {
        const target = file.bindings.get(segments.slice(0, used).map(nameOf).join('.'));
        const value = target && this.followBinding(target);
        if (value !== undefined) return { value, used };
      }
    }
    const value = this.#named(file, name, within);
    if (value !== undefined) return { value, used: 1 };
    const path = file.resolver.resolvePath?.(file.source, segments.map(nameOf));
    if (path !== undefined) {
      const target: BindingTarget = { imported: '*', ...path.target };
      const found = this.followBinding(target);
      if (found !== undefined) return { value: found, used: path.used };
    }
    // A member of a type from outside, which a file of the repository extends.
    const member =
      segments[1] === undefined || file.resolver.hasExtensions !== true ? undefined : nameOf(segments[1]);
    for (const { file: other } of member === undefined ? [] : (file.family.containers.get(name) ?? [])) {
      const extension = other.top.has(name) ? undefined : other.members.get(name)?.get(member as string);
      if (extension !== undefined) return { value: { kind: 'symbol', symbol: extension }, used: 2 };
    }
    const global = file.family.globals.get(name)?.[0];
    return global === undefined ? undefined : { value: { kind: 'symbol', symbol: global }, used: 1 };
  }

  #named(file: FileTable, name: string, within: string | undefined): NamedValue | undefined {
    for (let type = within; type !== undefined; type = parentOf(type)) {
      const own = this.typeIn(file, type);
      const member = own && this.memberOf(own, name);
      if (member !== undefined) return member;
    }
    const binding = file.bindings.get(name);
    if (binding !== undefined) return this.followBinding(binding);
    const own =
      file.top.get(name) ?? nearestOf(file.family.packages.get(file.package ?? '')?.get(name), name, file);
    if (own !== undefined) return { kind: 'symbol', symbol: own };
    for (const { target } of file.wildcards) {
      const found = this.#inWildcard(target, name);
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
      const next: NamedValue | undefined = current && this.#step(current, nameOf(segment));
      if (next === undefined) return { value: undefined, steps, understood: steps.length };
      steps.push(next);
      current = this.#called(next, segment);
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

  #inWildcard(target: BindingTarget, name: string): NamedValue | undefined {
    if (target.kind === 'external') return undefined;
    if (target.kind === 'file') {
      const file = this.#tables.get(target.path);
      if (file === undefined) return undefined;
      if (target.imported === '*') return this.exported(file, name);
    }
    const owner = this.followBinding(target);
    return owner && this.#step(owner, name);
  }

  #findExported(file: FileTable, name: string): NamedValue | undefined {
    const own = file.top.get(file.exportedAs.get(name) ?? name);
    if (own !== undefined) return { kind: 'symbol', symbol: own };
    const binding = file.bindings.get(file.exportedAs.get(name) ?? name);
    if (binding !== undefined) return this.followBinding(binding);
    const child = file.resolver.childModule?.(file.source, name);
    const childFile = child === undefined ? undefined : this.#tables.get(child);
    if (childFile !== undefined) return { kind: 'module', file: childFile };
    for (const { target, kind } of file.wildcards) {
      if (kind === 'type-only' || target.kind === 'package') continue;
      const found = this.#inWildcard(target, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #step(value: NamedValue, name: string): NamedValue | undefined {
    switch (value.kind) {
      case 'module':
        return this.exported(value.file, name);
      case 'package': {
        const { packages } = value.from.family;
        const symbol = packages.get(value.package)?.get(name)?.[0];
        if (symbol !== undefined) return { kind: 'symbol', symbol };
        const inner = `${value.package}.${name}`;
        return packages.has(inner) ? { kind: 'package', package: inner, from: value.from } : undefined;
      }
      case 'symbol': {
        const { file, kind } = value.symbol;
        const member = this.memberOf(value.symbol, name);
        if (member !== undefined || kind !== 'module' || file.resolver.hasInlineModules !== true)
          return member;
        return this.exported(file, name); // what it takes in with a `use` of its own
      }
      default:
        return undefined;
    }
  }

  #findMember(symbol: LinkedSymbol, name: string): NamedValue | undefined {
    const { file, name: type } = symbol;
    const own = file.members.get(type)?.get(name);
    if (own !== undefined) return { kind: 'symbol', symbol: own };
    if (isType(symbol.kind) && name === file.resolver.constructorName) return { kind: 'symbol', symbol };
    for (const { file: other } of file.family.containers.get(type) ?? []) {
      if (other === file || other.package !== file.package || other.package === undefined) continue;
      const member = other.members.get(type)?.get(name);
      if (member !== undefined) return { kind: 'symbol', symbol: member };
    }
    // A type from outside may have any member, but one of the repository that has it goes before it.
    let mayBeExternal = false;
    for (const supertype of this.#supertypesOf(symbol)) {
      const found = supertype.kind === 'symbol' ? this.memberOf(supertype.symbol, name) : undefined;
      if (found?.kind === 'external' || supertype.kind === 'external') mayBeExternal = true;
      else if (found !== undefined) return found;
    }
    // Extensions may lie in any package: a file that defines members of a type which is not its own.
    const extended = file.resolver.hasExtensions === true ? file.family.containers.get(type) : undefined;
    for (const { file: other } of extended ?? []) {
      const member = other.top.has(type) ? undefined : other.members.get(type)?.get(name);
      if (member !== undefined) return { kind: 'symbol', symbol: member };
    }
    const embedded = this.#embedded(symbol, name);
    if (embedded !== undefined) return { kind: 'symbol', symbol: embedded };
    if (mayBeExternal) return external;
    if (symbol.type === undefined) return undefined;
    const typed = this.#typeOf(symbol);
    if (typed?.kind === 'external') return external;
    return typed === undefined || (typed.kind === 'symbol' && typed.symbol === symbol)
      ? undefined
      : this.#step(typed, name);
  }

  /** What a type embeds is a member of it by its own name, as in Go. */
  #embedded({ file, name: type }: LinkedSymbol, name: string): LinkedSymbol | undefined {
    const chain = file.supertypes.get(type)?.find((one) => one === name || one.endsWith(`.${name}`));
    if (chain === undefined) return undefined;
    return { file, name: `${type}.${name}`, kind: 'field', parent: type, type: chain };
  }

  #supertypesOf({ file, name, parent }: LinkedSymbol): NamedValue[] {
    // A type may say elsewhere what it inherits from: in its package, or in any file that extends it.
    const { hasExtensions } = file.resolver;
    const files = [file];
    for (const { file: other } of file.family.containers.get(name) ?? []) {
      const isSamePackage = file.package !== undefined && other.package === file.package;
      if (other !== file && (isSamePackage || (hasExtensions === true && !other.top.has(name))))
        files.push(other);
    }
    const found: NamedValue[] = [];
    for (const one of files) {
      for (const supertype of one.supertypes.get(name) ?? []) {
        const { value } = this.resolve(one, supertype, parent);
        if (value !== undefined) found.push(value);
      }
    }
    return found;
  }

  /** What a name gives with the calls that follow it: `f()`. */
  #called(value: NamedValue, segment: string): NamedValue | undefined {
    if (!segment.endsWith('()') || value.kind !== 'symbol') return value;
    const { symbol } = value;
    if (isType(symbol.kind)) return value;
    return this.#typeOf(symbol);
  }

  /** What the type of a symbol is; a property may bear the name of its own type. */
  #typeOf({ file, name, type, parent }: LinkedSymbol): NamedValue | undefined {
    if (type === undefined) return undefined;
    const isOwnName = parent !== undefined && name === `${parent}.${type}`;
    return this.resolve(file, type, isOwnName ? parentOf(parent) : parent).value;
  }

  #anyOf(key: string): FileTable | undefined {
    return this.#packageFiles().get(key)?.[0];
  }

  #filesOfPackages: Map<string, FileTable[]> | undefined;

  #packageFiles(): Map<string, FileTable[]> {
    if (this.#filesOfPackages === undefined) {
      this.#filesOfPackages = new Map();
      for (const table of this.#tables.values())
        if (table.package !== undefined) entryOf(this.#filesOfPackages, table.package, () => []).push(table);
    }
    return this.#filesOfPackages;
  }
}

/** Of several definitions of one name the nearest by folders; among those the one whose file bears the name. */
function nearestOf(
  symbols: readonly LinkedSymbol[] | undefined,
  name: string,
  { path }: FileTable,
): LinkedSymbol | undefined {
  if (symbols === undefined || symbols.length < 2) return symbols?.[0];
  let best: LinkedSymbol | undefined;
  let bestScore = -1;
  for (const symbol of symbols) {
    const other = symbol.file.path;
    const bearsName = fileNameOf(other) === `${name}${extensionOf(other)}`;
    const score = 2 * sharedFolders(path, other) + (bearsName ? 1 : 0);
    if (score <= bestScore) continue;
    best = symbol;
    bestScore = score;
  }
  return best;
}

function sharedFolders(a: string, b: string): number {
  let count = 0;
  for (let index = 0; index < a.length && a[index] === b[index]; index++) if (a[index] === '/') count++;
  return count;
}

function nameOf(segment: string): string {
  let end = segment.length;
  while (segment.endsWith('()', end)) end -= 2;
  return end === segment.length ? segment : segment.slice(0, end);
}

function parentOf(type: string): string | undefined {
  const dot = type.lastIndexOf('.');
  return dot < 0 ? undefined : type.slice(0, dot);
}
