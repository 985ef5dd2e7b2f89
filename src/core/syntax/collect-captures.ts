import type { SyntaxMatch, SyntaxNode } from './query/syntax-node.ts';
import type { TreeMatches } from './query/tree-query.ts';
import type { ImportKind, SymbolKind } from './syntax-summary.ts';

/** A definition, or a member that outlines do not list, with what its pattern says of it. */
export interface DefinitionCapture {
  readonly kind: SymbolKind | 'field';
  readonly node: SyntaxNode;
  readonly name: SyntaxNode;
  readonly body: SyntaxNode | undefined;
  /** Declared type, or return type. */
  readonly type: SyntaxNode | undefined;
  /** Initial value, where no type is declared. */
  readonly value: SyntaxNode | undefined;
  /** The type that it belongs to, named in its own text: the receiver of a method in Go. */
  readonly container: SyntaxNode | undefined;
}

export interface ImportCapture {
  readonly kind: ImportKind;
  readonly node: SyntaxNode;
  readonly specifier: SyntaxNode;
  /** The local name of the whole module. */
  readonly as: SyntaxNode | undefined;
  /** Names taken out of what the call gives: `const { a } = require('x')`. */
  readonly taken: readonly SyntaxNode[];
}

/** A name that a statement imports: '*' for all, 'default', or undefined where `node` is the name itself. */
export interface ImportedNameCapture {
  readonly node: SyntaxNode;
  readonly imported: '*' | 'default' | undefined;
  readonly as: SyntaxNode | undefined;
}

/** A name bound in a local scope. */
export interface LocalCapture {
  readonly name: SyntaxNode;
  readonly type: SyntaxNode | undefined;
  readonly value: SyntaxNode | undefined;
  /** The member of type or value that it is bound to: `const { member } = value`. */
  readonly member: SyntaxNode | undefined;
}

/** What the queries of a language matched in one tree, by meaning. CONTRIBUTING.md describes the captures. */
export class CollectedCaptures {
  readonly definitions: DefinitionCapture[] = [];
  readonly containers: { readonly node: SyntaxNode; readonly name: SyntaxNode }[] = [];
  readonly supertypes: SyntaxNode[] = [];
  namespace: SyntaxNode | undefined;
  readonly exportedNodes = new Set<number>();
  readonly exportedNames: { readonly name: SyntaxNode; readonly as: SyntaxNode | undefined }[] = [];
  readonly defaultExports: SyntaxNode[] = [];
  readonly decorated: SyntaxNode[] = [];
  readonly branches: number[] = [];
  readonly comments: SyntaxNode[] = [];
  readonly imports: ImportCapture[] = [];
  readonly importedNames: ImportedNameCapture[] = [];
  readonly optionalRanges: SyntaxNode[] = [];
  readonly typeOnlyRanges: SyntaxNode[] = [];
  /** Starts and ends in turn. */
  readonly references: number[];
  readonly selves: SyntaxNode[] = [];
  readonly ignored = new Set<number>();
  readonly scopes: SyntaxNode[] = [];
  readonly locals: LocalCapture[] = [];
  readonly argumentLists: SyntaxNode[] = [];
  readonly typeArguments: SyntaxNode[] = [];
  /** Object literals, and the names of what stands in them. */
  readonly objects: SyntaxNode[] = [];
  readonly keys: SyntaxNode[] = [];
  /** Parenthesized expressions. */
  readonly groups: SyntaxNode[] = [];

  constructor(references: readonly number[]) {
    this.references = [...references];
  }
}

/** Sorts the matches of a language's query by what its captures mean. */
export function collectCaptures({ matches, references }: TreeMatches): CollectedCaptures {
  const collected = new CollectedCaptures(references);
  for (const { captures } of matches) {
    const [first] = captures;
    // Most matches are one node.
    if (captures.length > 1 || first === undefined || !addPlain(first.name, first.node, collected))
      collectMatch(captures, collected);
  }
  return collected;
}

