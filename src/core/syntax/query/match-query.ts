import {
  anyNamed,
  type CompiledItem,
  type CompiledPattern,
  type CompiledQuery,
  type CompiledStep,
} from './compile-query.ts';
import { FlatNode, type FlatTree } from './flat-tree.ts';
import { errorSymbol, type GrammarTables } from './grammar-tables.ts';
import type { QueryPredicate } from './parse-query.ts';
import { type FlatNodes, nodeFlags, nodeWords } from './read-flat-tree.ts';
import type { SyntaxCapture, SyntaxMatch } from './syntax-node.ts';
import type { TreeMatches } from './tree-query.ts';

/** How many steps are tried between two looks at the clock. */
const stepsPerLook = 1 << 14;

/**
 * All matches of a query in a tree, as tree-sitter's own queries give them: of the ways in which a pattern matches at one
 * node those that capture nothing but a part of what another one captures are left out. In the order in which the patterns
 * are complete, read from the start of the text. What is matched when `isStopped` said so is worth nothing.
 */
export function matchQuery(
  query: CompiledQuery,
  tree: FlatTree,
  tables: GrammarTables,
  isStopped: () => boolean,
): Omit<TreeMatches, 'root'> {
  return new Matcher(query, tree, tables, isStopped).run();
}

/** What is to be matched when the children of a node are done: the rest of its siblings. */
interface Rest {
  readonly items: readonly CompiledItem[];
  readonly from: number;
  /** Where to go on looking, and where the siblings end. */
  readonly next: number;
  readonly end: number;
  readonly rest: Rest | undefined;
}

/** Captures in order: name, node, name, node … */
type Found = readonly (string | number)[];

class Matcher {
  readonly #query: CompiledQuery;
  readonly #tree: FlatTree;
  readonly #nodes: FlatNodes;
  readonly #supertypeSets: readonly (readonly number[])[];
  readonly #isStopped: () => boolean;
  readonly #matches: { readonly match: SyntaxMatch; readonly last: number }[] = [];
  readonly #captured: (string | number)[] = [];
  #found: { readonly captured: Found; readonly last: number }[] = [];
  #steps = 0;
  #hasStopped = false;

  constructor(query: CompiledQuery, tree: FlatTree, tables: GrammarTables, isStopped: () => boolean) {
    this.#query = query;
    this.#tree = tree;
    this.#nodes = tree.nodes;
    this.#supertypeSets = tables.supertypeSets;
    this.#isStopped = isStopped;
  }

