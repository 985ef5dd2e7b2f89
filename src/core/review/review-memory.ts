import type { Journal } from '../ports/journal.ts';
import type { ReviewReport } from './review-report.ts';

/** Of the journal's document that holds it. */
export const memoryId = 'last';

/** What the last review of a folder leaves for the next one. */
export interface ReviewMemory {
  readonly report: ReviewReport;
  /** `model passes region-key` of the regions that were looked at and that still count. */
  readonly covered: readonly string[];
}

/** Undefined before the first review. */
export function readMemory(journal: Journal): ReviewMemory | undefined {
  const json = journal.getDocument('review', memoryId);
  return json === undefined ? undefined : (JSON.parse(json) as ReviewMemory);
}
