import { createRequire } from 'node:module';
import { join } from 'node:path';
import { npmPackage } from '../../work-folder.ts';

/** The last version of the compiler that has a programming interface in JavaScript. */
export const typescriptVersion = '6.0.3';

/** The small part of the compiler's interface that the judges use; the package is never a dependency of the project. */
export interface TypeScript {
  readonly version: string;
  readonly sys: ResolutionHost & {
    readonly useCaseSensitiveFileNames: boolean;
    readonly readDirectory: (path: string, ...rest: readonly unknown[]) => readonly string[];
    readonly getCurrentDirectory: () => string;
  };
  readonly getParsedCommandLineOfConfigFile: (
    path: string,
    overrides: CompilerOptions,
    host: object,
  ) => ParsedConfig | undefined;
  readonly createSourceFile: (name: string, text: string, target: number, setParents: boolean) => SourceFile;
  readonly getImpliedNodeFormatForFile: (
    name: string,
    cache: object | undefined,
    host: ResolutionHost,
    options: CompilerOptions,
  ) => number | undefined;
  readonly getModeForUsageLocation: (
    file: SourceFile,
    usage: SyntaxNode,
    options: CompilerOptions,
  ) => number | undefined;
  readonly createModuleResolutionCache: (
    folder: string,
    canonical: (name: string) => string,
    options: CompilerOptions,
  ) => { readonly getPackageJsonInfoCache: () => object };
  readonly resolveModuleName: (
    specifier: string,
    from: string,
    options: CompilerOptions,
    host: ResolutionHost,
    cache: object | undefined,
    redirected: undefined,
    mode: number | undefined,
  ) => { readonly resolvedModule?: { readonly resolvedFileName: string } | undefined };
  readonly createCompilerHost: (options: CompilerOptions, setParents: boolean) => object;
  readonly createProgram: (options: {
    readonly rootNames: readonly string[];
    readonly options: CompilerOptions;
    readonly host: object;
  }) => Program;
  readonly forEachChild: (node: SyntaxNode, visit: (child: SyntaxNode) => void) => void;
  readonly isStringLiteralLike: (node: SyntaxNode | undefined) => boolean;
  readonly SyntaxKind: Readonly<Record<string, number>>;
  readonly SymbolFlags: Readonly<Record<string, number>>;
  readonly ModuleKind: Readonly<Record<string, number>>;
  readonly ModuleResolutionKind: Readonly<Record<string, number>>;
  readonly ScriptTarget: Readonly<Record<string, number>>;
  readonly JsxEmit: Readonly<Record<string, number>>;
}

export interface ResolutionHost {
  readonly fileExists: (path: string) => boolean;
  readonly readFile: (path: string) => string | undefined;
  readonly directoryExists: (path: string) => boolean;
  readonly getDirectories: (path: string) => string[];
  readonly realpath?: (path: string) => string;
}

export type CompilerOptions = Readonly<Record<string, unknown>>;

export interface ParsedConfig {
  readonly options: CompilerOptions;
  readonly fileNames: readonly string[];
  readonly projectReferences?: readonly { readonly path: string }[];
}

export interface SyntaxNode {
  readonly kind: number;
  readonly parent: SyntaxNode;
  readonly text?: string;
  readonly expression?: SyntaxNode;
  readonly moduleSpecifier?: SyntaxNode;
  readonly moduleReference?: SyntaxNode;
  readonly argument?: SyntaxNode;
  readonly literal?: SyntaxNode;
  readonly name?: SyntaxNode;
  readonly propertyName?: SyntaxNode;
  readonly getSourceFile: () => SourceFile;
  readonly arguments?: readonly SyntaxNode[];
}

export interface SourceFile extends SyntaxNode {
  readonly fileName: string;
  readonly referencedFiles: readonly object[];
  readonly parseDiagnostics: readonly object[];
  readonly externalModuleIndicator?: unknown;
  readonly commonJsModuleIndicator?: unknown;
  impliedNodeFormat?: number | undefined;
}

export interface Program {
  readonly getTypeChecker: () => Checker;
  readonly getSourceFile: (path: string) => SourceFile | undefined;
}

export interface Checker {
  readonly getSymbolAtLocation: (node: SyntaxNode) => CheckerSymbol | undefined;
  readonly getAliasedSymbol: (symbol: CheckerSymbol) => CheckerSymbol;
  readonly getShorthandAssignmentValueSymbol: (node: SyntaxNode) => CheckerSymbol | undefined;
  readonly getContextualType: (node: SyntaxNode) => CheckerType | undefined;
  readonly getTypeAtLocation: (node: SyntaxNode) => CheckerType;
  readonly getNonNullableType: (type: CheckerType) => CheckerType;
  readonly getPropertyOfType: (type: CheckerType, name: string) => CheckerSymbol | undefined;
}

export interface CheckerType {
  /** The parts of a union or an intersection. */
  readonly types?: readonly CheckerType[];
}

export interface CheckerSymbol {
  readonly name: string;
  readonly flags: number;
  readonly declarations?: readonly SyntaxNode[];
  readonly parent?: CheckerSymbol;
}

/** @throws Error when it can neither be found in `workFolder` nor be installed */
export async function loadTypescript(workFolder: string): Promise<TypeScript> {
  const folder = await npmPackage(workFolder, 'typescript', typescriptVersion);
  return createRequire(join(folder, 'package.json'))('./lib/typescript.js') as TypeScript;
}
