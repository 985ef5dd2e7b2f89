import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { linkedPackages } from '../../benchmarks/graph/judges/typescript/linked-packages.ts';

/** Links as `where → folder`, relative to the repository. */
function check(name: string, files: Readonly<Record<string, unknown>>, expected: readonly string[]): void {
  test(name, () => {
    const repository = mkdtempSync(join(tmpdir(), 'longview-links-'));
    try {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(repository, path)), { recursive: true });
        writeFileSync(
          join(repository, path),
          typeof content === 'string' ? content : JSON.stringify(content),
        );
      }
      const links = [...linkedPackages(repository, Object.keys(files))].map(
        ([link, folder]) => `${link.slice(repository.length + 1)} → ${folder.slice(repository.length + 1)}`,
      );
      assert.deepEqual(links.sort(), expected);
    } finally {
      rmSync(repository, { recursive: true, force: true });
    }
  });
}

check(
  'a repository without a workspace links nothing',
  { 'package.json': { name: 'a' }, 'b/package.json': { name: 'b' } },
  [],
);
check(
  'npm and yarn list the folders of a workspace in its manifest',
  {
    'package.json': { workspaces: ['packages/*', './tools/'] },
    'packages/a/package.json': { name: '@x/a' },
    'packages/b/deep/package.json': { name: 'deep' },
    'tools/package.json': { name: 'tools' },
  },
  ['node_modules/@x/a → packages/a', 'node_modules/tools → tools'],
);
check(
  'yarn may list them under packages',
  { 'package.json': { workspaces: { packages: ['p/**'] } }, 'p/q/a/package.json': { name: 'a' } },
  ['node_modules/a → p/q/a'],
);
check(
  'pnpm lists them in a file of its own, some of them left out',
  {
    'package.json': { name: 'root' },
    'pnpm-workspace.yaml':
      '# all\npackages:\n  - \'packages/*\' # these\n  - "!packages/old"\n  - docs\n\ncatalog:\n  a: 1\n',
    'packages/new/package.json': { name: 'new' },
    'packages/old/package.json': { name: 'old' },
    'docs/package.json': { name: 'docs' },
  },
  ['node_modules/docs → docs', 'node_modules/new → packages/new'],
);
check(
  'a workspace below another folder links below that folder',
  {
    'web/package.json': { workspaces: ['*'] },
    'web/a/package.json': { name: 'a' },
    'b/package.json': { name: 'b' },
  },
  ['web/node_modules/a → web/a'],
);
check(
  'a dependency on a folder is linked beside the manifest that names it',
  {
    'app/package.json': {
      dependencies: { lib: 'file:../lib', other: '^1.0.0' },
      devDependencies: { gone: 'link:../gone' },
    },
    'lib/package.json': { name: 'whatever' },
  },
  ['app/node_modules/lib → lib'],
);
check(
  'manifests that are broken or have no name are passed over',
  { 'package.json': { workspaces: ['*'] }, 'a/package.json': '{ "name": ', 'b/package.json': {} },
  [],
);
