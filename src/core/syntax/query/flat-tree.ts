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
    return this.children[0] ?? null;
  }
  get previousSibling(): SyntaxNode | null {
    const siblings = this.#numbers(this.#word(3));
    const before = siblings[siblings.indexOf(this.#at / nodeWords) - 1];
    return before === undefined ? null : new FlatNode(this.#tree, before);
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
    return this.namedChildren[index] ?? null;
  }

  #word(offset: number): number {
    return this.#tree.nodes[this.#at + offset] as number;
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
