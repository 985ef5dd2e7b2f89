import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { longview, newFolder } from '../../integration/run-cli.ts';
import { type HostileFolder, hostileFolder, importsOf, told } from './hostile-folder.ts';

const files: Readonly<Record<string, string>> = {
  'a.ts': 'export const a = 1;\n',
  ...Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`b${at}.ts`, "import { a } from './a';\na;\n"]),
  ),
};

interface Case {
  readonly what: string;
  /** What is done to the index after a first look; what it returns is undone after the second one. */
  readonly harm: (folder: HostileFolder) => (() => void) | undefined;
  readonly says: readonly string[];
}

function inDatabase(folder: HostileFolder, sql: string): undefined {
  const database = new DatabaseSync(folder.indexPath);
  database.exec(sql);
  database.close();
}

const cases: readonly Case[] = [
  {
    what: 'an index of rubbish',
    harm: ({ indexPath }) => writeFileSync(indexPath, 'rubbish'.repeat(5000)) as undefined,
    says: [],
  },
  { what: 'an empty index', harm: ({ indexPath }) => writeFileSync(indexPath, '') as undefined, says: [] },
  {
    what: 'an index whose second half is gone',
    harm: ({ indexPath }) => {
      const bytes = readFileSync(indexPath);
      writeFileSync(indexPath, bytes.subarray(0, bytes.length >> 1));
      return undefined;
    },
    says: [],
  },
  {
    what: 'an index of another format',
    harm: (folder) => inDatabase(folder, 'PRAGMA user_version = 7'),
    says: [],
  },
  {
    what: 'an index with other tables',
    harm: (folder) => inDatabase(folder, 'DROP TABLE fact; CREATE TABLE fact (a, b)'),
    says: ['index-unusable undefined', 'index-unusable undefined'],
  },
  {
    what: 'an index with entries that are no JSON',
    harm: (folder) => inDatabase(folder, "UPDATE analysis SET json = '{'; UPDATE fact SET json = '[]'"),
    says: ['index-unusable undefined'],
  },
  {
    what: 'an index whose pages were overwritten',
    harm: ({ indexPath }) => {
      const bytes = readFileSync(indexPath);
      bytes.fill(0xa5, 4096 * 2);
      writeFileSync(indexPath, bytes);
      return undefined;
    },
    says: ['index-unusable undefined', 'index-unusable undefined'],
  },
];

for (const { what, harm, says } of cases) {
  test(`${what} gives the same graph`, async () => {
    using folder = hostileFolder(files);
    const first = await folder.graph();
    harm(folder)?.();
    for (const suffix of ['-wal', '-shm']) rmSync(folder.indexPath + suffix, { force: true });
    const second = await folder.graph();
    assert.equal(importsOf(second).length, 30);
    assert.deepEqual(second.graph, first.graph);
    const mended = told(second).filter((line) => !says.includes(line));
    assert.deepEqual(mended, []);
    assert.equal(told(second).length <= says.length, true);
  });
}

test('an index that fails at each call is told of once for reading and once for writing', async () => {
  using folder = hostileFolder(files);
  let writes = 0;
  const fail = (): never => {
    throw new Error('database is locked');
  };
  const taken = await folder.graph({
    ports: (ports) => ({
      ...ports,
      index: {
        ...ports.index,
        getAnalysis: fail,
        getFact: fail,
        putFact: fail,
        putAnalyses: () => {
          writes++;
          fail();
        },
      },
    }),
  });
  assert.equal(importsOf(taken).length, 30);
  assert.deepEqual(
    taken.diagnostics.map(({ message }) => message),
    ['The index cannot be read: database is locked', 'The index cannot be written: database is locked'],
  );
  assert.equal(writes, 1);
});

test('an index that cannot be opened is told of, and every file is read', async () => {
  using folder = hostileFolder(files);
  const home = newFolder();
  const env = { LONGVIEW_HOME: home };
  const first = await longview(['graph', folder.path], { env });
  assert.equal(first.code, 0);
  const [key = ''] = readdirSync(join(home, 'roots'));
  const index = join(home, 'roots', key, 'index.sqlite');
  for (const suffix of ['', '-wal', '-shm']) rmSync(index + suffix, { force: true });
  mkdirSync(index);
  const second = await longview(['graph', folder.path], { env });
  assert.equal(second.code, 0);
  assert.equal(second.stdout, first.stdout);
  assert.match(second.stderr, /Every file is read anew: .*index\.sqlite/);
});
