/** A place in a text. */
export interface SyntaxPosition {
  /** 0-based. */
  readonly row: number;
  /** In UTF-16 units, 0-based. */
  readonly column: number;
}

/** What is asked of a node of a syntax tree: a part of what `web-tree-sitter` offers, which its own nodes fulfil. */
export interface SyntaxNode {
  readonly type: string;
  readonly text: string;
  /** UTF-16 offset. */
  readonly startIndex: number;
  readonly endIndex: number;
  readonly startPosition: SyntaxPosition;
  readonly endPosition: SyntaxPosition;
  readonly isError: boolean;
  readonly isMissing: boolean;
  /** Whether it, or anything in it, is an error or missing. */
  readonly hasError: boolean;
  readonly parent: SyntaxNode | null;
  readonly firstChild: SyntaxNode | null;
  readonly previousSibling: SyntaxNode | null;
  readonly children: readonly (SyntaxNode | null)[];
  readonly namedChildren: readonly (SyntaxNode | null)[];
  readonly namedChild: (index: number) => SyntaxNode | null;
}

/** A node by the name that its pattern gives it. */
export interface SyntaxCapture {
  readonly name: string;
  readonly node: SyntaxNode;
}

/** What one pattern of a query matched at one place, outer nodes before inner ones. */
export interface SyntaxMatch {
  readonly captures: readonly SyntaxCapture[];
}
