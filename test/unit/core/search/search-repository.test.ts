import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SearchInput, searchRepository } from '../../../../src/core/search/search-repository.ts';
import { updateIndex } from '../../../../src/core/search/update-index.ts';
import { SqliteIndexStore } from '../../../../src/node/sqlite-index-store.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

const filler = (word: string) =>
  Array.from({ length: 30 }, (_, line) => `// ${word} line ${line}\n`).join('');

const repository = await repositoryOf({
  'src/http.ts':
    'export function parseHttpBody(text: string) {\n  const a = JSON.parse(text);\n  return a;\n}\n',
  'src/other.ts': `${filler('body')}export function unrelated() {\n  return 1;\n}\n`,
  'src/many.ts': Array.from(
    { length: 9 },
    (_, index) => `export function widget${index}() {\n  paint(${index});\n  return ${index};\n}\n`,
  ).join(''),
  'src/quote.ts': 'export const text = 1; // say "quoted" AND OR NOT near(x)\n',
  'test/http.test.ts': 'export function parseHttpBody() {\n  const a = 1;\n  return a;\n}\n',
  'docs/http.md': '# Parsing a body\n\nHow parseHttpBody works.\n',
  'assets/login-screen.png': Uint8Array.of(0x89, 0x50),
  'assets/logo.png': Uint8Array.of(0x89, 0x50),
});
const store = new SqliteIndexStore(':memory:');
await updateIndex(repository, store);

function check(name: string, request: Partial<SearchInput>, expected: readonly string[]): void {
  test(name, () => {
    const hits = searchRepository({ repository, store, query: '', top: 10, ...request });
    assert.deepEqual(
      hits.map(({ path, symbol }) => `${path} ${symbol}`.trim()),
      expected,
    );
  });
}

check('a function is found by its name', { query: 'parseHttpBody', top: 1 }, ['src/http.ts parseHttpBody']);
check('a function is found by the parts of its name', { query: 'http body', top: 1 }, [
  'src/http.ts parseHttpBody',
]);
check('a function is found by its name in another style', { query: 'parse_http_body', top: 1 }, [
  'src/http.ts parseHttpBody',
]);
check('one long file does not fill the list', { query: 'widget paint' }, [
  'src/many.ts widget0',
  'src/many.ts widget1',
  'src/many.ts widget2',
]);
check('tests count less unless they are asked for', { query: 'parseHttpBody', kind: 'tests' }, [
  'test/http.test.ts parseHttpBody',
]);
check('documents can be asked for alone', { query: 'parseHttpBody', kind: 'docs' }, [
  'docs/http.md Parsing a body',
]);
check('code can be asked for alone', { query: 'parseHttpBody', kind: 'code', top: 1 }, [
  'src/http.ts parseHttpBody',
]);
check('pictures answer by their paths', { query: 'the login screen', kind: 'images' }, [
  'assets/login-screen.png',
]);
check('paths can be limited by a pattern', { query: 'parseHttpBody', path: 'docs/**' }, [
  'docs/http.md Parsing a body',
]);
check('query syntax is words like any other', { query: '"quoted" AND (near* OR -x)', top: 1 }, [
  'src/quote.ts',
]);
check('nothing asked is nothing found', { query: ' ?! ' }, []);
check('a word that is nowhere finds nothing', { query: 'zebra' }, []);

test('hits come best first, each with its lines', () => {
  const hits = searchRepository({ repository, store, query: 'parseHttpBody', top: 10 });
  assert.deepEqual(
    hits.map((hit) => hit.score),
    hits.map((hit) => hit.score).sort((a, b) => b - a),
  );
  assert.deepEqual([hits[0]?.startLine, hits[0]?.endLine], [1, 4]);
});

test('a path is found however many other places hold the words', async () => {
  const texts: Record<string, string> = {
    'rare/a.md': '# Note\n\nwidget among many other words that make it weak\n',
  };
  for (let index = 0; index < 300; index++)
    texts[`src/w${index}.ts`] = `export function widget() {\n  widget(${index});\n  return widget;\n}\n`;
  const large = await repositoryOf(texts);
  const index = new SqliteIndexStore(':memory:');
  await updateIndex(large, index);
  const hits = searchRepository({ repository: large, store: index, query: 'widget', top: 5, path: 'rare/' });
  assert.deepEqual(
    hits.map((hit) => hit.path),
    ['rare/a.md'],
  );
});