/** Takes in a capture that means the same whatever else its pattern captures; false for another one. */
function addPlain(capture: string, node: SyntaxNode, collected: CollectedCaptures): boolean {
  switch (capture) {
    case 'reference':
      collected.references.push(node.startIndex, node.endIndex);
      return true;
    case 'self':
      collected.selves.push(node);
      return true;
    case 'ignore':
      collected.ignored.add(node.startIndex);
      return true;
    case 'scope':
      collected.scopes.push(node);
      return true;
    case 'arguments':
      collected.argumentLists.push(node);
      return true;
    case 'type-arguments':
      collected.typeArguments.push(node);
      return true;
    case 'object':
      collected.objects.push(node);
      return true;
    case 'key':
      collected.keys.push(node);
      return true;
    case 'group':
      collected.groups.push(node);
      return true;
    case 'branch':
      collected.branches.push(node.startIndex);
      return true;
    case 'comment':
      collected.comments.push(node);
      return true;
    case 'exported':
      collected.exportedNodes.add(node.startIndex);
      return true;
    case 'decorated':
      collected.decorated.push(node);
      return true;
    case 'extends':
      collected.supertypes.push(node);
      return true;
    case 'optional':
      collected.optionalRanges.push(node);
      return true;
    case 'type-only':
      collected.typeOnlyRanges.push(node);
      return true;
    default:
      return false;
  }
}

function collectMatch(captures: SyntaxMatch['captures'], collected: CollectedCaptures): void {
  const nodeOf = (name: string) => captures.find((capture) => capture.name === name)?.node;
  const name = nodeOf('name');
  const as = nodeOf('import.as');
  let usesAs = false;
  for (const { name: capture, node } of captures) {
    if (addPlain(capture, node, collected)) continue;
    switch (capture) {
      case 'local':
        collected.locals.push({ ...typing(nodeOf), name: node, member: nodeOf('member') });
        break;
      case 'local.member':
        collected.locals.push({ ...typing(nodeOf), name: node, member: node });
        break;
      case 'exported.name':
        collected.exportedNames.push({ name: node, as: nodeOf('exported.as') });
        break;
      case 'exported.default':
        collected.defaultExports.push(node);
        break;
      case 'container': {
        const containerName = nodeOf('container.name');
        if (containerName !== undefined) collected.containers.push({ node, name: containerName });
        break;
      }
      case 'namespace':
        collected.namespace ??= node;
        break;
      case 'import.name':
        collected.importedNames.push({ node, imported: undefined, as });
        usesAs = true;
        break;
      case 'import.all':
        collected.importedNames.push({ node, imported: '*', as });
        usesAs = true;
        break;
      case 'import.default':
        collected.importedNames.push({ node, imported: 'default', as: node });
        break;
      case 'field':
        if (name !== undefined) collected.definitions.push(definition('field', node, name, nodeOf));
        break;
      default:
        if (capture.startsWith('definition.') && name !== undefined) {
          const kind = capture.slice('definition.'.length) as SymbolKind;
          collected.definitions.push(definition(kind, node, name, nodeOf));
        }
    }
  }
  const specifier = nodeOf('specifier');
  if (specifier === undefined) return;
  const taken = captures.filter((capture) => capture.name === 'import.taken').map(({ node }) => node);
  for (const { name: capture, node } of captures) {
    if (!isImportKind(capture)) continue;
    const kind = capture.slice('import.'.length) as ImportKind;
    collected.imports.push({ kind, node, specifier, as: usesAs ? undefined : as, taken });
  }
}

function definition(
  kind: SymbolKind | 'field',
  node: SyntaxNode,
  name: SyntaxNode,
  nodeOf: (name: string) => SyntaxNode | undefined,
): DefinitionCapture {
  return {
    kind,
    node,
    name,
    body: nodeOf('body'),
    type: nodeOf('type'),
    value: nodeOf('value'),
    container: nodeOf('container.name'),
  };
}

function typing(nodeOf: (name: string) => SyntaxNode | undefined) {
  return { type: nodeOf('type'), value: nodeOf('value') };
}

const namesOfImports = new Set(['import.name', 'import.all', 'import.as', 'import.default', 'import.taken']);

function isImportKind(capture: string): boolean {
  return capture.startsWith('import.') && !namesOfImports.has(capture);
}
