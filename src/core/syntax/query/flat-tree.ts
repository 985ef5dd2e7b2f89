import { lineAt, lineStarts } from '../../base/text-range.ts';
import { errorSymbol } from './grammar-tables.ts';
import { type FlatNodes, nodeFlags, nodeWords } from './read-flat-tree.ts';
import type { SyntaxNode, SyntaxPosition } from './syntax-node.ts';

/** A tree as a list of nodes, which stays when the parser's own is freed. */
export class FlatTree {
  readonly nodes: FlatNodes;
  readonly text: string;
  readonly #types: readonly (string | null | undefined)[];
  #lines: readonly number[] | undefined;

  /** @param types names of symbols */
  constructor(nodes: FlatNodes, text: string, types: readonly (string | null | undefined)[]) {
    this.nodes = nodes;
    this.text = text;
    this.#types = types;
  }

  get root(): SyntaxNode {
    return new FlatNode(this, 0);
  }

  typeOf(symbol: number): string {
    return symbol === errorSymbol ? 'ERROR' : (this.#types[symbol] ?? '');
  }

  positionOf(offset: number): SyntaxPosition {
    this.#lines ??= lineStarts(this.text);
    const row = lineAt(this.#lines, offset) - 1;
    return { row, column: offset - (this.#lines[row] as number) };
  }
}

/** One node of a {@link FlatTree}. */
export class FlatNode implements SyntaxNode {
  readonly #tree: FlatTree;
  readonly #at: number;

  /** @param index number of the node */
  constructor(tree: FlatTree, index: number) {
    this.#tree = tree;
    this.#at = index * nodeWords;
  }

  get type(): string {
    return this.#tree.typeOf(this.#word(0) & 0xffff);
  }
  get text(): string {
    return this.#tree.text.slice(this.#word(1), this.#word(2));
  }
  get startIndex(): number {
    return this.#word(1);
  }
  get endIndex(): number {
    return this.#word(2);
  }
  get startPosition(): SyntaxPosition {
    return this.#tree.positionOf(this.#word(1));
  }
  get endPosition(): SyntaxPosition {
    return this.#tree.positionOf(this.#word(2));
  }
  get isError(): boolean {
    return (this.#word(0) & 0xffff) === errorSymbol;
  }
  get isMissing(): boolean {
    return (this.#word(5) & nodeFlags.missing) !== 0;
  }
  get hasError(): boolean {
    return (this.#word(5) & nodeFlags.hasError) !== 0;
  }
  get parent(): SyntaxNode | null {
    const parent = this.#word(3);
    return parent < 0 ? null : new FlatNode(this.#tree, parent);
  }
  get firstChild(): SyntaxNode | null {
    const index = this.#at / nodeWords;
    return this.#word(4) === index + 1 ? null : new FlatNode(this.#tree, index + 1);
  }
  get previousSibling(): SyntaxNode | null {
    const parent = this.#word(3);
    let before = this.#at / nodeWords - 1;
    if (before <= parent) return null;
    // What stands before it is the last node inside of its sibling.
    for (let outer = this.#parentOf(before); outer !== parent; outer = this.#parentOf(before)) before = outer;
    return new FlatNode(this.#tree, before);
  }
  get children(): readonly SyntaxNode[] {
    return this.#numbers(this.#at / nodeWords).map((index) => new FlatNode(this.#tree, index));
  }
  get namedChildren(): readonly SyntaxNode[] {
    const isNamed = (index: number) =>
      ((this.#tree.nodes[index * nodeWords + 5] as number) & nodeFlags.named) !== 0;
    return this.#numbers(this.#at / nodeWords)
      .filter(isNamed)
      .map((index) => new FlatNode(this.#tree, index));
  }
  namedChild(index: number): SyntaxNode | null {
    const { nodes } = this.#tree;
    const end = this.#word(4);
    let left = index;
    for (let child = this.#at / nodeWords + 1; child < end; child = nodes[child * nodeWords + 4] as number) {
      const isNamed = ((nodes[child * nodeWords + 5] as number) & nodeFlags.named) !== 0;
      if (isNamed && left-- === 0) return new FlatNode(this.#tree, child);
    }
    return null;
  }

  #word(offset: number): number {
    return this.#tree.nodes[this.#at + offset] as number;
  }

  #parentOf(index: number): number {
    return this.#tree.nodes[index * nodeWords + 3] as number;
  }

  /** The children of a node, by their numbers. */
  #numbers(parent: number): number[] {
    const { nodes } = this.#tree;
    const found: number[] = [];
    if (parent < 0) return found;
    const end = nodes[parent * nodeWords + 4] as number;
    for (let index = parent + 1; index < end; index = nodes[index * nodeWords + 4] as number)
      found.push(index);
    return found;
  }
}
