import type {
  Checker,
  CheckerSymbol,
  CheckerType,
  SourceFile,
  SyntaxNode,
  TypeScript,
} from './load-typescript.ts';

/** What one name means. */
export interface NameMeaning {
  /** As the file says it. */
  readonly name: string;
  readonly symbol: string;
  /** Absolute paths of the files that declare it, at least one. */
  readonly files: readonly string[];
  readonly isMember: boolean;
}

export interface NameWithoutUse {
  readonly name: string;
  readonly reason: 'name without a definition' | 'module named as a whole';
}

/**
 * What every identifier of a file means, aliases followed to their end: in code, in types, in import and export
 * statements. The name of a declaration is no use of it; the names in object literals and destructuring patterns are uses
 * of the properties of the type that they are matched with.
 */
export function* usesInFile(options: {
  readonly typescript: TypeScript;
  readonly checker: Checker;
  readonly file: SourceFile;
}): Generator<NameMeaning | NameWithoutUse> {
  const { typescript, checker, file } = options;
  const { SyntaxKind, SymbolFlags } = typescript;
  const has = (symbol: CheckerSymbol, ...names: readonly string[]) =>
    names.some((name) => (symbol.flags & (SymbolFlags[name] ?? 0)) !== 0);

  const matchedKinds = new Set(
    ['PropertyAssignment', 'MethodDeclaration', 'JsxAttribute'].map((name) => SyntaxKind[name]),
  );
  const identifiers: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.kind === SyntaxKind['Identifier'] || node.kind === SyntaxKind['PrivateIdentifier'])
      identifiers.push(node);
    typescript.forEachChild(node, visit);
  };
  visit(file);

  for (const node of identifiers) {
    const meant = symbolsAt(node);
    if (meant.length === 0) yield { name: node.text ?? '', reason: 'name without a definition' };
    for (const found of meant) {
      const symbol = found !== undefined && has(found, 'Alias') ? checker.getAliasedSymbol(found) : found;
      const declarations = symbol?.declarations ?? [];
      if (symbol === undefined || declarations.length === 0)
        yield { name: node.text ?? '', reason: 'name without a definition' };
      else if (declarations.some(({ kind }) => kind === SyntaxKind['SourceFile']))
        yield { name: node.text ?? '', reason: 'module named as a whole' };
      else if (symbol !== found || !declarations.some((declaration) => isNameOf(node, declaration)))
        yield {
          name: node.text ?? '',
          symbol: symbol.name,
          files: [...new Set(definitions(declarations).map((one) => one.getSourceFile().fileName))],
          isMember:
            has(symbol, 'Property', 'Method', 'Accessor') &&
            !(symbol.parent !== undefined && has(symbol.parent, 'ValueModule')),
        };
    }
  }

  function symbolsAt(node: SyntaxNode): readonly (CheckerSymbol | undefined)[] {
    const { parent } = node;
    if (parent.name === node && parent.kind === SyntaxKind['ShorthandPropertyAssignment']) {
      const value = checker.getShorthandAssignmentValueSymbol(parent);
      return [value, ...propertiesOf(contextOf(parent.parent), node)].filter(
        (symbol) => symbol !== undefined,
      );
    }
    if (parent.name === node && matchedKinds.has(parent.kind)) {
      const matched = propertiesOf(contextOf(parent.parent), node);
      if (matched.length > 0) return matched;
    }
    const isPattern = parent.parent?.kind === SyntaxKind['ObjectBindingPattern'];
    if (
      isPattern &&
      parent.kind === SyntaxKind['BindingElement'] &&
      node === (parent.propertyName ?? parent.name)
    )
      return propertiesOf(checker.getTypeAtLocation(parent.parent), node);
    return [checker.getSymbolAtLocation(node)];
  }

  /** Without what only adds (`declare module`, `declare global`) to what is declared elsewhere, too. */
  function definitions(declarations: readonly SyntaxNode[]): readonly SyntaxNode[] {
    const own = declarations.filter((declaration) => !isAddition(declaration));
    return own.length > 0 ? own : declarations;
  }

  function isAddition(node: SyntaxNode): boolean {
    for (let above = node.parent; above !== undefined; above = above.parent) {
      const isModule = above.kind === SyntaxKind['ModuleDeclaration'];
      if (isModule && (typescript.isStringLiteralLike(above.name) || above.name?.text === 'global'))
        return true;
    }
    return false;
  }

  /** The type that an object literal or the attributes of an element must have. */
  function contextOf(node: SyntaxNode): CheckerType | undefined {
    const isLiteral =
      node.kind === SyntaxKind['ObjectLiteralExpression'] || node.kind === SyntaxKind['JsxAttributes'];
    return isLiteral ? checker.getContextualType(node) : undefined;
  }

  /** The property in a type; of a union, in each of its types. */
  function propertiesOf(type: CheckerType | undefined, name: SyntaxNode): readonly CheckerSymbol[] {
    if (type === undefined || name.text === undefined) return [];
    const present = checker.getNonNullableType(type);
    const whole = checker.getPropertyOfType(present, name.text);
    if (whole !== undefined) return [whole];
    return (present.types ?? [])
      .map((part) => checker.getPropertyOfType(part, name.text as string))
      .filter((symbol) => symbol !== undefined);
  }
}

function isNameOf(node: SyntaxNode, declaration: SyntaxNode): boolean {
  return declaration.name === node || node.parent === declaration;
}
