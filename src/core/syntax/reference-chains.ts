import { dotted, isBlank, isParent, metaName } from './chain-text.ts';
import type { CollectedCaptures } from './collect-captures.ts';
import { ExpectedTypes } from './expected-types.ts';
import { functionTypeAt, type TextRange } from './function-type.ts';
import { hinted, longestChain, withBounds } from './local-hints.ts';
import type { FindLocal, LocalName } from './local-scopes.ts';
import { LookBack } from './look-back.ts';
import { linesOf, type NameChain } from './name-chain.ts';
import { type NameToken, nameTokens } from './name-tokens.ts';
import type { SyntaxNode } from './query/syntax-node.ts';
import { ReferenceList } from './reference-list.ts';
import type { Reference } from './syntax-summary.ts';
import { typeChain } from './type-chain.ts';

/** A leaf with the chain that ends at it. */
interface Token extends NameToken {
  chain?: NameChain;
  /** A longer chain goes on from here. */
  isContinued?: boolean;
}

export interface ReferenceChainsInput {
  readonly text: string;
  readonly captures: CollectedCaptures;
  readonly findLocal: FindLocal;
  /** Dotted name of the type around a place; asked in any order. */
  readonly enclosingType: (at: number) => string | undefined;
  readonly wrappers: readonly string[];
  readonly implicitSelf: boolean;
  readonly arrowAccess: boolean;
  /** Whether object literals and callbacks get their types from the call around them. */
  readonly typedCalls: boolean;
  /** Starts of leaves that define something. */
  readonly defined: ReadonlySet<number>;
}

/** How many expressions inside of each other are looked into: generated ones would go deeper than the stack. */
const deepest = 300;

/** Builds the chains of names in one text, and tells the types of its variables as chains. */
export class ReferenceChains {
  readonly #input: ReferenceChainsInput;
  readonly #tokens: readonly Token[];
  readonly #byEnd = new Map<number, Token>();
  /** End → start of argument lists, and of type arguments. */
  readonly #argumentLists = new Map<number, number>();
  readonly #typeArguments = new Map<number, number>();
  readonly #groups = new Map<number, number>();
  readonly #back: LookBack;
  readonly #localChains = new Map<LocalName, string>();
  #depth = 0;
  readonly #expected: ExpectedTypes | undefined;

  constructor(input: ReferenceChainsInput) {
    this.#input = input;
    const { text, captures, defined } = input;
    for (const node of captures.argumentLists) this.#argumentLists.set(node.endIndex, node.startIndex);
    for (const node of captures.typeArguments) this.#typeArguments.set(node.endIndex, node.startIndex);
    for (const node of captures.groups) this.#groups.set(node.endIndex, node.startIndex);
    const comments = captures.comments.map((node) => [node.endIndex, node.startIndex] as const);
    this.#back = new LookBack(text, new Map(comments));
    this.#tokens = nameTokens(text, captures, defined);
    for (const token of this.#tokens) this.#byEnd.set(token.end, token);
    this.#expected = input.typedCalls ? this.#expectedTypes() : undefined;
  }

  #expectedTypes(): ExpectedTypes {
    const { text, captures } = this.#input;
    const { objects, locals, definitions } = captures;
    let types: ReadonlyMap<number, SyntaxNode> | undefined;
    return new ExpectedTypes({
      text,
      argumentLists: this.#argumentLists,
      objects,
      callee: (start) => {
        const names = this.#endingAt(start, false)?.names;
        return names === undefined || names.length > longestChain || isBlank(names) ? undefined : names;
      },
      typeEndingAt: (end) => {
        types ??= new Map(
          [...locals, ...definitions].flatMap(({ type }) => (type ? [[type.endIndex, type]] : [])),
        );
        const type = types.get(end);
        if (type === undefined || functionTypeAt(text, type.startIndex, end) !== undefined) return undefined;
        return this.declaredType({ from: type.startIndex, to: end }, true);
      },
      skipSpaceBack: (at) => this.#back.skipSpace(at),
    });
  }

