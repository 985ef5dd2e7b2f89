import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseFolderLines } from '../../../../src/core/context/folder-lines.ts';
import { packWriter } from '../../../../src/core/context/pack-format.ts';

const paths = ['README.md', 'site/a.md', 'site/content/b.md', 'site/content/c.md'];

/** Rows where none of the files is named, and the files that a row counts. */
function check(
  name: string,
  budget: number,
  expected: { readonly rows: readonly string[]; readonly covered: readonly string[] },
): void {
  test(name, () => {
    const { rowsFor, covers } = chooseFolderLines(paths, budget, packWriter('xml'));
    assert.deepEqual({ rows: rowsFor(paths), covered: paths.filter(covers) }, expected);
  });
}

check("a folder's row counts the files of the folders in it", 1000, {
  rows: ['./ (4 more files)', 'site/ (3 more files)', 'site/content/ (2 more files)'],
  covered: paths,
});
check('a file is counted by the folder around its own where that has no row', 9, {
  rows: ['./ (4 more files)'],
  covered: paths,
});
check('without room for a row nothing is counted', 0, { rows: [], covered: [] });
