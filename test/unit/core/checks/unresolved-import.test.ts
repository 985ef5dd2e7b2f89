import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runChecks } from '../../../../src/core/checks/run-checks.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { repositoryOf as parsedRepositoryOf } from '../../../support/repository-of.ts';
import { factsOf, findingsOf, placesOf } from './repository-of.ts';

type Files = Readonly<Record<string, string>>;

function check(
  name: string,
  files: Files,
  expected: readonly string[],
  ignored: readonly string[] = [],
): void {
  test(name, async () =>
    assert.deepEqual(placesOf(await findingsOf('unresolved-import', files, ignored)), expected),
  );
}

const broken = `import { a } from './b.js';\n`;

check('an import of a file that is not there is found at its line', { 'src/a.ts': `\n${broken}` }, [
  'src/a.ts:2',
]);
check('a re-export of a file that is not there is found', { 'src/a.ts': `export * from './gone';\n` }, [
  'src/a.ts:1',
]);
check('a top-level require of a missing file is found', { 'lib.js': `const a = require('./gone');\n` }, [
  'lib.js:1',
]);
check(
  'a Python module that is not in its package is found',
  { 'pkg/__init__.py': '', 'pkg/a.py': 'from .gone import x\n' },
  ['pkg/a.py:1'],
);
check(
  'a missing submodule of the own package is found',
  { 'pkg/__init__.py': '', 'pkg/a.py': 'from pkg.gone import x\n' },
  ['pkg/a.py:1'],
);
check(
  'noqa is about style, not about missing files',
  { 'pkg/__init__.py': '', 'pkg/a.py': 'from .gone import x  # noqa: F401\n' },
  ['pkg/a.py:1'],
);
check(
  'a missing file in a folder called report is found where that folder holds sources',
  { 'src/report/a.js': `import x from './b.js';\n` },
  ['src/report/a.js:1'],
);
check(
  'several that import a missing file do not count as its makers',
  { 'a/x.js': `import y from '../b/y.js';\n`, 'c/x.js': `import y from '../b/y.js';\n` },
  ['a/x.js:1', 'c/x.js:1'],
);
check(
  'a missing file beside others in a fixtures folder is found when code imports it',
  { 'test/a.test.js': `import x from './__mocks__/x.js';\n`, 'test/__mocks__/y.js': '' },
  ['test/a.test.js:1'],
);

/** As the real parser reads them. */
function checkParsed(name: string, text: string, expected: readonly string[]): void {
  test(name, async () => {
    const repository = await parsedRepositoryOf({ 'src/a.ts': text });
    const graph = await buildDependencyGraph(repository);
    const { findings } = await runChecks({ repository, graph, isIgnored: () => false });
    assert.deepEqual(placesOf(findings), expected);
  });
}

const notUnderstood = 'let x = a # b;\nfoo();\n'.repeat(8);
checkParsed(
  'a missing file is found before what the parser does not understand',
  `${broken}${notUnderstood}`,
  ['src/a.ts:1'],
);
checkParsed(
  'what stands behind much that the parser does not understand may be no import',
  `${notUnderstood}${broken}`,
  [],
);

