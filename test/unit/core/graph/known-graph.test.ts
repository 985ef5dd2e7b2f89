import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Repository } from '../../../../src/core/analysis/repository.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { GraphSession } from '../../../../src/core/graph/graph-session.ts';
import {
  decodeKnownGraph,
  decodeSimilarGraph,
  encodeKnownGraph,
  signatureOf,
} from '../../../../src/core/graph/known-graph.ts';
import { graphCases } from '../../../support/graph-cases.ts';
import { randomFrom } from '../../../support/random-from.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import { watchedRepository } from '../../../support/watched-repository.ts';

const edits = 6;

/** A graph as it is kept, of a repository that was linked just now. */
async function keptGraph(repository: Repository): Promise<string> {
  const session = new GraphSession();
  const graph = await session.build(repository);
  return encodeKnownGraph(repository, graph, (path) => session.ownTextOf(path));
}

/** The graph that a new session gives when it goes on from a kept one. */
async function resumed(kept: string, before: Repository, repository: Repository) {
  const syntaxOf = (path: string, hash: string) => {
    const file = before.byPath.get(path);
    return file?.contentHash === hash ? file.syntax : undefined;
  };
  const known = decodeSimilarGraph(kept, repository, syntaxOf);
  assert.ok(known !== undefined, 'the kept graph is of the same paths');
  return new GraphSession().resume(repository, known);
}

for (const [number, { language, title, files }] of graphCases().entries()) {
  test(`a new session goes on from a kept graph to what a fresh look gives: ${language}: ${title}`, async () => {
    const random = randomFrom(number + 1);
    const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
    const current: Record<string, string> = { ...files };
    let before = await repositoryOf(current);
    let kept = await keptGraph(before);
    for (let edit = 0; edit < edits; edit++) {
      const path = pick(Object.keys(files));
      const lines = (current[path] as string).split('\n');
      const kind = random();
      if (kind < 0.25) lines.push('');
      else lines.splice(Math.floor(random() * lines.length), 1);
      current[path] = kind > 0.75 ? (files[path] as string) : lines.join('\n');
      const repository = await repositoryOf(current);
      assert.deepEqual(
        await resumed(kept, before, repository),
        await buildDependencyGraph(repository),
        `edit ${edit} of ${path}`,
      );
      if (random() < 0.5) continue; // the next one differs in several files
      before = repository;
      kept = await keptGraph(repository);
    }
  });
}

const base = {
  'a.ts': "import { b } from './b.ts';\nexport const a = () => b();\n",
  'b.ts': 'export function b() { return 1; }\n',
  'c.ts': "import { a } from './a.ts';\na();\n",
};

test('a kept graph is given as it is to who was linked from the same, and to nobody else', async () => {
  const repository = await repositoryOf(base);
  const kept = await keptGraph(repository);
  assert.deepEqual(decodeKnownGraph(kept, signatureOf(repository)), await buildDependencyGraph(repository));
  const edited = await repositoryOf({ ...base, 'b.ts': 'export function b() { return 2; }\n' });
  assert.equal(decodeKnownGraph(kept, signatureOf(edited)), undefined);
});

test('only what an edit can have changed is linked', async () => {
  const before = await repositoryOf(base);
  const kept = await keptGraph(before);
  const repository = await repositoryOf({ ...base, 'a.ts': `\n${base['a.ts']}` });
  const watched = watchedRepository(repository);
  const graph = await resumed(kept, before, watched.repository);
  assert.deepEqual(graph, await buildDependencyGraph(repository));
  assert.deepEqual([...watched.linked], ['a.ts']);
});

test('where files came or went, or many differ, nothing goes on', async () => {
  const before = await repositoryOf(base);
  const kept = await keptGraph(before);
  const same = (path: string) => before.byPath.get(path)?.syntax;
  assert.equal(decodeSimilarGraph(kept, await repositoryOf({ ...base, 'd.ts': '' }), same), undefined);
  const { 'c.ts': _, ...fewer } = base;
  assert.equal(decodeSimilarGraph(kept, await repositoryOf(fewer), same), undefined);
  const moved = await repositoryOf({ ...fewer, 'd.ts': base['c.ts'] });
  assert.equal(decodeSimilarGraph(kept, moved, same), undefined);
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}.ts`, 'f();\n']));
  const manyEdited = Object.fromEntries(Object.keys(many).map((path) => [path, 'g();\n']));
  const keptMany = await keptGraph(await repositoryOf(many));
  assert.equal(decodeSimilarGraph(keptMany, await repositoryOf(manyEdited), same), undefined);
});

test('a file whose earlier analysis is gone is linked with all others', async () => {
  const before = await repositoryOf(base);
  const kept = await keptGraph(before);
  const repository = await repositoryOf({ ...base, 'b.ts': 'export function other() {}\n' });
  const known = decodeSimilarGraph(kept, repository, () => undefined);
  assert.deepEqual(
    known?.before.map(({ path, syntax }) => [path, syntax]),
    [['b.ts', undefined]],
  );
  assert.deepEqual(
    await new GraphSession().resume(repository, known as NonNullable<typeof known>),
    await buildDependencyGraph(repository),
  );
});
