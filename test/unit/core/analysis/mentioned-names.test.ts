import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MentionedNames } from '../../../../src/core/analysis/mentioned-names.ts';
import type { SyntaxSummary } from '../../../../src/core/syntax/syntax-summary.ts';

function syntaxOf(chains: readonly string[], types: readonly string[] = []): SyntaxSummary {
  return {
    language: 'c',
    symbols: types.map((type) => ({
      name: 'x',
      kind: 'variable',
      startLine: 1,
      endLine: 1,
      exported: true,
      type,
    })),
    imports: [],
    fields: [],
    inheritance: [],
    references: chains.map((chain) => ({ chain, line: 1, count: 1 })),
    errorCount: 0,
    codeLineCount: 1,
  };
}

test('every name of a chain is mentioned, those of its hints and calls too', () => {
  const names = new MentionedNames();
  names.addAll(syntaxOf(['?a~make:part<0>(1).field', 'plain', 'größe.x'], ['struct_s.inner']));
  for (const name of ['make', 'part', 'field', 'plain', 'größe', 'struct_s', 'inner'])
    assert.equal(names.has(name), true, name);
  for (const name of ['mak', 'fieldx', 'nobody', 'inne']) assert.equal(names.has(name), false, name);
});

test('what is mentioned again is nothing new', () => {
  const names = new MentionedNames();
  const many = syntaxOf(Array.from({ length: 20_000 }, (_, at) => `name_${at}`));
  names.addAll(many);
  const size = names.size;
  assert.ok(size > 19_900 && size <= 20_000);
  names.addAll(many);
  assert.equal(names.size, size);
});
