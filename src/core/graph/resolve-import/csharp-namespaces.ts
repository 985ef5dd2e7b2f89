import { filesIn, type Repository, type SourceFile } from '../../analysis/repository.ts';
import type { SymbolDefinition } from '../../syntax/syntax-summary.ts';
import { type DeclaredNames, declaredNamesOf } from './declared-names.ts';
import { moduleVariants } from './module-variants.ts';

/** Which file of C# declares which type in which namespace; that without a name is ''. */
export interface CsharpNamespaces extends DeclaredNames {
  /** The file's namespace: of several the first. */
  readonly own: (file: SourceFile) => string;
  /** The file's namespaces and those around them, innermost first, '' last. */
  readonly around: (file: SourceFile) => readonly string[];
  /** Whether a name is part of a namespace, or a type (an attribute also without that ending): all others lead nowhere. */
  readonly mayStart: (name: string) => boolean;
}

const typeKinds = new Set(['class', 'interface', 'type', 'enum']);

/** Whether a symbol is a type that stands in a namespace: code that is broken may make another kind of it. */
export function isTopType({ parent, kind }: SymbolDefinition): boolean {
  return parent === undefined && typeKinds.has(kind);
}

export function csharpNamespacesOf(
  repository: Repository,
  projectOf: (path: string) => string,
): CsharpNamespaces {
  const opened = new WeakMap<SourceFile, readonly NamespaceBlock[]>();
  const blocksOf = (file: SourceFile) => {
    const known = opened.get(file) ?? namespaceBlocks(file);
    opened.set(file, known);
    return known;
  };
  const declared = filesIn(repository, 'csharp')
    .filter(({ syntax }) => syntax !== undefined)
    .flatMap((file) =>
      [...typesByNamespace(file, blocksOf(file))].map(([scope, members]) => ({
        path: file.path,
        scope,
        members,
      })),
    );
  const types = declared.map(({ path, scope, members }) => ({
    path,
    types: [...members.keys()].map((type) => `${scope}.${type}`),
  }));
  const starts = new Set<string>();
  for (const { scope, members } of declared) {
    for (const segment of scope.split('.')) starts.add(segment);
    for (const type of members.keys()) starts.add(type).add(type.replace(/Attribute$/, ''));
  }
  const around = new WeakMap<SourceFile, readonly string[]>();
  const own = (file: SourceFile) => blocksOf(file)[0]?.name ?? '';
  return {
    ...declaredNamesOf(declared, moduleVariants(types, projectOf)),
    own,
    mayStart: (name) => starts.has(name),
    around: (file) => {
      const known = around.get(file) ?? namespacesAround(blocksOf(file));
      around.set(file, known);
      return known;
    },
  };
}

function namespacesAround(blocks: readonly NamespaceBlock[]): readonly string[] {
  const found = new Set<string>();
  for (const { name } of blocks)
    for (let dot = name.length; dot > 0; dot = name.lastIndexOf('.', dot - 1)) found.add(name.slice(0, dot));
  return [...found, ''];
}

/** The top-level types of a file by their namespace; one that is opened counts even without any. */
function typesByNamespace(
  { syntax }: SourceFile,
  blocks: readonly NamespaceBlock[],
): ReadonlyMap<string, ReadonlyMap<string, 'type'>> {
  const found = new Map(blocks.map(({ name }) => [name, new Map<string, 'type'>()]));
  for (const symbol of syntax?.symbols ?? []) {
    if (!isTopType(symbol)) continue;
    const { name, startLine } = symbol;
    const namespace = blocks.findLast(({ line }) => line <= startLine)?.name ?? '';
    const types = found.get(namespace) ?? new Map<string, 'type'>();
    types.set(name, 'type');
    found.set(namespace, types);
  }
  return found;
}

interface NamespaceBlock {
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  readonly indent: number;
}

const namespaceClause = /^([ \t]*)namespace[ \t]+([\w.@]+)(?=\s*(?:[{;/]|$))/gm;

/**
 * The namespaces that a file opens, with the line on which each begins; an indented one lies in the one before. Read from
 * the text, as parsers lose them where conditional compilation cuts through braces.
 */
function namespaceBlocks({ text = '', syntax }: SourceFile): readonly NamespaceBlock[] {
  const blocks: NamespaceBlock[] = [];
  let line = 1;
  let at = 0;
  for (const { 0: whole, 1: indent = '', 2: name = '', index } of text.matchAll(namespaceClause)) {
    for (; at < index; at++) if (text.charCodeAt(at) === 10) line++;
    const outer = blocks.findLast((block) => block.indent < indent.length);
    const plain = name.replaceAll('@', '');
    blocks.push({
      name: outer === undefined ? plain : `${outer.name}.${plain}`,
      line,
      indent: indent.length,
    });
    at = index + whole.length;
  }
  if (blocks.length > 0 || syntax?.namespace === undefined) return blocks;
  return [{ name: syntax.namespace.replaceAll('@', ''), line: 1, indent: 0 }];
}
