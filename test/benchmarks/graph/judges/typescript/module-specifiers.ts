import type { SourceFile, SyntaxNode, TypeScript } from './load-typescript.ts';

/** A literal module name in code. */
export interface ModuleSpecifier {
  readonly node: SyntaxNode;
  readonly specifier: string;
  /** `require('x')`, which is resolved with the conditions of CommonJS whatever the file is. */
  readonly isRequire: boolean;
}

/**
 * Every `import … from`, `export … from`, `import x = require()`, `import()`, `import('x').T` and `require()` with a
 * literal name, in the order of the text, and how many `declare module 'x'` in modules (they add to a module and may
 * not use it) there are. Names in comments (JSDoc types) are no part of the syntax tree that is walked.
 */
export function moduleSpecifiers(
  typescript: TypeScript,
  file: SourceFile,
): { readonly specifiers: readonly ModuleSpecifier[]; readonly augmentations: number } {
  const { SyntaxKind } = typescript;
  const specifiers: ModuleSpecifier[] = [];
  let augmentations = 0;
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
      else if (callee?.kind === SyntaxKind['Identifier'] && callee?.text === 'require')
        add(node.arguments?.[0], true);
    } else if (node.kind === SyntaxKind['ModuleDeclaration'] && typescript.isStringLiteralLike(node.name)) {
      augmentations++;
    }
    typescript.forEachChild(node, visit);
  };
  visit(file);
  return { specifiers, augmentations };
}
