import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsOf, placesOf } from './repository-of.ts';

type Files = Readonly<Record<string, string>>;

function check(
  name: string,
  files: Files,
  expected: readonly string[],
  ignored: readonly string[] = [],
): void {
  test(name, async () =>
    assert.deepEqual(placesOf(await findingsOf('missing-path', files, ignored)), expected),
  );
}

/** A manifest with one script a line, from line 4 on. */
const manifest = (scripts: Record<string, string>, more = ''): string =>
  `{\n  "name": "x",\n  "scripts": {\n${Object.entries(scripts)
    .map(([name, command]) => `    ${JSON.stringify(name)}: ${JSON.stringify(command)}`)
    .join(',\n')}\n  }${more}\n}\n`;
const workflow = (...steps: string[]): string =>
  `on: push\njobs:\n  a:\n    steps:\n${steps.map((step) => `      - ${step}\n`).join('')}`;

check(
  'a script that runs another one that is not declared is found',
  { 'package.json': manifest({ test: 'npm run biuld && mocha', build: 'tsc' }) },
  ['package.json:4'],
);
check(
  'run-s and run-p name scripts',
  { 'package.json': manifest({ all: 'run-s build lnt', build: 'tsc', lint: 'eslint' }) },
  ['package.json:4'],
);
check('node --run names a script', { 'package.json': manifest({ all: 'node --run gone' }) }, [
  'package.json:4',
]);
check(
  'concurrently names scripts',
  { 'package.json': manifest({ dev: 'concurrently "npm:serve" "npm run wath"', serve: 'x', watch: 'y' }) },
  ['package.json:4'],
);
check(
  'a file that a script runs is found',
  { 'package.json': manifest({ build: 'node scripts/biuld.js --minify' }), 'scripts/build.js': '' },
  ['package.json:4'],
);
check(
  'options of node are passed over',
  { 'package.json': manifest({ build: 'cross-env A=b node --import tsx -r ./x.js scripts/gone.mjs' }) },
  ['package.json:4'],
);
check(
  'cd changes where a file is looked for',
  { 'package.json': manifest({ a: 'cd tools && node a.js', b: 'node a.js' }), 'tools/a.js': '' },
  ['package.json:5'],
);
check(
  'a shell script in a workflow is found at its line',
  {
    '.github/workflows/ci.yml': workflow(
      'uses: actions/checkout@v4',
      'run: |\n          echo hi\n          bash scripts/gone.sh',
    ),
    'scripts/x.sh': '',
  },
  ['.github/workflows/ci.yml:8'],
);
check(
  'a working directory is respected',
  {
    '.github/workflows/ci.yml': workflow(
      'run: python b.py\n        working-directory: a',
      'run: python b.py',
    ),
    'a/b.py': '',
  },
  ['.github/workflows/ci.yml:7'],
);
check(
  'a workflow that runs an undeclared script is found',
  { 'package.json': manifest({ build: 'x' }), '.github/workflows/ci.yml': workflow('run: npm run bulid') },
  ['.github/workflows/ci.yml:5'],
);
check(
  'a local action that is not there is found',
  {
    '.github/workflows/ci.yml': workflow('uses: ./.github/actions/setup'),
    '.github/actions/set-up/action.yml': 'runs:\n',
  },
  ['.github/workflows/ci.yml:5'],
);
check(
  'a reusable workflow that is not there is found',
  { '.github/workflows/ci.yml': 'jobs:\n  a:\n    uses: ./.github/workflows/gone.yml\n' },
  ['.github/workflows/ci.yml:3'],
);
check(
  'a python script run by uv is found',
  { '.github/workflows/ci.yml': workflow('run: uv run ./scripts/gone.py build'), 'scripts/a.py': '' },
  ['.github/workflows/ci.yml:5'],
);
check(
  'a make target in a workflow is found',
  { Makefile: 'build:\n\tcc\n', '.github/workflows/ci.yml': workflow('run: make -j 4 biuld') },
  ['.github/workflows/ci.yml:5'],
);
check(
  'a script that a document names is found',
  {
    'package.json': manifest({ build: 'x', 'test-unit': 'y' }),
    'CONTRIBUTING.md': '# A\n\nRun `npm run test-uint`.\n',
  },
  ['CONTRIBUTING.md:3'],
);
check(
  'a script in a block of a document is found at its line',
  { 'package.json': manifest({ build: 'x' }), 'README.md': '```sh\nnpm install\n$ npm run gone\n```\n' },
  ['README.md:3'],
);
check(
  'a make target that a document names is found',
  { Makefile: 'test:\n\tx\n', 'CONTRIBUTING.md': 'Run `make tests-all` now.\n' },
  ['CONTRIBUTING.md:1'],
);
check(
  'pnpm with a name that is nearly a script',
  { 'package.json': manifest({ format: 'x' }), '.github/workflows/ci.yml': workflow('run: pnpm fromat') },
  ['.github/workflows/ci.yml:5'],
);

