import type { Diagnostic } from '../base/diagnostic.ts';
import { compareCodeUnits } from '../base/text-range.ts';

/** A file of which a pack shows nothing, or not all, because it could not be read. */
export interface UnreadFile {
  readonly path: string;
  readonly reason: string;
}

/** Files that could not be read, or only in part, once each and in order of path. What is left out on purpose is not among them. */
export function unreadFiles(diagnostics: readonly Diagnostic[]): UnreadFile[] {
  const reasons = new Map<string, string>();
  for (const { severity, code, path, message } of diagnostics) {
    const isWarned = code === 'unreadable' || code === 'analysis-failed' || code.startsWith('document-');
    const isUnread = (severity === 'warning' && isWarned) || code === 'picture-unreadable';
    if (isUnread && path !== undefined && !reasons.has(path)) reasons.set(path, message);
  }
  return [...reasons]
    .map(([path, reason]) => ({ path, reason }))
    .sort((a, b) => compareCodeUnits(a.path, b.path));
}
