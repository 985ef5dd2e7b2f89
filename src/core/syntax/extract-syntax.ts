import type { Diagnostic } from '../base/diagnostic.ts';
import { languageById } from '../workspace/language-registry.ts';
import { extractImports } from './extract-imports.ts';
import { extractSymbols } from './extract-symbols.ts';
import { firstErrorLine } from './parse-errors.ts';
import type { ParseLimits, ParserPool } from './parser.ts';
import type { SyntaxSummary } from './syntax-summary.ts';

export interface ExtractedSyntax {
  /** Undefined for a language without a grammar and where parsing was given up. */
  readonly summary: SyntaxSummary | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses one file's text and summarises what it defines and imports. Never fails on the text: a broken file gives a
 * summary with `errorCount`, a parse that does not end gives a diagnostic.
 *
 * @throws an `AbortError` when cancelled through `limits`
 */
export async function extractSyntax(
  file: { readonly path: string; readonly language: string; readonly text: string },
  parsers: ParserPool,
  limits: ParseLimits,
): Promise<ExtractedSyntax> {
  const language = languageById(file.language);
  const loading = language && parsers.parserFor(language);
  if (language?.grammar === undefined || loading === undefined)
    return { summary: undefined, diagnostics: [] };
  const { exportRule } = language.grammar;
  const parser = await loading;
  const summary = parser.withTree(
    file.text,
    ({ rootNode, symbolMatches, importMatches }): SyntaxSummary => {
      const { symbols, codeLineCount } = extractSymbols({
        matches: symbolMatches,
        text: file.text,
        exportRule,
      });
      const imports = extractImports(importMatches);
      const errors = rootNode.hasError ? firstErrorLine(rootNode) : undefined;
      return {
        language: language.id,
        symbols,
        imports,
        errorCount: errors?.count ?? 0,
        ...(errors === undefined ? {} : { firstErrorLine: errors.line }),
        codeLineCount,
      };
    },
    limits,
  );
  if (summary === 'timeout') {
    const message = `Parsing took more than ${limits.timeoutMs} ms and was given up; the file is treated as text.`;
    return {
      summary: undefined,
      diagnostics: [{ severity: 'warning', code: 'parse-timeout', message, path: file.path }],
    };
  }
  return { summary, diagnostics: [] };
}