  run(): Omit<TreeMatches, 'root'> {
    const nodes = this.#nodes;
    const { starts, errorStarts } = this.#query;
    const references: number[] = [];
    for (let at = 0; at < nodes.length && !this.#hasStopped; at += nodeWords) {
      const symbol = (nodes[at] as number) & 0xffff;
      const list = symbol === errorSymbol ? errorStarts : starts[symbol];
      if (list === undefined) continue;
      for (const { pattern, step } of list) {
        const node = at / nodeWords;
        if (pattern.single === undefined) this.#matchAt(pattern, step, node);
        else if (!this.#isMatch(step, node)) continue;
        else if (pattern.single === 'reference')
          references.push(nodes[at + 1] as number, nodes[at + 2] as number);
        else this.#add([{ name: pattern.single, node: new FlatNode(this.#tree, node) }], node);
      }
    }
    this.#matches.sort((a, b) => a.last - b.last);
    return { matches: this.#matches.map(({ match }) => match), references };
  }

  #matchAt(pattern: CompiledPattern, step: CompiledStep, node: number): void {
    if (!this.#isMatch(step, node)) return;
    const parent = this.#nodes[node * nodeWords + 3] as number;
    const hasSiblings = pattern.items.length > 1;
    if (hasSiblings && parent >= 0 && this.#symbolOf(parent) === errorSymbol) return;
    const end = parent < 0 ? 0 : this.#endOf(parent);
    this.#enter(step, node, pattern.items, 1, end, undefined);
    if (this.#found.length === 0) return;
    const found = pattern.mayRepeat && this.#found.length > 1 ? largest(this.#found) : this.#found;
    this.#found = [];
    for (const { captured, last } of found) {
      const captures: SyntaxCapture[] = [];
      for (let at = 0; at < captured.length; at += 2) {
        const captureNode = new FlatNode(this.#tree, captured[at + 1] as number);
        captures.push({ name: captured[at] as string, node: captureNode });
      }
      if (pattern.predicates.every((predicate) => holds(predicate, captures))) this.#add(captures, last);
    }
  }

  #add(captures: SyntaxMatch['captures'], last: number): void {
    this.#matches.push({ match: { captures }, last });
  }

  /** Goes on with what a step asks of the children of `node`, which fulfils the rest of it, and then with its siblings. */
  #enter(
    { captures, children }: CompiledStep,
    node: number,
    items: readonly CompiledItem[],
    from: number,
    end: number,
    rest: Rest | undefined,
  ): void {
    const captured = this.#captured;
    const { length } = captured;
    for (let at = 0; at < captures.length; at++) captured.push(captures[at] as string, node);
    const next = this.#endOf(node);
    if (children.length === 0) this.#find(items, from, next, end, rest, node);
    else if (from < items.length)
      this.#find(children, 0, node + 1, next, { items, from, next, end, rest }, node);
    else this.#find(children, 0, node + 1, next, rest, node);
    captured.length = length;
  }

  /** Looks for `items` from number `from` on among siblings. */
  #find(
    items: readonly CompiledItem[],
    from: number,
    start: number,
    end: number,
    rest: Rest | undefined,
    last: number,
  ): void {
    const item = items[from];
    if (item === undefined) {
      if (rest === undefined) this.#found.push({ captured: this.#captured.slice(), last });
      else this.#find(rest.items, rest.from, rest.next, rest.end, rest.rest, last);
      return;
    }
    const nodes = this.#nodes;
    const { options, isOptional, isImmediate, isLast } = item;
    // Options that no later sibling can match, by bits.
    let closed = 0;
    const all = 2 ** options.length - 1;
    for (let node = start; node < end && closed !== all; node = nodes[node * nodeWords + 4] as number) {
      if (++this.#steps % stepsPerLook === 0 && this.#isStopped()) this.#hasStopped = true;
      if (this.#hasStopped) return;
      for (let index = 0; index < options.length; index++) {
        const step = options[index] as CompiledStep;
        if ((closed & (1 << index)) !== 0) continue;
        if (step.field !== 0 && this.#isLastOfField(step.field, node)) closed |= 1 << index;
        if (!this.#isMatch(step, node)) continue;
        if (isLast && this.#hasNamedBetween(this.#endOf(node), end)) continue;
        this.#enter(step, node, items, from + 1, end, rest);
        // Another one would capture the same.
        if (!step.isCapturing && step.children.length === 0 && items[from + 1]?.isImmediate !== true)
          closed |= 1 << index;
      }
      if (isImmediate && this.#isNamed(node)) break;
    }
    if (isOptional) this.#find(items, from + 1, start, end, rest, last);
  }

  #isMatch({ symbol, supertype, field, absentFields }: CompiledStep, node: number): boolean {
    const at = node * nodeWords;
    const head = this.#nodes[at] as number;
    const own = head & 0xffff;
    if (symbol >= 0) {
      if (own !== symbol) return false;
    } else if (own === errorSymbol || (symbol === anyNamed && !this.#isNamed(node))) return false;
    if (field !== 0 && head >>> 16 !== field) return false;
    if (supertype !== 0) {
      const set = this.#supertypeSets[(this.#nodes[at + 5] as number) >>> 8];
      if (set?.includes(supertype) !== true) return false;
    }
    return absentFields.length === 0 || !this.#hasField(node, absentFields);
  }

  /** Whether a node has a field that, as its production says, no later sibling has. */
  #isLastOfField(field: number, node: number): boolean {
    const at = node * nodeWords;
    if ((this.#nodes[at] as number) >>> 16 !== field) return false;
    return ((this.#nodes[at + 5] as number) & nodeFlags.sharesField) === 0;
  }

  #hasField(parent: number, fields: readonly number[]): boolean {
    const end = this.#endOf(parent);
    for (let node = parent + 1; node < end; node = this.#endOf(node))
      if (fields.includes((this.#nodes[node * nodeWords] as number) >>> 16)) return true;
    return false;
  }

  #hasNamedBetween(start: number, end: number): boolean {
    for (let node = start; node < end; node = this.#endOf(node)) if (this.#isNamed(node)) return true;
    return false;
  }

  #isNamed(node: number): boolean {
    return ((this.#nodes[node * nodeWords + 5] as number) & nodeFlags.named) !== 0;
  }

  #symbolOf(node: number): number {
    return (this.#nodes[node * nodeWords] as number) & 0xffff;
  }

  #endOf(node: number): number {
    return this.#nodes[node * nodeWords + 4] as number;
  }
}

/** Those that are not a part of another one; of equal ones the first. */
function largest<T extends { readonly captured: Found }>(found: readonly T[]): T[] {
  return found.filter(
    ({ captured: own }, at) =>
      !found.some(
        ({ captured: other }, index) =>
          index !== at &&
          (other.length > own.length || (other.length === own.length && index < at)) &&
          isPart(own, other),
      ),
  );
}

function isPart(own: Found, other: Found): boolean {
  for (let at = 0; at < own.length; at += 2) {
    let within = 0;
    while (within < other.length && (other[within] !== own[at] || other[within + 1] !== own[at + 1]))
      within += 2;
    if (within >= other.length) return false;
  }
  return true;
}

function holds({ operator, arguments: given }: QueryPredicate, captures: SyntaxMatch['captures']): boolean {
  const textsOf = (name: string) =>
    captures.filter((capture) => capture.name === name).map(({ node }) => node.text);
  const [first, ...others] = given;
  const texts = textsOf(first?.value ?? '');
  const isPositive = !operator.startsWith('not-');
  switch (operator.replace('not-', '')) {
    case 'eq': {
      const [other] = others;
      const wanted = other?.kind === 'capture' ? textsOf(other.value) : [other?.value ?? ''];
      return texts.every((text) => wanted.some((one) => (text === one) === isPositive));
    }
    case 'any-of':
      if (texts.length === 0) return !isPositive;
      return texts.every((text) => others.some(({ value }) => value === text)) === isPositive;
    case 'match': {
      const pattern = new RegExp(others[0]?.value ?? '');
      if (texts.length === 0) return !isPositive;
      return texts.every((text) => pattern.test(text) === isPositive);
    }
    default:
      throw new Error(`There is no predicate ${operator}.`);
  }
}
