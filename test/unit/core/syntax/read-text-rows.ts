import { readText } from '../../../../src/core/syntax/read-text/text-readers.ts';
import { importRows, symbolRows } from './summary-of.ts';

/** Definitions and then references of a text that is read without a grammar, one line each as in `summary-of.ts`. */
export function readRows(language: string, text: string): string[] {
  const facts = readText(language, text);
  if (facts === undefined) throw new Error(`${language} has no reader.`);
  const summary = { language, fields: [], inheritance: [], references: [], errorCount: 0, codeLineCount: 0 };
  const whole = { ...summary, ...facts };
  return [...symbolRows(whole).map((row) => row.replace(' exported', '')), ...importRows(whole)];
}
