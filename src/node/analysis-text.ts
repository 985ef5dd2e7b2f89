import { decodeReferences, encodeReferences, type FileAnalysis } from '../core/parsing.ts';

/**
 * An analysis as text: so it crosses threads in half the time that its many small objects take, and so it is stored. What a
 * file uses of others is half of it, and is read by who links that file alone.
 */
export interface AnalysisText {
  readonly json: string;
  /** Of the syntax; '' where there is none. */
  readonly references: string;
}

/** The text that an analysis was read from. */
const texts = new WeakMap<FileAnalysis, AnalysisText>();

/** An analysis as text; one that was read from text is not written anew. */
export function analysisText(analysis: FileAnalysis): AnalysisText {
  const known = texts.get(analysis);
  if (known !== undefined) return known;
  const { syntax } = analysis;
  if (syntax === undefined) return { json: JSON.stringify(analysis), references: '' };
  const { references, ...rest } = syntax;
  return {
    json: JSON.stringify({ ...analysis, syntax: rest }),
    references: encodeReferences(references),
  };
}

/** Reads an analysis; its references are read anew whenever somebody asks for them. */
export function parseAnalysis(text: AnalysisText): FileAnalysis {
  const parsed = JSON.parse(text.json) as FileAnalysis;
  const { references } = text; // whoever holds the syntax does not hold the rest
  const analysis: FileAnalysis =
    parsed.syntax === undefined
      ? parsed
      : {
          ...parsed,
          syntax: {
            ...parsed.syntax,
            get references() {
              return decodeReferences(references);
            },
          },
        };
  texts.set(analysis, text);
  return analysis;
}
