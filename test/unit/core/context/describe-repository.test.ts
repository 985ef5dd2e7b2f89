import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeRepository } from '../../../../src/core/context/describe-repository.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

/** The commands that the overview of these files names. */
function checkCommands(
  name: string,
  files: Readonly<Record<string, string>>,
  expected: readonly string[],
): void {
  test(name, async () => {
    const sections = describeRepository(await repositoryOf(files), { edges: [] });
    assert.deepEqual(sections.find(({ title }) => title === 'commands')?.rows ?? [], expected);
  });
}

checkCommands(
  'targets of a Makefile that are files are no commands',
  {
    Makefile: 'test: test.o build/app\n\t./run\ntest.o: a.c\n\tcc\nbuild/app: b.c\n\tcc\nbuild-all:\n\tcc\n',
  },
  ['make test', 'make build-all'],
);
checkCommands(
  'scripts of a package may have a dot or a colon',
  { 'package.json': '{ "scripts": { "test:unit": "node --test", "build.all": "tsc", "other": "x" } }' },
  ['npm run test:unit: node --test', 'npm run build.all: tsc'],
);
checkCommands('a folder of texts has none', { 'README.md': '# a\n' }, []);