  /** All chains of the text, each once for each enclosing type that matters, in order of their first use. */
  references(): Reference[] {
    const { text, implicitSelf, enclosingType } = this.#input;
    for (const token of this.#tokens) this.#chainOf(token);
    const found = new ReferenceList();
    const addMember = (chain: string | undefined, node: SyntaxNode) => {
      if (chain !== undefined && !found.has(chain, undefined))
        found.add({ chain, line: node.startPosition.row + 1, count: 1 });
    };
    const { locals, keys } = this.#input.captures;
    // A pattern that takes members out of a value uses them.
    for (const { name, member, type, value } of locals) {
      const whole = member && this.typeOf({ type, value });
      if (member !== undefined && whole !== undefined)
        addMember(`${whole}.${text.slice(member.startIndex, member.endIndex)}`, name);
      if (type !== undefined || value !== undefined || this.#expected === undefined) continue;
      const given = this.#expected.ofParameter(name.startIndex, text.slice(name.startIndex, name.endIndex));
      if (given?.isMember === true) addMember(withBounds(given.chain), name);
    }
    for (const key of this.#expected === undefined ? [] : keys)
      addMember(this.#expected?.ofKey(key.startIndex, text.slice(key.startIndex, key.endIndex)), key);
    for (const token of this.#tokens) {
      const chain = this.#chainOf(token);
      const { names, isLocal, hasMember, start } = chain;
      if (token.isContinued || (isLocal && !hasMember) || isBlank(names)) continue;
      const within = implicitSelf ? enclosingType(start) : undefined;
      if (found.count(names, within)) continue;
      const lines = linesOf(chain);
      found.add({
        chain: names,
        line: token.row + 1,
        ...(lines === undefined ? {} : { lines }),
        count: 1,
        ...(within === undefined ? {} : { within }),
      });
    }
    return found.all;
  }

  /** The chain that gives the type of something declared with `type`, or with the initial value `value`. */
  typeOf(
    { type, value }: { readonly type: SyntaxNode | undefined; readonly value: SyntaxNode | undefined },
    isLocal = false,
  ): string | undefined {
    if (type !== undefined) return this.declaredType({ from: type.startIndex, to: type.endIndex }, isLocal);
    return value === undefined ? undefined : this.#valueChain(value.startIndex, value.endIndex);
  }

  /** The chain of a type that is written there; of a function type, that of its result. */
  declaredType({ from: at, to }: TextRange, isLocal: boolean): string | undefined {
    const { text, wrappers, findLocal, enclosingType, typedCalls } = this.#input;
    const called = typedCalls ? functionTypeAt(text, at, to) : undefined;
    if (called !== undefined) return this.declaredType(called.result, isLocal);
    const chain = typeChain(text.slice(at, to), wrappers);
    if (chain === undefined) return undefined;
    const dot = chain.indexOf('.');
    const head = dot < 0 ? chain : chain.slice(0, dot);
    if (head === 'Self' || head === 'self' || head === 'this' || head === 'static') {
      const own = enclosingType(at);
      return own === undefined ? undefined : own + chain.slice(head.length);
    }
    const local = findLocal(head, at);
    if (local === undefined) return chain;
    // Inside, a type parameter has the members of its bound; what it stands for outside is not known.
    if (local.type === undefined || !isLocal) return undefined;
    const bound = this.#chainOfLocal(local, head);
    return bound.startsWith('?') ? chain : bound + chain.slice(head.length);
  }

  /** The chain of a whole expression; undefined if it is more than names, calls and what changes no type. */
  #valueChain(from: number, to: number): string | undefined {
    const { text, wrappers } = this.#input;
    let start = from;
    let end = to;
    const before = /^(?:(?:new|await|yield|try|move)\s+|&\s*mut\s+|[&*]\s*|typeof\s+)+/.exec(
      text.slice(start, Math.min(end, start + 60)),
    );
    if (before !== null) start += before[0].length;
    while (end > start && '?!; '.includes(text[end - 1] as string)) end--;
    const asserted = / as ([\w.$<>]+)$/.exec(text.slice(Math.max(start, end - 120), end));
    if (asserted !== null) return typeChain(asserted[1] as string, wrappers);
    const chain = this.#endingAt(end, false);
    return chain === undefined || chain.start > start || isBlank(chain.names) ? undefined : chain.names;
  }

  /** The chain of the expression that ends at `end`, if it is one of names and calls. */
  #endingAt(end: number, goesOn: boolean): NameChain | undefined {
    if (this.#depth >= deepest) return undefined;
    this.#depth++;
    const chain = this.#findEndingAt(end, goesOn);
    this.#depth--;
    return chain;
  }

  #findEndingAt(end: number, goesOn: boolean): NameChain | undefined {
    const at = this.#back.skipSpace(this.#waitedFor(this.#back.skipSpace(end)));
    const argumentsStart = this.#argumentLists.get(at);
    if (argumentsStart !== undefined) {
      const callee = this.#endingAt(argumentsStart, goesOn);
      return callee === undefined || callee.names.length > longestChain
        ? undefined
        : { ...callee, names: `${callee.names}()` };
    }
    const typeArgumentsStart = this.#typeArguments.get(at);
    if (typeArgumentsStart !== undefined) {
      const before = this.#back.skipSpace(typeArgumentsStart);
      const isTurbofish = this.#input.text.startsWith('::', before - 2);
      return this.#endingAt(isTurbofish ? before - 2 : before, goesOn);
    }
    const groupStart = this.#groups.get(at);
    if (groupStart !== undefined) {
      const names = this.#valueChain(groupStart + 1, at - 1);
      if (names === undefined) return undefined;
      return { names, start: groupStart, isLocal: true, hasMember: false, row: -1 };
    }
    // An element has the type by which its array is known.
    const bracket = this.#back.bracket(at);
    if (bracket !== undefined) return this.#endingAt(bracket, goesOn);
    const token = this.#byEnd.get(at);
    if (token === undefined) return undefined;
    if (goesOn) token.isContinued = true;
    return this.#chainOf(token);
  }

  /** Where the value ends that an expression waits for, as `a` in `a?.await`: it has the type by which it is known. */
  #waitedFor(end: number): number {
    const { text } = this.#input;
    if (!text.endsWith('.await', end)) return end;
    const before = this.#back.skipSpace(end - '.await'.length);
    return text[before - 1] === '?' ? before - 1 : before;
  }

  #chainOf(token: Token): NameChain {
    token.chain ??= this.#buildChain(token);
    return token.chain;
  }

