import * as vscode from 'vscode';
import type { LocatedEvidence } from '../../core/checks/finding.ts';

/** Where secrets were taken out, the quote is not the file's text. */
const redacted = '[REDACTED';

/**
 * The range of a quote, without the first line's indentation. In an open document the quote is looked for, because
 * lines move while the user types; undefined when it is no longer there.
 */
export function locateEvidence(
  evidence: LocatedEvidence,
  document: vscode.TextDocument | undefined,
): vscode.Range | undefined {
  const quoted = evidence.quote.split('\n');
  if (document === undefined || evidence.quote.includes(redacted))
    return rangeOf(quoted, evidence.startLine - 1);
  const matches = (line: number) =>
    quoted.every(
      (text, index) => line + index < document.lineCount && document.lineAt(line + index).text === text,
    );
  const expected = evidence.startLine - 1;
  for (let distance = 0; distance < document.lineCount; distance++) {
    for (const line of distance === 0 ? [expected] : [expected - distance, expected + distance]) {
      if (line >= 0 && line < document.lineCount && matches(line)) return rangeOf(quoted, line);
    }
  }
  return undefined;
}

function rangeOf(quoted: readonly string[], startLine: number): vscode.Range {
  const indentation = /^\s*/.exec(quoted[0] ?? '')?.[0].length ?? 0;
  const lastLine = quoted.at(-1) ?? '';
  const start = Math.max(0, startLine);
  return new vscode.Range(start, indentation, start + quoted.length - 1, lastLine.trimEnd().length);
}
