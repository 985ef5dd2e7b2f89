import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

/** Files by path; `''` is as good as any other content. */
export type Files = Readonly<Record<string, string>>;

/** `from → to`, `from ⇢ package` for what lies outside, `from ✗ path` for what is missing, in the order of the graph. */
export async function graphRows(files: Files): Promise<string[]> {
  const { edges, external, unresolved } = await buildDependencyGraph(await repositoryOf(files));
  return [
    ...edges.map(
      ({ from, to, names }) => `${from} → ${to}${names.length === 0 ? '' : `: ${names.join(', ')}`}`,
    ),
    ...external.map(({ from, package: name, builtin }) => `${from} ⇢ ${name}${builtin ? ' (builtin)' : ''}`),
    ...unresolved.map(
      ({ from, lookedFor, optional }) => `${from} ✗ ${lookedFor}${optional ? ' (optional)' : ''}`,
    ),
  ];
}

/** A test that compares what the imports of some files lead to. */
export function checkGraph(name: string, files: Files, expected: readonly string[]): void {
  test(name, async () => assert.deepEqual(await graphRows(files), expected));
}

/** A test of one import statement in `from`: where it leads, written as in {@link graphRows} behind the arrow. */
export function checkImport(
  name: string,
  { from, code, files }: { readonly from: string; readonly code: string; readonly files: Files },
  expected: string,
): void {
  test(name, async () => {
    const rows = await graphRows({ ...files, [from]: code });
    assert.deepEqual(
      rows.filter((row) => row.startsWith(`${from} `)).map((row) => row.slice(from.length + 1)),
      expected === '' ? [] : [expected],
    );
  });
}
