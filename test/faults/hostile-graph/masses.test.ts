import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newFolder, run } from '../../integration/run-cli.ts';
import { hostileFolder, importsOf, told, usesOf } from './hostile-folder.ts';

function textOf(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join('');
}

/** Files with very many of one thing each. */
const masses: Readonly<Record<string, string>> = {
  'imports.ts': textOf(20_000, (at) => `import { a${at} } from './b${at}';\n`),
  'imports.py': textOf(30_000, (at) => `import m${at}\n`),
  'guarded.py': textOf(6_000, (at) => `try:\n    import m${at}\nexcept ImportError:\n    pass\n`),
  'names.py': `from small import (${textOf(40_000, (at) => `n${at},`)})\n`,
  'exports.ts': textOf(20_000, () => "export * from './small';\n"),
  'includes.c': textOf(20_000, (at) => `#include "a${at}.h"\n`),
  'locals.ts': textOf(12_000, (at) => `call((x) => x.a${at});\n`),
  'same.js': `function f() {\n${'let x = g();\nx.h();\n'.repeat(15_000)}}\n`,
  'symbols.go': `package a\n${textOf(20_000, (at) => `func F${at}() {}\n`)}`,
  'methods.java': `class A {\n${textOf(20_000, (at) => `void m${at}() { n(); }\n`)}}\n`,
  'line.ts': `export const a = "${'x'.repeat(1_900_000)}";\n`,
  'array.json': `[${'"./small.ts",'.repeat(50_000)}0]`,
  'links.md': '[a](small.ts) '.repeat(40_000),
  'keys.yaml': textOf(50_000, (at) => `k${at}: ./a\n`),
  'tables.toml': textOf(20_000, (at) => `[a.b${at}]\nx = 1\n`),
  'rules.css': '@import "small.css";\n'.repeat(30_000),
  'small.ts': 'export const a = 1;\n',
};

test('files with tens of thousands of anything end within bounded memory, in the program itself', async () => {
  using folder = hostileFolder(masses);
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const report = `data:text/javascript,${encodeURIComponent("process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'));")}`;
  const { code, stdout, stderr } = await run(
    process.execPath,
    ['--import', report, `${root}bin/longview.mjs`, 'graph', folder.path, '--progress', 'none'],
    { env: { LONGVIEW_HOME: newFolder(), NODE_NO_WARNINGS: '1' } },
  );
  assert.equal(code, 0, stderr);
  const { order } = JSON.parse(stdout) as { order: string[] };
  assert.deepEqual([...order].sort(), Object.keys(masses).sort());
  const peakMb = Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024;
  assert.ok(peakMb < 1500, `${peakMb} MB`);
  // A slow machine gives some of them up; nothing else is said.
  const odd = stderr.split('\n').filter((line) => line !== '' && !/^peak |was given up/.test(line));
  assert.deepEqual(odd, []);
});

test('each of tens of thousands of imports, names and locals of one file is known', async () => {
  const { 'imports.ts': imports = '', 'names.py': names = '', 'locals.ts': locals = '' } = masses;
  using folder = hostileFolder({
    'imports.ts': `${imports}a7();\n`,
    'b7.ts': 'export const a7 = () => 1;\n',
    'names.py': `${names}\nn9()\n`,
    'small.py': 'def n9(): pass\n',
    'locals.ts': `import { T } from './t';\nfunction x(x: T) { x.m(); }\n${locals}`,
    't.ts': 'export class T { m() {} }\n',
  });
  const taken = await folder.graph({ parseTimeoutMs: 100_000, stuckMs: 200_000 });
  assert.deepEqual(told(taken), []);
  assert.deepEqual(importsOf(taken).sort(), [
    'imports.ts > b7.ts',
    'locals.ts > t.ts',
    'names.py > small.py',
  ]);
  const uses = new Set(usesOf(taken));
  const wanted = [
    ...['imports.ts > b7.ts a7', 'locals.ts > t.ts T', 'locals.ts > t.ts T.m'],
    ...['names.py > small.py n9', 'names.py > small.py n39999'],
  ];
  assert.deepEqual(
    wanted.filter((use) => !uses.has(use)),
    [],
  );
  assert.equal(taken.graph.unresolved.length, 19_999);
});
