import type { LineRange } from '../base/text-range.ts';
import type { SyntaxSummary } from '../syntax/syntax-summary.ts';
import { elideLines, minimumElidedLines } from './elide-lines.ts';

/**
 * Code without the bodies of its functions: signatures, types, doc comments and constants stay. Undefined where there is
 * nothing to leave out.
 */
export function codeSkeleton(text: string, syntax: SyntaxSummary): string | undefined {
  const elided = outermostBodies(syntax);
  return elided.length === 0 ? undefined : elideLines(text.split('\n'), elided);
}

/** Names of what a file defines, each with its first and last line. Undefined where it defines nothing. */
export function codeOutline(syntax: SyntaxSummary): string | undefined {
  const rows = syntax.symbols
    .filter((symbol) => symbol.kind !== 'property' && (symbol.parent?.split('.').length ?? 0) < 2)
    .map(({ startLine, endLine, kind, name, parent }) => {
      const full = parent === undefined ? name : `${parent}.${name}`;
      return `${startLine}-${endLine} ${kind} ${full}`;
    });
  return rows.length === 0 ? undefined : rows.join('\n');
}

function outermostBodies(syntax: SyntaxSummary): LineRange[] {
  const bodies: LineRange[] = [];
  for (const { body } of syntax.symbols) {
    if (body === undefined || body.endLine - body.startLine + 1 < minimumElidedLines) continue;
    if (body.startLine > (bodies.at(-1)?.endLine ?? 0)) bodies.push(body);
  }
  return bodies;
}
