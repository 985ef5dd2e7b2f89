import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../../../src/core/workspace/language-registry.ts';
import { hostileFolder } from './hostile-folder.ts';

const depth = 10_000;
const around = (open: string, inside: string, close: string) =>
  open.repeat(depth) + inside + close.repeat(depth);

/** Texts that go deep in one language or another; in the others they are rubbish, which must do no harm either. */
const shapes: Readonly<Record<string, string>> = {
  parentheses: `x = ${around('(', '1', ')')}\n`,
  brackets: `x = ${around('[', '1', ']')}\n`,
  braces: around('{', '', '}'),
  blocks: around('if (a) {\n', 'b();\n', '}\n'),
  functions: around('function f() {\n', 'g();\n', '}\n'),
  types: around('class A {\n', 'int a;\n', '}\n'),
  unary: `x = ${'-'.repeat(depth)}a\n`,
  members: `x = a${'.b'.repeat(depth)}\n`,
  calls: `x = a${'()'.repeat(depth)}\n`,
  'chained-calls': `x = a${'\n  .b(c => c.d)'.repeat(depth)}\n`,
  generics: `x: ${around('Array<', 'T', '>')}\n`,
  templates: `x = ${around('`${', '1', '}`')}\n`,
  'string-parts': `x = ${around('"#{', '1', '}"')}\n`,
  elements: around('<div>', 'a', '</div>'),
  comments: '/*'.repeat(depth),
  items: `${'- '.repeat(depth)}a\n`,
  indented: Array.from({ length: 1500 }, (_, level) => `${' '.repeat(level)}a:\n`).join(''),
  objects: around('{"a":', '1', '}'),
  tables: `[${'a.'.repeat(depth)}a]\nx = ${around('{a = ', '1', '}')}\n`,
};

const endings = languages.flatMap(({ id, extensions, fileNames = [] }) => {
  const name = extensions[0] === undefined ? fileNames[0] : `a${extensions[0]}`;
  return name === undefined ? [] : [{ id, name }];
});

test('text that is nested ten thousand deep ends as a file or as one that took too long, in every language', async () => {
  const files: Record<string, string> = {
    'z.ts': "import { a } from './y';\na;\n",
    'y.ts': 'export const a = 1;\n',
  };
  for (const [shape, text] of Object.entries(shapes))
    for (const { id, name } of endings) files[`${shape}/${id}/${name}`] = text;
  using folder = hostileFolder(files);
  const { graph, diagnostics } = await folder.graph({ parseTimeoutMs: 40, stuckMs: 20_000 });
  assert.equal(new Set(graph.order).size, Object.keys(files).length);
  const odd = diagnostics.filter(({ code }) => code !== 'parse-timeout');
  assert.deepEqual(odd, []);
  assert.ok(diagnostics.every(({ path, message }) => path !== undefined && message.includes('40 ms')));
  assert.ok(
    [...graph.uses].some(({ from, to, symbol }) => from === 'z.ts' && to === 'y.ts' && symbol === 'a'),
  );
});
