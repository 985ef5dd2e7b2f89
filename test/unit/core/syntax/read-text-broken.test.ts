import assert from 'node:assert/strict';
import { test } from 'node:test';
import { embeddedBlocks, embeddedFiles } from '../../../../src/core/syntax/embedded-scripts.ts';
import { readText, textReaders } from '../../../../src/core/syntax/read-text/text-readers.ts';
import { templateReferences } from '../../../../src/core/syntax/template-references.ts';

/** What opens something and never closes it, and what is no text in any of the languages. */
const pieces = [
  ...[
    '{',
    '[',
    '(',
    '"',
    "'",
    '`',
    '"""',
    '<',
    '<!--',
    '<a b="',
    '<a {',
    '{{',
    '](',
    '](a "',
    '/*',
    'url(',
    '#{',
  ],
  ...[
    '\\',
    '\\\n',
    '- ',
    '- - a: ',
    'a:\n ',
    'a = """\n',
    '<script>',
    '<style>',
    '<template>',
    'RUN <<E\n',
    '\u0000',
  ],
  ...[
    'message a {',
    'type A {',
    '@media {',
    '{"exports":["',
    '{"cells":[{"source":["',
    'services:\n a:\n  build:\n',
  ],
];

for (const [language, read] of Object.entries(textReaders)) {
  test(`nothing makes the reader of ${language} fail, and lines stay inside the text`, () => {
    for (const piece of pieces) {
      const text = piece.repeat(2000);
      const { symbols, imports } = read(text);
      const lineCount = text.split('\n').length;
      for (const { startLine, endLine } of symbols)
        assert.ok(1 <= startLine && startLine <= endLine && endLine <= lineCount);
      for (const { line } of imports) assert.ok(1 <= line && line <= lineCount);
    }
  });
}

test('nothing makes the reading of components fail', () => {
  const imports = [{ specifier: './a', line: 1, kind: 'import' as const, names: ['a'] }];
  for (const language of ['vue', 'svelte'] as const) {
    for (const piece of pieces) {
      const text = `<template>${piece.repeat(2000)}`;
      for (const block of embeddedBlocks(language, text)) assert.equal(block.text.length, text.length);
      assert.ok(Array.isArray(embeddedFiles(language, text)));
      assert.ok(Array.isArray(templateReferences(language, text, imports)));
    }
  }
});

test('a language without a reader has none', () => assert.equal(readText('svg', '<svg/>'), undefined));
test('names of objects are no languages', () => assert.equal(readText('constructor', 'x'), undefined));
