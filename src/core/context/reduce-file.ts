import type { SourceFile } from '../analysis/repository.ts';
import type { LineRange } from '../base/text-range.ts';

/** Bodies shorter than this are not worth a marker. */
const minimumElidedLines = 2;

/**
 * A file without the bodies of its functions: signatures, types, doc comments and constants stay, and each left-out
 * stretch says which lines it was, so that line numbers stay true. Undefined where there is nothing to leave out.
 */
export function skeletonOf(file: SourceFile): string | undefined {
  if (file.text === undefined || file.syntax === undefined) return undefined;
  const elided = outermostBodies(file);
  if (elided.length === 0) return undefined;
  const lines = file.text.split('\n');
  const kept: string[] = [];
  let next = 1;
  for (const { startLine, endLine } of elided) {
    kept.push(...lines.slice(next - 1, startLine - 1));
    const indentation = /^\s*/.exec(lines[startLine - 1] ?? '')?.[0] ?? '';
    kept.push(`${indentation}⋯ lines ${startLine}-${endLine}`);
    next = endLine + 1;
  }
  kept.push(...lines.slice(next - 1));
  return kept.join('\n');
}

/** Names of what a file defines, or its headings, each with its lines. Undefined where there is nothing to name. */
export function outlineOf(file: SourceFile): string | undefined {
  if (file.text === undefined) return undefined;
  const symbols = file.syntax?.symbols ?? [];
  const rows =
    symbols.length > 0 && file.language !== 'markdown'
      ? symbols
          .filter((symbol) => symbol.kind !== 'property' && (symbol.parent?.split('.').length ?? 0) < 2)
          .map(({ startLine, endLine, kind, name, parent }) => {
            const full = parent === undefined ? name : `${parent}.${name}`;
            return `${startLine}-${endLine} ${kind} ${full}`;
          })
      : file.language === 'markdown'
        ? headingRows(file.text)
        : [];
  return rows.length === 0 ? undefined : rows.join('\n');
}

function headingRows(text: string): string[] {
  let inFence = false;
  return text.split('\n').flatMap((line, row) => {
    if (/^\s*(?:```|~~~)/.test(line)) inFence = !inFence;
    return !inFence && /^#{1,4}\s+\S/.test(line) ? [`${row + 1} ${line.trim()}`] : [];
  });
}

function outermostBodies(file: SourceFile): LineRange[] {
  const bodies: LineRange[] = [];
  for (const { body } of file.syntax?.symbols ?? []) {
    if (body === undefined || body.endLine - body.startLine + 1 < minimumElidedLines) continue;
    if (body.startLine > (bodies.at(-1)?.endLine ?? 0)) bodies.push(body);
  }
  return bodies;
}
