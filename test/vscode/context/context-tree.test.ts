import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ContextMap } from '../../../src/core/context/context-map.ts';
import { budgetBar, contentOf, fileOf, tokenSums } from '../../../src/vscode/context/context-rows.ts';
import type { ContextStore, FolderContext } from '../../../src/vscode/context/context-store.ts';
import {
  type ContextGrouping,
  type ContextNode,
  ContextTree,
} from '../../../src/vscode/context/context-tree.ts';
import { describeStatus, type Status } from '../../../src/vscode/status-bar.ts';
import { contextMapOfFiles } from '../../support/context-map-of.ts';

const folder = vscode.workspace.workspaceFolders?.[0] as vscode.WorkspaceFolder;

const map = contextMapOfFiles({
  'README.md': { tokens: 300, reason: 'explains the repository' },
  'lib-b/x.ts': 5,
  'lib.ts': 7,
  'lib/deep/a.ts': { tokens: 40, resolution: 'skeleton', reason: 'reduced to fit the budget' },
  'lib/deep/b.ts': 60,
  'lib/z.ts': { resolution: 'omitted', reason: 'left out' },
});

function treeOf(shown: ContextMap): ContextTree {
  const store = {
    of: (): Partial<FolderContext> => ({ folder, map: shown }),
    choicesOf: () => ({ pin: ['/lib.ts'], leaveOut: ['/lib/z.ts'], resolutions: {} }),
    onDidChange: () => ({ dispose: () => undefined }),
  };
  return new ContextTree(store as unknown as ContextStore);
}

/** All rows of the view with everything unfolded: depth, label, description. */
function written(shown: ContextMap, grouping: ContextGrouping): string[] {
  const tree = treeOf(shown);
  tree.groupBy(grouping);
  const rows: string[] = [];
  const visit = (nodes: readonly ContextNode[], depth: number) => {
    for (const node of nodes) {
      const item = tree.getTreeItem(node);
      const label = item.label ?? item.resourceUri?.path.split('/').at(-1);
      rows.push(`${'  '.repeat(depth)}${label}: ${item.description ?? ''}`);
      visit(tree.getChildren(node), depth + 1);
    }
  };
  visit(tree.getChildren(), 0);
  tree.dispose();
  return rows;
}

describe('the Context view', () => {
  it('lists files by resolution, those with most tokens first', () =>
    assert.deepEqual(written(map, 'resolution'), [
      'Full: 4 files · 372 tokens',
      '  README.md: 300 tokens',
      '  b.ts: 60 tokens · lib/deep',
      '  lib.ts: pinned · 7 tokens',
      '  x.ts: 5 tokens · lib-b',
      'Skeleton: 1 file · 40 tokens',
      '  a.ts: 40 tokens · lib/deep',
      'Not in the pack: 1 file · 0 tokens',
      '  z.ts: left out · 0 tokens · lib',
    ]));

  it('lists files by folder, with what the folders take', () =>
    assert.deepEqual(written(map, 'folder'), [
      'lib: 100 tokens',
      '  deep: 100 tokens',
      '    b.ts: full · 60 tokens',
      '    a.ts: skeleton · 40 tokens',
      '  z.ts: left out · omitted · 0 tokens',
      'lib-b: 5 tokens',
      '  x.ts: full · 5 tokens',
      'README.md: full · 300 tokens',
      'lib.ts: pinned · full · 7 tokens',
    ]));

  it('says how many files it does not list', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}.ts`, 1]));
    const rows = written(contextMapOfFiles(many), 'resolution');
    assert.equal(rows.length, 252);
    assert.equal(rows.at(-1), '  and 50 files more: ');
  });

  it('gives the reason as plain text', () => {
    const tree = treeOf(map);
    const row = map.paths.indexOf('lib/deep/a.ts');
    const item = tree.getTreeItem({ kind: 'file', folder, map, path: 'lib/deep/a.ts', row });
    assert.equal(item.tooltip, 'lib/deep/a.ts\nskeleton, 40 tokens\nreduced to fit the budget');
    assert.equal(item.contextValue, 'file-automatic');
  });
});

describe('the rows of a folder', () => {
  it('are found by skipping whole folders, whatever the number of files', () => {
    const files: Record<string, number> = {};
    for (let index = 0; index < 3000; index++) files[`${index % 17}/${index % 5}/f${index}`] = 1;
    const large = contextMapOfFiles(files);
    const { folders, files: direct } = contentOf(large, '');
    assert.equal(folders.length, 17);
    assert.equal(direct.length, 0);
    const sums = tokenSums(large);
    for (const { path, first, end } of folders) {
      const inside = large.paths.filter((other) => other.startsWith(`${path}/`));
      assert.deepEqual(large.paths.slice(first, end), inside);
      assert.equal((sums[end] as number) - (sums[first] as number), inside.length);
    }
  });

  it('are none in an empty pack', () =>
    assert.deepEqual(contentOf(contextMapOfFiles({}), ''), { folders: [], files: [] }));
});

describe('the file of a row', () => {
  it('of a picture inside a file is that file', () => {
    const paths = ['a.ipynb', 'a.ipynb#cell-1-output-1.png', 'b#page-1.png'];
    const files = paths.map((path) => fileOf({ paths }, path));
    assert.deepEqual(files, ['a.ipynb', 'a.ipynb', 'b#page-1.png']);
  });
});

describe('the budget bar', () => {
  it('has ten squares', () =>
    assert.deepEqual(
      [budgetBar(0, 10), budgetBar(5, 10), budgetBar(12, 10), budgetBar(3, 0)],
      ['▱▱▱▱▱▱▱▱▱▱', '▰▰▰▰▰▱▱▱▱▱', '▰▰▰▰▰▰▰▰▰▰', '▱▱▱▱▱▱▱▱▱▱'],
    ));
});

describe('the status bar', () => {
  const check = (status: Partial<Status>, expected: string) => {
    const { text } = describeStatus({
      setting: '',
      pack: undefined,
      busy: undefined,
      isTrusted: true,
      ...status,
    });
    assert.equal(text, expected);
  };
  const pack = { tokenCount: 117_600, budget: 128_000, model: undefined };

  it('names Longview as long as nothing is known', () => check({}, 'Longview'));
  it('names the model that is set', () => check({ setting: 'vscode:copilot/gpt/gpt-6' }, 'gpt-6'));
  it('says that there is no model', () => check({ pack }, 'no model · 118k/128k'));
  it('names the model that was found', () =>
    check({ pack: { ...pack, model: 'Qwen 3' } }, 'Qwen 3 · 118k/128k'));
  it('shows what the pack takes of its window', () =>
    check({ setting: 'ollama:qwen3:latest', pack }, 'qwen3 · 118k/128k'));

  it('says whose pack it is among several folders', () =>
    check({ pack: { ...pack, folder: 'shop' } }, 'no model · shop 118k/128k'));

  it('says of the model what the item says', () => {
    const lineOf = (status: Partial<Status>) =>
      describeStatus({ setting: '', pack: undefined, busy: undefined, isTrusted: true, ...status })
        .tooltip[0];
    assert.match(lineOf({}) ?? '', /used, if there is one/);
    assert.equal(lineOf({ pack }), 'No model is set, and none was found on this machine.');
    assert.match(lineOf({ pack: { ...pack, model: 'Qwen 3' } }) ?? '', /Qwen 3 was found/);
  });

  it('says that nothing is sent from a workspace that is not trusted', () => {
    const { tooltip } = describeStatus({ setting: '', pack, busy: undefined, isTrusted: false });
    assert.ok(tooltip.includes('The workspace is not trusted: nothing is sent.'));
  });
});
