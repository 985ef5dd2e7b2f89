import { rangesOverlap } from '../base/text-range.ts';
import type { Finding } from '../checks/finding.ts';

/** Lines between two findings of one file that may still be the same. */
const nearbyLines = 3;
/** Share of common words in title and explanation from which two findings at one place are the same. */
const sameWords = 0.35;

/** The finding among `known` that says the same as `candidate`, if there is one. */
export function findDuplicate(known: Iterable<Finding>, candidate: Finding): Finding | undefined {
  for (const finding of known) if (isSame(finding, candidate)) return finding;
  return undefined;
}

function isSame(a: Finding, b: Finding): boolean {
  if (a.fingerprint === b.fingerprint) return true;
  const [first] = a.evidence;
  const [second] = b.evidence;
  if (first.path !== second.path) return false;
  const widened = { startLine: first.startLine - nearbyLines, endLine: first.endLine + nearbyLines };
  if (!rangesOverlap(widened, second)) return false;
  return wordOverlap(`${a.title} ${a.explanation}`, `${b.title} ${b.explanation}`) >= sameWords;
}

/** Jaccard index of the words of two texts. */
function wordOverlap(a: string, b: string): number {
  const first = wordsOf(a);
  const second = wordsOf(b);
  const common = [...first].filter((word) => second.has(word)).length;
  return common / (first.size + second.size - common || 1);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? []);
}