  #buildChain({ start, end, row, isSelf }: Token): NameChain {
    const { text, findLocal, enclosingType } = this.#input;
    const name = text.slice(start, end).replace(/^r#/, '');
    const before = this.#accessBefore(start);
    if (before !== undefined) {
      const left = this.#endingAt(before, true);
      const names =
        left === undefined || left.names.length > longestChain ? metaName(text, before) : left.names;
      return {
        names: `${names}.${name}`,
        start: left?.start ?? start,
        isLocal: left?.isLocal ?? true,
        hasMember: true,
        row,
        left,
      };
    }
    if (isSelf) {
      const own = enclosingType(start);
      const names = own === undefined ? '?' : isParent(name) ? `${own}.super` : own;
      return { names, start, isLocal: true, hasMember: false, row };
    }
    const local = findLocal(name, start);
    if (local !== undefined)
      return { names: this.#chainOfLocal(local, name), start, isLocal: true, hasMember: false, row };
    return { names: dotted(name), start, isLocal: false, hasMember: false, row };
  }

  #chainOfLocal(local: LocalName, name: string): string {
    const known = this.#localChains.get(local);
    if (known !== undefined) return known;
    this.#localChains.set(local, `?${name}`); // one that is bound by itself, in a circle
    const whole = this.typeOf(local, true);
    const given = whole === undefined ? this.#expected?.ofParameter(local.start, name)?.chain : undefined;
    const chain =
      whole === undefined
        ? hinted(name, given)
        : local.member === undefined
          ? whole
          : `${whole}.${local.member}`;
    this.#localChains.set(local, chain);
    return chain;
  }

  /** Where the expression before an access operator ends, if such an operator stands before `start`. */
  #accessBefore(start: number): number | undefined {
    const { text, arrowAccess } = this.#input;
    let at = this.#back.skipSpace(start);
    // `List.<String>of()`: type arguments may stand before the name that they belong to.
    const typeArgumentsStart = this.#typeArguments.get(at);
    if (typeArgumentsStart !== undefined) at = this.#back.skipSpace(typeArgumentsStart);
    const last = text[at - 1];
    if (last === '.') {
      const previous = text[at - 2];
      if (previous === '.') return undefined; // a range, or a spread
      return previous === '?' || previous === '!' || previous === '&' ? at - 2 : at - 1;
    }
    // `::a` begins at the root of all names: nothing stands before it.
    if (last === ':' && text[at - 2] === ':') return this.#back.isRootPath(at - 2) ? undefined : at - 2;
    if (arrowAccess && last === '>' && text[at - 2] === '-') return text[at - 3] === '?' ? at - 3 : at - 2;
    return undefined;
  }
}
