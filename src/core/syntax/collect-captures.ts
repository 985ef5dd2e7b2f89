import type { Node, QueryMatch } from 'web-tree-sitter';
import type { ImportKind, SymbolKind } from './syntax-summary.ts';

/** A definition, or a member that outlines do not list, with what its pattern says of it. */
export interface DefinitionCapture {
  readonly kind: SymbolKind | 'field';
  readonly node: Node;
  readonly name: Node;
  readonly body: Node | undefined;
  /** Declared type, or return type. */
  readonly type: Node | undefined;
  /** Initial value, where no type is declared. */
  readonly value: Node | undefined;
  /** The type that it belongs to, named in its own text: the receiver of a method in Go. */
  readonly container: Node | undefined;
}

export interface ImportCapture {
  readonly kind: ImportKind;
  readonly node: Node;
  readonly specifier: Node;
  /** The local name of the whole module. */
  readonly as: Node | undefined;
  /** Names taken out of what the call gives: `const { a } = require('x')`. */
  readonly taken: readonly Node[];
}

/** A name that a statement imports: '*' for all, 'default', or undefined where `node` is the name itself. */
export interface ImportedNameCapture {
  readonly node: Node;
  readonly imported: '*' | 'default' | undefined;
  readonly as: Node | undefined;
}

/** A name bound in a local scope. */
export interface LocalCapture {
  readonly name: Node;
  readonly type: Node | undefined;
  readonly value: Node | undefined;
  /** The member of type or value that it is bound to: `const { member } = value`. */
  readonly member: Node | undefined;
}

/** What the queries of a language matched in one tree, by meaning. CONTRIBUTING.md describes the captures. */
export class CollectedCaptures {
  readonly definitions: DefinitionCapture[] = [];
  readonly containers: { readonly node: Node; readonly name: Node }[] = [];
  readonly supertypes: Node[] = [];
  namespace: Node | undefined;
  readonly exportedNodes = new Set<number>();
  readonly exportedNames: { readonly name: Node; readonly as: Node | undefined }[] = [];
  readonly defaultExports: Node[] = [];
  readonly decorated: Node[] = [];
  readonly branches: number[] = [];
  readonly comments: Node[] = [];
  readonly imports: ImportCapture[] = [];
  readonly importedNames: ImportedNameCapture[] = [];
  readonly optionalRanges: Node[] = [];
  readonly typeOnlyRanges: Node[] = [];
  readonly references: Node[] = [];
  readonly selves: Node[] = [];
  readonly ignored = new Set<number>();
  readonly scopes: Node[] = [];
  readonly locals: LocalCapture[] = [];
  readonly argumentLists: Node[] = [];
  readonly typeArguments: Node[] = [];
  /** Object literals, and the names of what stands in them. */
  readonly objects: Node[] = [];
  readonly keys: Node[] = [];
  /** Parenthesized expressions. */
  readonly groups: Node[] = [];
}

/** Sorts the matches of a language's query by what its captures mean. */
export function collectCaptures(matches: readonly QueryMatch[]): CollectedCaptures {
  const collected = new CollectedCaptures();
  for (const { captures } of matches) {
    const [first] = captures;
    // Most matches are one identifier.
    if (captures.length === 1 && first !== undefined && first.name === 'reference')
      collected.references.push(first.node);
    else collectMatch(captures, collected);
  }
  return collected;
}

function collectMatch(captures: QueryMatch['captures'], collected: CollectedCaptures): void {
  const nodeOf = (name: string) => captures.find((capture) => capture.name === name)?.node;
  const name = nodeOf('name');
  const as = nodeOf('import.as');
  let usesAs = false;
  for (const { name: capture, node } of captures) {
    switch (capture) {
      case 'reference':
        collected.references.push(node);
        break;
      case 'self':
        collected.selves.push(node);
        break;
      case 'ignore':
        collected.ignored.add(node.startIndex);
        break;
      case 'scope':
        collected.scopes.push(node);
        break;
      case 'local':
        collected.locals.push({ ...typing(nodeOf), name: node, member: nodeOf('member') });
        break;
      case 'local.member':
        collected.locals.push({ ...typing(nodeOf), name: node, member: node });
        break;
      case 'arguments':
        collected.argumentLists.push(node);
        break;
      case 'type-arguments':
        collected.typeArguments.push(node);
        break;
      case 'object':
        collected.objects.push(node);
        break;
      case 'key':
        collected.keys.push(node);
        break;
      case 'group':
        collected.groups.push(node);
        break;
      case 'branch':
        collected.branches.push(node.startIndex);
        break;
      case 'comment':
        collected.comments.push(node);
        break;
      case 'exported':
        collected.exportedNodes.add(node.startIndex);
        break;
      case 'exported.name':
        collected.exportedNames.push({ name: node, as: nodeOf('exported.as') });
        break;
      case 'exported.default':
        collected.defaultExports.push(node);
        break;
      case 'decorated':
        collected.decorated.push(node);
        break;
      case 'container': {
        const containerName = nodeOf('container.name');
        if (containerName !== undefined) collected.containers.push({ node, name: containerName });
        break;
      }
      case 'extends':
        collected.supertypes.push(node);
        break;
      case 'namespace':
        collected.namespace ??= node;
        break;
      case 'optional':
        collected.optionalRanges.push(node);
        break;
      case 'type-only':
        collected.typeOnlyRanges.push(node);
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
  node: Node,
  name: Node,
  nodeOf: (name: string) => Node | undefined,
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

function typing(nodeOf: (name: string) => Node | undefined) {
  return { type: nodeOf('type'), value: nodeOf('value') };
}

const namesOfImports = new Set(['import.name', 'import.all', 'import.as', 'import.default', 'import.taken']);

function isImportKind(capture: string): boolean {
  return capture.startsWith('import.') && !namesOfImports.has(capture);
}
