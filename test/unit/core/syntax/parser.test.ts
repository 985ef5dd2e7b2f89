import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbort } from '../../../../src/core/base/abort.ts';
import { extractSyntax } from '../../../../src/core/syntax/extract-syntax.ts';
import { ParserPool } from '../../../../src/core/syntax/parser.ts';
import { languageById } from '../../../../src/core/workspace/language-registry.ts';
import { parsers, sourceGrammarAssets } from '../../../support/repository-of.ts';

const long = { path: 'a.ts', language: 'typescript', text: 'const a = [1, { b: 2 }];\n'.repeat(20_000) };
const short = { path: 'b.ts', language: 'typescript', text: 'export const a = 1;\n' };
const unlimited = { timeoutMs: 60_000 };

test('a parse that takes too long is given up and said so', async () => {
  const { summary, diagnostics } = await extractSyntax(long, parsers, { timeoutMs: 0 });
  assert.equal(summary, undefined);
  assert.deepEqual(
    diagnostics.map(({ code, path }) => `${path}: ${code}`),
    ['a.ts: parse-timeout'],
  );
});

test('a cancelled parse is an abort', async () => {
  await assert.rejects(extractSyntax(long, parsers, { ...unlimited, isCancelled: () => true }), isAbort);
});

test('a parse that was given up leaves nothing behind for the next one', async () => {
  await extractSyntax(long, parsers, { timeoutMs: 0 });
  const { summary } = await extractSyntax(short, parsers, unlimited);
  assert.deepEqual(
    summary?.symbols.map(({ name, startLine }) => `${name} ${startLine}`),
    ['a 1'],
  );
  assert.equal(summary?.errorCount, 0);
});

test('the same text gives the same summary every time', async () => {
  const first = await extractSyntax(short, parsers, unlimited);
  assert.deepEqual(await extractSyntax(short, parsers, unlimited), first);
  assert.deepEqual(await extractSyntax(short, new ParserPool(sourceGrammarAssets), unlimited), first);
});

test('a summary is plain data that can cross threads', async () => {
  const { summary } = await extractSyntax(short, parsers, unlimited);
  assert.deepEqual(structuredClone(summary), summary);
});

test('a language without a grammar is text', async () => {
  const extracted = await extractSyntax(
    { path: 'a.sql', language: 'sql', text: 'SELECT 1;' },
    parsers,
    unlimited,
  );
  assert.deepEqual(extracted, { summary: undefined, diagnostics: [] });
});

test('a grammar is loaded once, when the first file needs it', async () => {
  const loaded: string[] = [];
  const grammar = (name: string) => {
    loaded.push(name);
    return sourceGrammarAssets.grammar(name);
  };
  const pool = new ParserPool({ ...sourceGrammarAssets, grammar });
  await Promise.all([extractSyntax(short, pool, unlimited), extractSyntax(short, pool, unlimited)]);
  assert.deepEqual(loaded, ['typescript']);
});

test('a grammar that cannot be read is a failure of its parser alone', async () => {
  const python = languageById('python');
  assert.ok(python !== undefined);
  const broken = new ParserPool({ ...sourceGrammarAssets, grammar: () => Promise.reject(new Error('gone')) });
  await assert.rejects(broken.parserFor(python) ?? Promise.resolve(), /gone/);
  const { summary } = await extractSyntax(short, parsers, unlimited);
  assert.equal(summary?.symbols.length, 1);
});

test('nesting of ten thousand brackets ends in a summary', async () => {
  const text = `const a = ${'['.repeat(10_000)}${']'.repeat(10_000)};\n`;
  const { summary } = await extractSyntax({ ...short, text }, parsers, unlimited);
  assert.deepEqual(
    summary?.symbols.map(({ name }) => name),
    ['a'],
  );
});
