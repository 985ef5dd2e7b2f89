import type { SourceFile, SyntaxNode, TypeScript } from './load-typescript.ts';

/** A literal module name in code. */
export interface ModuleSpecifier {
  readonly node: SyntaxNode;
  readonly specifier: string;
  /** `require('x')`, which is resolved with the conditions of CommonJS whatever the file is. */
  readonly isRequire: boolean;
}

/** The module names of a file, in the order of the text. Names in comments (JSDoc types) are no part of its syntax tree. */
export interface ModuleSpecifiers {
  /** Of `import … from`, `export … from`, `import x = require()`, `import()`, `import('x').T` and `require()`. */
  readonly specifiers: readonly ModuleSpecifier[];
  /** Of `require.resolve()` and `import.meta.resolve()`, which ask where a module is and do not take it. */
  readonly resolveOnly: readonly string[];
  /** How many `declare module 'x'` there are: they add to a module and may not use it. */
  readonly augmentations: number;
}

export function moduleSpecifiers(typescript: TypeScript, file: SourceFile): ModuleSpecifiers {
  const { SyntaxKind } = typescript;
  const specifiers: ModuleSpecifier[] = [];
  const resolveOnly: string[] = [];
  let augmentations = 0;
  const isName = (node: SyntaxNode | undefined, text: string) =>
    node !== undefined && node.kind === SyntaxKind['Identifier'] && node.text === text;
  const isResolver = (node: SyntaxNode | undefined) =>
    isName(node, 'require') || node?.kind === SyntaxKind['MetaProperty'];
  const add = (node: SyntaxNode | undefined, isRequire = false) => {
    if (node !== undefined && typescript.isStringLiteralLike(node) && node.text !== undefined)
      specifiers.push({ node, specifier: node.text, isRequire });
  };
  const visit = (node: SyntaxNode): void => {
    if (node.kind === SyntaxKind['ImportDeclaration'] || node.kind === SyntaxKind['ExportDeclaration']) {
      add(node.moduleSpecifier);
    } else if (node.kind === SyntaxKind['ExternalModuleReference']) {
      add(node.expression, true);
    } else if (node.kind === SyntaxKind['ImportType']) {
      add(node.argument?.literal);
    } else if (node.kind === SyntaxKind['CallExpression']) {
      const callee = node.expression;
      if (callee?.kind === SyntaxKind['ImportKeyword']) add(node.arguments?.[0]);
      else if (isName(callee, 'require')) add(node.arguments?.[0], true);
      else if (isName(callee?.name, 'resolve') && isResolver(callee?.expression)) {
        const [name] = node.arguments ?? [];
        if (typescript.isStringLiteralLike(name)) resolveOnly.push(name?.text ?? '');
      }
    } else if (node.kind === SyntaxKind['ModuleDeclaration'] && typescript.isStringLiteralLike(node.name)) {
      augmentations++;
    }
    typescript.forEachChild(node, visit);
  };
  visit(file);
  return { specifiers, resolveOnly, augmentations };
}
