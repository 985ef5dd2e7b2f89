import { extractSyntax } from '../../../../src/core/syntax/extract-syntax.ts';
import type { SyntaxSummary } from '../../../../src/core/syntax/syntax-summary.ts';
import { languageOfPath } from '../../../../src/core/workspace/language-registry.ts';
import { parsers } from '../../../support/repository-of.ts';

/** The summary of one file's text, which must be one of a parsed language. */
export async function summaryOf(path: string, text: string): Promise<SyntaxSummary> {
  const language = languageOfPath(path)?.id ?? '';
  const { summary } = await extractSyntax({ path, language, text }, parsers, { timeoutMs: 60_000 });
  if (summary === undefined) throw new Error(`${path} is not parsed.`);
  return summary;
}

/** One line a definition: `2-4 method Parent.name exported doc 1 body 3-3 complexity 2`. */
export function symbolRows({ symbols }: SyntaxSummary): string[] {
  return symbols.map(({ startLine, endLine, kind, name, parent, exported, docStartLine, body, complexity }) =>
    [
      `${startLine}-${endLine} ${kind} ${parent === undefined ? name : `${parent}.${name}`}`,
      exported ? 'exported' : '',
      docStartLine === undefined ? '' : `doc ${docStartLine}`,
      body === undefined ? '' : `body ${body.startLine}-${body.endLine}`,
      complexity === undefined || complexity === 1 ? '' : `complexity ${complexity}`,
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
}

/** One line a statement: `1 import ./a: default, b optional`. */
export function importRows({ imports }: SyntaxSummary): string[] {
  return imports.map(({ line, kind, specifier, names, optional }) => {
    const taken = names.length === 0 ? '' : `: ${names.join(', ')}`;
    return `${line} ${kind} ${specifier}${taken}${optional === true ? ' optional' : ''}`;
  });
}