check('an existing file is no finding', { 'src/a.ts': broken, 'src/b.ts': '' }, []);
check('an import that may fail is silent', { 'a.js': `try {\nconst b = require('./b');\n} catch {}\n` }, []);
check('an ignored target is made by a build', { 'a.ts': broken }, [], ['b.js']);
check(
  'an ignored target without an extension is recognised',
  { 'a.ts': `import x from './gen/x';\n` },
  [],
  ['gen'],
);
check(
  'a target in dist is made by a build',
  { 'index.js': `module.exports = require('./dist/index.cjs.js');\n` },
  [],
);
check(
  'a target that is named as generated is made by a generator',
  { 'a.ts': `import x from './schema.generated';\n` },
  [],
);
check(
  'protobuf modules are generated',
  { 'pkg/__init__.py': '', 'pkg/a.py': 'from .api_pb2 import x\n' },
  [],
);
check('a version file is written by the build', { 'pkg/__init__.py': 'from ._version import version\n' }, []);
check(
  'a file that a script writes is silent',
  { 'src/a.ts': `import x from './keywords';\n`, 'scripts/make.js': `write('src/keywords.ts')\n` },
  [],
);
check(
  'a file that a configuration copies into place is silent',
  { 'js/a.js': `import x from './algolia.js';\n`, '.eleventy.js': `copy("/assets/js/algolia.js")\n` },
  [],
);
check(
  'a script that names a file with a longer name makes another one',
  { 'src/a.ts': `import x from './event';\n`, 'scripts/make.js': `write('src/big-event.ts')\n` },
  ['src/a.ts:1'],
);
check('an asset with a loader query is silent', { 'a.ts': `import x from './x.svg?react';\n` }, []);
check(
  'the folder of a module is no missing file',
  { 'a.mjs': `const here = new URL('.', import.meta.url);\n` },
  [],
);
check(
  'a URL that names an existing folder is silent',
  { 'scripts/a.js': `readdirSync(new URL('../packages', import.meta.url))\n`, 'packages/x/a.js': '' },
  [],
);
check('a virtual mock is silent', { 'a.test.js': `jest.mock('./x', () => ({}), { virtual: true });\n` }, []);
check('fixtures may be broken', { 'test/fixtures/a.js': broken }, []);
check('templates may be broken', { 'template/src/a.js': broken }, []);
check('examples may be broken', { 'examples/one/a.js': broken }, []);
check('data beside tests may be broken', { 'tests/data/cases/a.py': 'from .config import x\n' }, []);
check(
  'a test that means the import to fail is silent',
  { 'a.test.js': `await import('./does-not-exist.js')\n` },
  [],
);
check('an expected type error is silent', { 'a.ts': `// @ts-expect-error\nimport x from './b.js';\n` }, []);
check(
  'a compiled extension is there in another form',
  { 'pkg/__init__.py': 'from ._speed import x\n', 'pkg/_speed.c': '' },
  [],
);
check(
  'submodules of a module that is a file are its own affair',
  { 'pkg/__init__.py': '', 'pkg/packages.py': '', 'a.py': 'import pkg.packages.urllib3\n' },
  [],
);
check(
  'a name that is put together from pieces is silent',
  { 'a.mjs': 'await import(`./$' + '{base}/x.mjs`)\n' },
  [],
);

test('a folder of tests in which most imports are broken is test material', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `tests/format/case-${index}.js`,
      `import x from './gone-${index}';\n`,
    ]),
  );
  assert.deepEqual(await findingsOf('unresolved-import', files), []);
});

test('a slip of the pen gets a fix that names the file', async () => {
  const [finding] = await findingsOf('unresolved-import', {
    'src/a.ts': `import { x } from './utlis.js';\n`,
    'src/utils.ts': '',
  });
  assert.deepEqual(finding?.fix, { path: 'src/a.ts', oldText: `'./utlis.js'`, newText: `'./utils.js'` });
  assert.match(finding?.explanation ?? '', /src\/utils\.ts/);
});

test('a file that moved is found by its name', async () => {
  const [finding] = await findingsOf('unresolved-import', {
    'src/a.ts': `import { x } from './slugify';\n`,
    'src/text/slugify.ts': '',
  });
  assert.equal(finding?.fix?.newText, `'./text/slugify'`);
});

test('a fix takes in the line where the specifier stands more than once', async () => {
  const text = `import { x } from './utlis';\nimport type { Y } from './utlis';\n`;
  const findings = await findingsOf('unresolved-import', { 'src/a.ts': text, 'src/utils.ts': '' });
  assert.equal(findings[0]?.fix?.oldText, `import { x } from './utlis';`);
  assert.equal(findings[1]?.fix?.newText, `import type { Y } from './utils';`);
});

test('a renamed Python module is fixed by its last part', async () => {
  const [finding] = await findingsOf('unresolved-import', {
    'pkg/__init__.py': '',
    'pkg/a.py': 'from .helper import x\n',
    'pkg/helpers.py': '',
  });
  assert.deepEqual(finding?.fix, { path: 'pkg/a.py', oldText: '.helper', newText: '.helpers' });
});

test('an ignore rule for all files of a kind says nothing of one of them', async () => {
  const facts = await factsOf({ 'src/a.ts': broken });
  const { findings } = await runChecks({ ...facts, isIgnored: (path) => /\.(js|so)$/.test(path) });
  assert.deepEqual(placesOf(findings), ['src/a.ts:1']);
});
