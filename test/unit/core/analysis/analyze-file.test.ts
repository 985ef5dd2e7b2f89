import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AnalyzeFileInput,
  analyzeFile,
  type FileAnalysis,
} from '../../../../src/core/analysis/analyze-file.ts';
import { isAbort } from '../../../../src/core/base/abort.ts';
import { ParserPool } from '../../../../src/core/syntax/parser.ts';
import { classifyPath } from '../../../../src/core/workspace/classify-file.ts';
import { parsers, sourceGrammarAssets } from '../../../support/repository-of.ts';

const inputOf = (path: string, content: string | Uint8Array): AnalyzeFileInput => ({
  path,
  ...classifyPath(path),
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
});
const limits = { timeoutMs: 60_000 };

function check(
  name: string,
  [path, content]: readonly [string, string | Uint8Array],
  compare: (analysis: FileAnalysis) => unknown,
  expected: unknown,
): void {
  test(name, async () =>
    assert.deepEqual(compare(await analyzeFile(inputOf(path, content), parsers, limits)), expected),
  );
}

const lineCount = (analysis: FileAnalysis) => analysis.lineCount;
const codes = (analysis: FileAnalysis) => [analysis.kind, ...analysis.diagnostics.map(({ code }) => code)];

check('an empty file has no lines', ['a.ts', ''], lineCount, 0);
check('a line needs no end', ['a.ts', 'a\nb'], lineCount, 2);
check('a line end begins no further line', ['a.ts', 'a\nb\n'], lineCount, 2);
check('a blank line is a line', ['a.ts', '\n\n'], lineCount, 2);
check('bytes with a NUL are binary, whatever the name says', ['a.ts', Uint8Array.of(97, 0, 98)], codes, [
  'binary',
]);
check('bytes that are not UTF-8 are text with a remark', ['a.txt', Uint8Array.of(99, 0xe9)], codes, [
  'text',
  'encoding',
]);
check('a file of a generator is generated', ['a.ts', '// @generated\nlet a;\n'], codes, ['generated']);
check('a broken file is text without a remark', ['a.ts', 'const = = ;'], codes, ['text']);
check(
  'a language without a grammar has no summary',
  ['a.sql', 'SELECT 1;\n'],
  ({ syntax }) => syntax,
  undefined,
);
check(
  'a notebook keeps its kind, and its cells are read',
  ['a.ipynb', '{"cells":[{"cell_type":"code","source":["import os\\n"]}]}'],
  ({ kind, syntax }) => [kind, syntax?.imports.map(({ specifier }) => specifier)],
  ['notebook', ['os']],
);
check(
  'lines of Windows are parsed at their numbers',
  ['a.ts', 'let a;\r\n\r\nfunction f() {}\r\n'],
  ({ syntax }) => syntax?.symbols.map(({ startLine }) => startLine),
  [1, 3],
);
check(
  'secrets are out before the file is parsed',
  ['.env', 'KEY=some-secret-value\n'],
  ({ redactions }) => redactions.map(({ rule }) => rule),
  ['env-value'],
);

test('a parse that does not end makes the file text, and is said', async () => {
  const long = inputOf('a.ts', 'const a = [1, { b: 2 }];\n'.repeat(20_000));
  const { syntax, diagnostics, lineCount: lines } = await analyzeFile(long, parsers, { timeoutMs: 0 });
  assert.deepEqual(
    [syntax, diagnostics.map(({ code }) => code), lines],
    [undefined, ['parse-timeout'], 20_000],
  );
});

test('a grammar that fails makes the file text, and is said', async () => {
  const broken = new ParserPool({ ...sourceGrammarAssets, grammar: () => Promise.reject(new Error('gone')) });
  const { kind, syntax, diagnostics } = await analyzeFile(inputOf('a.ts', 'let a;\n'), broken, limits);
  assert.deepEqual(
    [kind, syntax, diagnostics.map(({ code }) => code)],
    ['text', undefined, ['parse-failed']],
  );
});

test('cancelling is an abort, not a remark', async () => {
  const long = inputOf('a.ts', 'const a = [1, { b: 2 }];\n'.repeat(20_000));
  await assert.rejects(analyzeFile(long, parsers, { ...limits, isCancelled: () => true }), isAbort);
});

test('an analysis is plain data that JSON keeps', async () => {
  const analysis = await analyzeFile(inputOf('a.ts', '// x\nexport const a = 1;\n'), parsers, limits);
  assert.deepEqual(JSON.parse(JSON.stringify(analysis)), structuredClone(analysis));
});
