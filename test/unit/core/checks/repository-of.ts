import type { Repository, SourceFile } from '../../../../src/core/analysis/repository.ts';
import { ancestorsOf } from '../../../../src/core/base/path-text.ts';
import type { CheckFacts } from '../../../../src/core/checks/check.ts';
import type { Finding } from '../../../../src/core/checks/finding.ts';
import { runChecks } from '../../../../src/core/checks/run-checks.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import type { ImportStatement, SyntaxSummary } from '../../../../src/core/syntax/syntax-summary.ts';
import { classifyPath } from '../../../../src/core/workspace/classify-file.ts';

/** A repository in memory: text by path. Imports are read line by line, which is enough for the sources of these tests. */
export function repositoryOf(texts: Readonly<Record<string, string>>): Repository {
  const files = Object.keys(texts)
    .sort()
    .map((path) => sourceFile(path, texts[path] ?? ''));
  return {
    files,
    byPath: new Map(files.map((file) => [file.path, file])),
    leftOut: [],
    diagnostics: [],
    directories: new Set(files.flatMap((file) => ancestorsOf(file.path))),
    secrets: undefined,
  };
}

/** The facts that the checks see, with the real graph; `ignored` lists paths that git ignores. */
export async function factsOf(
  texts: Readonly<Record<string, string>>,
  ignored: readonly string[] = [],
): Promise<CheckFacts> {
  const repository = repositoryOf(texts);
  const isIgnored = (path: string) => ignored.some((other) => path === other || path.startsWith(`${other}/`));
  return { repository, graph: await buildDependencyGraph(repository), isIgnored };
}

/** Runs one check. */
export async function findingsOf(
  id: string,
  texts: Readonly<Record<string, string>>,
  ignored: readonly string[] = [],
): Promise<readonly Finding[]> {
  const { findings, diagnostics } = await runChecks(await factsOf(texts, ignored), { only: [id] });
  if (diagnostics.length > 0) throw new Error(diagnostics[0]?.message);
  return findings;
}

/** `path:line` of each finding, for comparing. */
export function placesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ evidence: [first] }) => `${first.path}:${first.startLine}`);
}

function sourceFile(path: string, text: string): SourceFile {
  const { kind, role, language } = classifyPath(path);
  const isCode =
    language === 'typescript' || language === 'tsx' || language === 'javascript' || language === 'python';
  return {
    ...{ path, kind, role, language, text, hasText: true },
    size: text.length,
    contentHash: path,
    encoding: { encoding: 'utf-8', bom: false, endOfLine: '\n', mixedEndOfLine: false },
    redactions: [],
    tokens: { headLength: 0, tailTokens: 0 },
    syntax: isCode ? syntaxOf(language, text) : undefined,
    lineCount: text.split('\n').length,
  };
}

function syntaxOf(language: string, text: string): SyntaxSummary {
  const lines = text.split('\n');
  const imports = lines.flatMap((line, index): ImportStatement[] => {
    const found = language === 'python' ? pythonImport(line) : scriptImport(line);
    const optional = /^\s*try\b/.test(lines[index - 1] ?? '');
    return found === undefined ? [] : [{ ...found, line: index + 1, ...(optional ? { optional } : {}) }];
  });
  return {
    language,
    symbols: [],
    imports,
    fields: [],
    inheritance: [],
    references: [],
    errorCount: 0,
    codeLineCount: lines.length,
  };
}

function scriptImport(line: string): Omit<ImportStatement, 'line'> | undefined {
  const [, keyword = '', specifier] = /^(import type|import|export)\b[^'"]*['"]([^'"]+)['"]/.exec(line) ?? [];
  if (specifier !== undefined) {
    const kind = keyword === 'import type' ? 'type-only' : keyword === 'export' ? 're-export' : 'import';
    return { specifier, kind, names: ['*'] };
  }
  const [, call = '', argument] = /\b(require|import|mock|URL)\(['"]([^'"]+)['"]/.exec(line) ?? [];
  if (argument === undefined) return undefined;
  const kinds = { require: 'require', import: 'dynamic', mock: 'mock', URL: 'asset' } as const;
  return { specifier: argument, kind: kinds[call as keyof typeof kinds], names: ['*'] };
}

function pythonImport(line: string): Omit<ImportStatement, 'line'> | undefined {
  const [, module, names] = /^\s*from (\S+) import (.+)$/.exec(line) ?? [];
  if (module !== undefined) return { specifier: module, kind: 'import', names: (names ?? '').split(/, */) };
  const [, plain] = /^\s*import ([\w.]+)/.exec(line) ?? [];
  return plain === undefined ? undefined : { specifier: plain, kind: 'import', names: [] };
}
