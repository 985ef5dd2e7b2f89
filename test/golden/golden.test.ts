import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { reduceFile } from '../../src/core/reduce/reduce-file.ts';
import { buildDependencyGraph } from '../../src/core/graph/build-dependency-graph.ts';
import { checkGolden } from '../support/check-golden.ts';
import { repositoryOf, sourceFileOf } from '../support/repository-of.ts';
import { packOf } from '../unit/core/context/pack-of.ts';
import { importRows, symbolRows } from '../unit/core/syntax/summary-of.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const repositories = fileURLToPath(new URL('../fixtures/repositories/', import.meta.url));

function filesOf(folder: string): Record<string, Uint8Array> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').replaceAll('//', '/'));
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length), readFileSync(path)]));
}

for (const name of readdirSync(repositories)) {
  const read = () => repositoryOf(filesOf(`${repositories}${name}/`));

  test(`the graph of ${name}`, async () => {
    const { edges, unresolved, external, order, cycles } = await buildDependencyGraph(await read());
    checkGolden(`${here}${name}/graph.json`, `${JSON.stringify({ edges, unresolved, external, order, cycles }, null, 2)}\n`);
  });

  test(`the pack of ${name} in full`, async () => {
    const { text } = await packOf(await read(), { budget: 100_000 });
    checkGolden(`${here}${name}/pack.xml`, text);
  });

  test(`the pack of ${name} on a tight budget, and why it is so`, async () => {
    const { text, entries } = await packOf(await read(), { budget: 700 });
    const why = entries.map(({ path, resolution, tokenCount, reason }) => `${resolution} ${tokenCount} ${path}: ${reason}\n`);
    checkGolden(`${here}${name}/tight-pack.xml`, text);
    checkGolden(`${here}${name}/tight-reasons.txt`, why.join(''));
  });
}

const forms = readdirSync(`${here}syntax`).filter((name) => name.startsWith('forms.') && !name.endsWith('.txt') && !name.endsWith('.actual'));

test('there is a file of forms for each parsed language', () => {
  assert.deepEqual(forms, ['forms.js', 'forms.py', 'forms.ts', 'forms.tsx']);
});

for (const name of forms) {
  test(`symbols, imports, outline and skeleton of ${name}`, async () => {
    const file = await sourceFileOf(name, readFileSync(`${here}syntax/${name}`));
    assert.ok(file.syntax !== undefined);
    const parts = {
      symbols: symbolRows(file.syntax).join('\n'),
      imports: importRows(file.syntax).join('\n'),
      lines: `${file.syntax.codeLineCount} of code, ${file.syntax.errorCount} errors`,
      outline: reduceFile(file, 'outline') ?? '',
      skeleton: reduceFile(file, 'skeleton') ?? '',
    };
    const text = Object.entries(parts).map(([title, part]) => `=== ${title}\n${part}\n`);
    checkGolden(`${here}syntax/${name}.txt`, text.join(''));
  });
}
