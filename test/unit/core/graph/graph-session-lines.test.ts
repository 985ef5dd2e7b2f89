import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { GraphSession } from '../../../../src/core/graph/graph-session.ts';
import { graphCases } from '../../../support/graph-cases.ts';
import { randomFrom } from '../../../support/random-from.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

const edits = 8;

// Every way in which one file matters to another is in some golden case; taking out a line makes it matter otherwise.
for (const [number, { language, title, files }] of graphCases().entries()) {
  test(`after each line that comes or goes the graph is what a fresh look gives: ${language}: ${title}`, async () => {
    const random = randomFrom(number + 1);
    const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
    const current: Record<string, string> = { ...files };
    const session = new GraphSession();
    await session.build(await repositoryOf(current));
    for (let edit = 0; edit < edits; edit++) {
      const path = pick(Object.keys(files));
      const text = current[path] as string;
      const lines = text.split('\n');
      const kind = random();
      if (kind < 0.25) lines.push('');
      else lines.splice(Math.floor(random() * lines.length), 1);
      current[path] = kind > 0.75 ? (files[path] as string) : lines.join('\n');
      const repository = await repositoryOf(current);
      const updated = await session.update(repository);
      assert.deepEqual(updated, await buildDependencyGraph(repository), `edit ${edit} of ${path}: ${text}`);
    }
  });
}
