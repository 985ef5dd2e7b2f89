import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildDependencyGraph } from '../../src/core/graph/build-dependency-graph.ts';
import type { DependencyGraph } from '../../src/core/graph/dependency-graph.ts';
import { checkGolden } from '../support/check-golden.ts';
import { graphCases } from '../support/graph-cases.ts';
import { repositoryOf } from '../support/repository-of.ts';

/** One line an edge, sorted by place. */
function graphRows({ edges, uses, unresolved, external, conditions }: DependencyGraph): string[] {
  const rows: [from: string, line: number, rest: string][] = [
    ...edges.map(({ from, line, to, kind, names, alternatives }): [string, number, string] => {
      const taken = names.length === 0 ? '' : ` [${names.join(', ')}]`;
      const others = alternatives === undefined ? '' : ` or ${alternatives.join(', ')}`;
      return [from, line, `-> ${to} ${kind}${taken}${others}`];
    }),
    ...uses.map(({ from, line, to, symbol }): [string, number, string] => [from, line, `-> ${to} use ${symbol}`]),
    ...unresolved.map(({ from, line, specifier }): [string, number, string] => [from, line, `unresolved ${specifier}`]),
    ...external.map(({ from, line, package: name, builtin }): [string, number, string] => [
      from,
      line,
      `external ${name}${builtin ? ' (builtin)' : ''}`,
    ]),
  ];
  for (const { path, condition } of conditions) rows.push([path, 1, `built if ${condition}`]);
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  rows.sort((a, b) => compare(a[0], b[0]) || a[1] - b[1] || compare(a[2], b[2]));
  return [...new Set(rows.map(([from, line, rest]) => `${from}:${line} ${rest}`))];
}

for (const { language, path, title, head, files } of graphCases()) {
  test(`${language}: ${title.replace(/^# /, '')}`, async () => {
    assert.match(title, /^# .+/, `${path} begins with a sentence`);
    assert.ok(Object.keys(files).length > 0, `${path} has files`);
    const graph = await buildDependencyGraph(await repositoryOf(files));
    checkGolden(path, `${head}=== graph\n${graphRows(graph).map((row) => `${row}\n`).join('')}`);
  });
}