check(
  'declared scripts and existing files are no findings',
  {
    'package.json': manifest({ a: 'npm run b -- --x', b: 'node ./scripts/c', c: 'npm test', test: 'x' }),
    'scripts/c.js': '',
  },
  [],
);
check(
  'a script of another package counts',
  {
    'package.json': manifest({ a: 'cd web && npm run build' }),
    'web/package.json': manifest({ build: 'x' }),
  },
  [],
);
check(
  'executables of dependencies are no scripts',
  {
    'package.json': manifest(
      { a: 'yarn jest && pnpm tsc', test: 'x' },
      ',\n  "devDependencies": { "jest": "1", "typescript": "1" }',
    ),
  },
  [],
);
check(
  'commands of the package managers are no scripts',
  { 'package.json': manifest({ a: 'pnpm install && yarn add x && pnpm publish' }) },
  [],
);
check('patterns name no single script', { 'package.json': manifest({ a: 'run-p "build:*"' }) }, []);
check('build output may be run', { 'package.json': manifest({ start: 'node dist/main.js' }) }, []);
check(
  'ignored files may be run',
  { 'package.json': manifest({ start: 'node server/run.js' }) },
  [],
  ['server'],
);
check(
  'a file that an earlier command makes may be run',
  {
    '.github/workflows/ci.yml': workflow(
      'run: |\n          curl -o install.sh https://x.y\n          bash install.sh',
    ),
  },
  [],
);
check(
  'names with variables are silent',
  { '.github/workflows/ci.yml': workflow('run: node $DIR/x.js', 'run: bash $' + '{{ inputs.script }}.sh') },
  [],
);
check(
  'code on the command line is no file',
  { 'package.json': manifest({ a: 'node -e "x" y.js && python -m pkg z.py && node --test t.js' }) },
  [],
);
check(
  'a job that checks out another repository is silent',
  {
    'package.json': manifest({ a: 'x' }),
    '.github/workflows/ci.yml': workflow(
      'uses: actions/checkout@v4\n        with:\n          repository: a/b',
      'run: npm run gone && node x/y.js',
    ),
  },
  [],
);
check(
  'PowerShell is not read',
  { '.github/workflows/ci.yml': workflow('shell: pwsh\n        run: python gone.py') },
  [],
);
check(
  'a Makefile with a pattern may make anything',
  { Makefile: '%: Makefile\n\tsphinx\n', '.github/workflows/ci.yml': workflow('run: make html') },
  [],
);
check('make of files is silent', { Makefile: 'a:\n\tx\n', 'README.md': '`make out/b.o` and `make a`\n' }, []);
check(
  'a document on the reader’s own project is silent',
  { 'package.json': manifest({ build: 'x' }), 'docs/use.md': '```sh\nnpm run dev\n```\n' },
  [],
);
check(
  'a project that the reader creates has scripts of its own',
  {
    'package.json': manifest({ build: 'x' }),
    'README.md': '```sh\nnpm create thing my-app\ncd my-app\nnpm run dev\n```\n',
  },
  [],
);
check(
  'a script that the document shows is the reader’s',
  {
    'package.json': manifest({ build: 'x' }),
    'README.md': '```json\n{ "scripts": { "audit": "x" } }\n```\n\n`npm run audit`\n',
  },
  [],
);
check('a repository without manifests says nothing of scripts', { 'README.md': '`npm run x`\n' }, []);
check(
  'a broken manifest and a broken workflow are silent',
  { 'package.json': '{ "scripts": ', '.github/workflows/a.yml': 'a: [\n b: }' },
  [],
);

test('a script that was moved to another module format gets a fix', async () => {
  const [finding] = await findingsOf('missing-path', {
    'package.json': manifest({ build: 'node scripts/build.js' }),
    'scripts/build.mjs': '',
  });
  assert.deepEqual(finding?.fix, {
    path: 'package.json',
    oldText: 'scripts/build.js',
    newText: 'scripts/build.mjs',
  });
});

test('a mistyped script gets a fix', async () => {
  const [finding] = await findingsOf('missing-path', {
    'package.json': manifest({ all: 'npm run bulid', build: 'x' }),
  });
  assert.equal(finding?.fix?.newText, 'build');
});
