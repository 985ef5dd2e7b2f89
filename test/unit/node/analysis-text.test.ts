import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileAnalysis } from '../../../src/core/analysis/analyze-file.ts';
import type { Reference } from '../../../src/core/syntax/syntax-summary.ts';
import { analysisText, parseAnalysis } from '../../../src/node/analysis-text.ts';

const references: readonly Reference[] = [
  { chain: 'a.b', line: 1, count: 1 },
  { chain: '?x.y', line: 2, count: 3, within: 'Server.Session' },
  { chain: 'a.b.c', line: 4, count: 2, lines: [4, 5, 6] },
  { chain: '', line: 7, count: 1, within: '', lines: [] },
];

const analysis: FileAnalysis = {
  kind: 'text',
  encoding: undefined,
  redactions: [],
  syntax: {
    language: 'typescript',
    symbols: [{ name: 'f', kind: 'function', startLine: 1, endLine: 2, exported: true }],
    imports: [],
    fields: [],
    inheritance: [],
    references,
    errorCount: 0,
    codeLineCount: 2,
  },
  lineCount: 2,
  tokens: { headLength: 0, tailTokens: 5 },
  diagnostics: [],
};

/** An analysis without the keys that have no value, as JSON leaves them out. */
const { encoding: _, ...written } = analysis;

for (const [name, syntax] of [
  ['with references', analysis.syntax],
  ['without any', { ...analysis.syntax, references: [] } as FileAnalysis['syntax']],
  ['without syntax', undefined],
] as const) {
  const original = {
    ...written,
    ...(syntax === undefined ? { syntax: undefined } : { syntax }),
  } as FileAnalysis;
  const { syntax: own, ...rest } = original;
  const expected = own === undefined ? rest : original;

  test(`an analysis ${name} is read as it was written`, () => {
    const read = parseAnalysis(analysisText(original));
    assert.deepEqual(read, expected);
    assert.deepEqual(read.syntax?.references, syntax?.references);
  });

  test(`an analysis ${name} can be copied, sent to another thread and written again`, () => {
    const text = analysisText(original);
    const read = parseAnalysis(text);
    assert.deepEqual(structuredClone(read), expected);
    assert.deepEqual({ ...read }, expected);
    assert.deepEqual(analysisText({ ...read }), text);
    assert.equal(analysisText(read), text);
  });
}
