import type { ImportKind, ImportStatement, SymbolDefinition, SymbolKind } from '../syntax-summary.ts';

/** What a reader finds in a text: its definitions and the files that it names, each in order of their first line. */
export interface TextFacts {
  readonly symbols: readonly SymbolDefinition[];
  readonly imports: readonly ImportStatement[];
}

/** Reads a language that is not parsed. Never fails on the text, and takes time in proportion to its length. */
export type TextReader = (text: string) => TextFacts;

/** Longest name of a symbol that is not an identifier: a heading, a selector. */
const maxNameLength = 120;

/** A definition that other files may see. Lines are 1-based; a long name is cut. */
export function textSymbol(
  kind: SymbolKind,
  name: string,
  place: { readonly startLine: number; readonly endLine: number; readonly parent?: string | undefined },
): SymbolDefinition {
  const { startLine, endLine, parent } = place;
  const shown = name.length > maxNameLength ? `${name.slice(0, maxNameLength - 1)}…` : name;
  return {
    name: shown,
    kind,
    startLine,
    endLine,
    exported: true,
    ...(parent === undefined ? {} : { parent }),
  };
}

/** A statement that names a file and takes nothing out of it by name. */
export function fileReference(kind: ImportKind, specifier: string, line: number): ImportStatement {
  return { specifier, line, kind, names: [] };
}

/** Puts statements in the order of their lines, and leaves out repetitions on one line. */
export function orderedReferences(references: readonly ImportStatement[]): ImportStatement[] {
  const seen = new Set<string>();
  return references
    .filter(({ kind, specifier, line }) => {
      const key = `${line} ${kind} ${specifier}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    })
    .sort((a, b) => a.line - b.line);
}

/** Whether a reference can mean a file of the repository: no address with a scheme, no mere anchor, no template. */
export function mayBeFile(reference: string): boolean {
  return (
    reference !== '' &&
    reference.length < 1000 &&
    !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\?)/i.test(reference) &&
    !/[{}<>`\n]|\$[({\w]/.test(reference)
  );
}

/** `a/b.md#part?x` → `a/b.md`. */
export function withoutAnchor(reference: string): string {
  const end = reference.search(/[#?]/);
  return end < 0 ? reference : reference.slice(0, end);
}
