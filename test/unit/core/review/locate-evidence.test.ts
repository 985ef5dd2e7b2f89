import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Repository } from '../../../../src/core/analysis/repository.ts';
import { type ClaimedEvidence, locateEvidence } from '../../../../src/core/review/locate-evidence.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

let repository: Repository;

before(async () => {
  repository = await repositoryOf({
    'src/a.ts': [
      'export function first(x: number) {',
      '  if (x > 1) {',
      '    return x;',
      '  }',
      '',
      '  return 0;',
      '}',
      'export function second(x: number) {',
      '  if (x > 1) {',
      '    return x;',
      '  }',
      '  return "12\tnumbered";',
      '}',
    ].join('\n'),
    'src/crlf.ts': 'const one = 1;\r\nconst two = 2;\r\n',
    '.github/workflows/ci.yml': 'on: push\njobs: {}\n',
    'secret.ts': "const token = 'ghp_R4tY7uI0pA3sD6fG9hJ2kL5zX8cV1bN4mQ7w';\n",
  });
});

interface Row {
  readonly name: string;
  readonly claimed: ClaimedEvidence;
  /** `path:first-last`; undefined where it must not be found. */
  readonly place: string | undefined;
}

const at = (quote: string, line?: number, path = 'src/a.ts'): ClaimedEvidence => ({ path, line, quote });

const rows: readonly Row[] = [
  { name: 'a line as it is', claimed: at('export function second(x: number) {'), place: 'src/a.ts:8-8' },
  { name: 'a part of a line', claimed: at('function second'), place: 'src/a.ts:8-8' },
  { name: 'a line with other indentation', claimed: at('\t\t\treturn 0;'), place: 'src/a.ts:6-6' },
  { name: 'several lines', claimed: at('  }\n\n  return 0;'), place: 'src/a.ts:4-6' },
  { name: 'several lines with other indentation', claimed: at('}\n\nreturn 0;'), place: 'src/a.ts:4-6' },
  {
    name: 'several lines that begin and end inside a line',
    claimed: at('(x: number) {\n  if (x > 1) {\n    return', 8),
    place: 'src/a.ts:8-10',
  },
  { name: 'the nearest of two places', claimed: at('if (x > 1) {', 9), place: 'src/a.ts:9-9' },
  {
    name: 'the nearest of two, the line a little off',
    claimed: at('if (x > 1) {', 7),
    place: 'src/a.ts:9-9',
  },
  { name: 'the first of two without a line', claimed: at('if (x > 1) {'), place: 'src/a.ts:2-2' },
  { name: 'a line far behind the end of the file', claimed: at('if (x > 1) {', 9999), place: 'src/a.ts:9-9' },
  { name: 'empty lines around it', claimed: at('\n\nreturn 0;\n\n'), place: 'src/a.ts:6-6' },
  {
    name: 'Windows line ends in the quote',
    claimed: at('if (x > 1) {\r\n    return x;\r\n', 2),
    place: 'src/a.ts:2-3',
  },
  {
    name: 'Windows line ends in the file',
    claimed: at('const one = 1;\nconst two = 2;', 1, 'src/crlf.ts'),
    place: 'src/crlf.ts:1-2',
  },
  { name: 'a path with ./ in front', claimed: at('return 0;', 6, './src/a.ts'), place: 'src/a.ts:6-6' },
  { name: 'a path with / in front', claimed: at('return 0;', 6, '/src/a.ts'), place: 'src/a.ts:6-6' },
  {
    name: 'a path that begins with a dot',
    claimed: at('jobs: {}', 2, '.github/workflows/ci.yml'),
    place: '.github/workflows/ci.yml:2-2',
  },
  {
    name: 'lines with the numbers that the prompt shows',
    claimed: at('9\t  if (x > 1) {\n10\t    return x;', 9),
    place: 'src/a.ts:9-10',
  },
  { name: 'one line with its number', claimed: at('6\t  return 0;'), place: 'src/a.ts:6-6' },
  {
    name: 'numbered lines with an empty one',
    claimed: at('4\t  }\n5\t\n6\t  return 0;'),
    place: 'src/a.ts:4-6',
  },
  {
    name: 'source that itself looks numbered',
    claimed: at('return "12\tnumbered";'),
    place: 'src/a.ts:12-12',
  },
  {
    name: 'a placeholder of a secret',
    claimed: at("const token = '[REDACTED", 1, 'secret.ts'),
    place: 'secret.ts:1-1',
  },
  { name: 'a quote that is not there', claimed: at('return 1;'), place: undefined },
  { name: 'a quote that is nearly there', claimed: at('if (x >= 1) {'), place: undefined },
  { name: 'lines that stand apart', claimed: at('if (x > 1) {\n  return 0;'), place: undefined },
  { name: 'a quote of another file', claimed: at('const one = 1;'), place: undefined },
  { name: 'a file that is not there', claimed: at('return 0;', 6, 'src/none.ts'), place: undefined },
  { name: 'a path that leads out', claimed: at('return 0;', 6, '../src/a.ts'), place: undefined },
  { name: 'a trivial quote', claimed: at('}'), place: undefined },
  { name: 'a quote of five characters', claimed: at('x > 1'), place: undefined },
  { name: 'white space', claimed: at('   \n\t  '), place: undefined },
  { name: 'braces over several lines', claimed: at('}\n}'), place: undefined },
  {
    name: 'the value of a secret',
    claimed: at('ghp_R4tY7uI0pA3sD6fG9hJ2kL5zX8cV1bN4mQ7w', 1, 'secret.ts'),
    place: undefined,
  },
];

for (const { name, claimed, place } of rows) {
  test(`${name} is ${place === undefined ? 'not evidence' : `found at ${place}`}`, () => {
    const found = locateEvidence(repository, claimed);
    assert.equal(found && `${found.path}:${found.startLine}-${found.endLine}`, place);
    if (found === undefined) return;
    const lines = repository.byPath
      .get(found.path)
      ?.text?.split('\n')
      .slice(found.startLine - 1, found.endLine);
    assert.equal(found.quote, lines?.join('\n'));
  });
}
