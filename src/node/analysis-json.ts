import type { FileAnalysis } from '../core/index.ts';

/** The text that an analysis was read from. */
const texts = new WeakMap<FileAnalysis, string>();

/** Reads an analysis, and keeps its text for {@link analysisJson}. */
export function parseAnalysis(json: string): FileAnalysis {
  const analysis = JSON.parse(json) as FileAnalysis;
  texts.set(analysis, json);
  return analysis;
}

/** An analysis as JSON; one that was read from JSON is not written anew. */
export function analysisJson(analysis: FileAnalysis): string {
  return texts.get(analysis) ?? JSON.stringify(analysis);
}
