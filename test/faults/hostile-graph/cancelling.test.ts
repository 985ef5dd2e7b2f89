import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbort } from '../../../src/core/base/abort.ts';
import type { EnginePorts } from '../../../src/core/engine-ports.ts';
import { GraphSession } from '../../../src/core/graph/graph-session.ts';
import { repositoryOf } from '../../support/repository-of.ts';
import { hostileFolder } from './hostile-folder.ts';

const count = 400;
const files: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: count }, (_, at) => [
    `m${at}.ts`,
    `import './m${(at * 7 + 1) % count}';\nexport const a = ${at};\n`,
  ]),
);

type Calls = Record<'listed' | 'stat' | 'read' | 'parsed' | 'stored', number>;

/** The ports with every call counted, and `onCall` told of each before it is made. */
function counted(ports: EnginePorts, calls: Calls, onCall: (calls: Calls) => void): EnginePorts {
  const { fileSystem, git, index, analyze } = ports;
  const before = <A extends unknown[], R>(name: keyof Calls, call: (...all: A) => R) => {
    return (...all: A): R => {
      calls[name]++;
      onCall(calls);
      return call(...all);
    };
  };
  return {
    ...ports,
    git: { ...git, listFiles: before('listed', (options) => git.listFiles(options)) },
    fileSystem: {
      ...fileSystem,
      stat: before('stat', (path) => fileSystem.stat(path)),
      read: before('read', (path) => fileSystem.read(path)),
      readDirectory: (path) => fileSystem.readDirectory(path),
    },
    analyze: before('parsed', (input, options) => analyze(input, options)),
    index: {
      getAnalysis: (key) => index.getAnalysis(key),
      getFact: (kind, key) => index.getFact(kind, key),
      putAnalyses: (entries) => index.putAnalyses(entries),
      putFact: before('stored', (kind, key, json) => index.putFact(kind, key, json)),
    } as EnginePorts['index'],
  };
}

/** So many calls may be under way when the signal comes. */
const underWay = 70;

const stages: readonly {
  readonly stage: string;
  readonly call: keyof Calls;
  readonly later: readonly (keyof Calls)[];
}[] = [
  { stage: 'while git lists the files', call: 'listed', later: ['stat', 'read', 'parsed', 'stored'] },
  { stage: 'while files are looked at', call: 'stat', later: ['read', 'parsed', 'stored'] },
  { stage: 'while files are read', call: 'read', later: ['parsed', 'stored'] },
  { stage: 'while files are parsed', call: 'parsed', later: ['stored'] },
];

for (const { stage, call, later } of stages) {
  test(`a graph that is cancelled ${stage} begins nothing more`, async () => {
    using folder = hostileFolder(files);
    const controller = new AbortController();
    const calls: Calls = { listed: 0, stat: 0, read: 0, parsed: 0, stored: 0 };
    const atAbort = { ...calls };
    const onCall = () => {
      if (controller.signal.aborted || calls[call] < (call === 'listed' ? 1 : 100)) return;
      Object.assign(atAbort, calls);
      controller.abort();
    };
    const ports = (real: EnginePorts) => counted(real, calls, onCall);
    await assert.rejects(folder.graph({ signal: controller.signal, ports }), isAbort);
    const atEnd = { ...calls };
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(calls, atEnd, 'nothing is begun after the rejection');
    assert.ok(calls[call] - atAbort[call] < underWay, `${calls[call] - atAbort[call]} more`);
    for (const one of later) assert.ok(calls[one] - atAbort[one] < underWay, one);
    assert.equal(calls.stored, 0);
    // The next one is whole.
    assert.equal((await folder.graph()).graph.edges.length, count);
  });
}

/** A signal that is aborted when it has been asked so often: no clock is in it. */
function abortedAfter(asked: number): { readonly signal: AbortSignal; readonly asks: () => number } {
  const controller = new AbortController();
  let asks = 0;
  const signal = new Proxy(controller.signal, {
    get: (target, property) => {
      if (property === 'aborted' && ++asks >= asked) controller.abort();
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { signal, asks: () => asks };
}

test('linking asks the signal at every file, before and after ordering too, and stops wherever it says so', async () => {
  const repository = await repositoryOf(files);
  const expected = await new GraphSession().build(repository);
  const session = new GraphSession();
  // Before each of thirteen resolvers is made, for each file's names, imports and uses, before and after the files are ordered.
  const [last, ...others] = [
    3 * count + 15,
    3 * count + 14,
    3 * count + 12,
    2 * count + 13,
    2 * count,
    count,
    13,
    2,
    1,
  ];
  for (const asked of [last as number, ...others]) {
    const { signal, asks } = abortedAfter(asked);
    await assert.rejects(session.build(repository, { signal }), isAbort, `at question ${asked}`);
    assert.ok(asks() <= asked + 2, `asked ${asks()} times, ${asked} were to be`);
  }
  assert.deepEqual(await session.build(repository), expected);
});

test('an update that is cancelled leaves nothing half done', async () => {
  const repository = await repositoryOf(files);
  const edited = await repositoryOf({ ...files, 'm0.ts': "import './m3';\nexport const b = 1;\n" });
  const expected = await new GraphSession().build(edited);
  for (const asked of [1, 2, 5, 50]) {
    const session = new GraphSession();
    await session.build(repository);
    const { signal } = abortedAfter(asked);
    await session.update(edited, { signal }).catch((error: unknown) => assert.ok(isAbort(error)));
    assert.deepEqual(await session.update(edited), expected);
  }
});
