import type { ImportKind } from '../../syntax/syntax-summary.ts';

/** What an import gives a name to. */
export type BindingTarget =
  | { readonly kind: 'file'; readonly path: string; readonly imported: string }
  | { readonly kind: 'package'; readonly package: string; readonly imported: string }
  | { readonly kind: 'external' };

/** What the imports of a file give names to. */
export interface BoundNames {
  readonly bindings: ReadonlyMap<string, BindingTarget>;
  /** Local names that are taken in to be given to others. */
  readonly reexported: ReadonlySet<string>;
  /** What else imports give the same name to, where names of types, values and macros are told apart. */
  readonly namesakes: ReadonlyMap<string, readonly BindingTarget[]>;
  /** Whether a local name has a dot, as `import a.b` of Python binds. */
  readonly hasDottedBindings: boolean;
  readonly wildcards: readonly { readonly target: BindingTarget; readonly kind: ImportKind }[];
  /** Names that import statements mention: each is a use of what it leads to. */
  readonly mentions: readonly { readonly target: BindingTarget; readonly line: number }[];
}

const noBindings: ReadonlyMap<string, never> = new Map<string, never>();

/** What a file without imports binds. */
export const nothingBound: BoundNames = {
  bindings: noBindings,
  reexported: new Set(),
  namesakes: noBindings,
  hasDottedBindings: false,
  wildcards: [],
  mentions: [],
};
