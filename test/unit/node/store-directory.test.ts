import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ownFolderPattern, patternBelow } from '../../../src/node/store-directory.ts';

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'longview-home-')));
after(() => rmSync(temporary, { recursive: true, force: true }));

function check(name: string, root: string, home: string, expected: string | undefined): void {
  test(name, () => {
    for (const folder of [root, home]) mkdirSync(join(temporary, folder), { recursive: true });
    assert.equal(ownFolderPattern(join(temporary, root), join(temporary, home)), expected);
  });
}

check(
  'Longview’s folder below the root is left out',
  'user',
  'user/.local/share/longview',
  '/.local/share/longview/',
);
check('letters that mean more in a pattern stand for themselves', 'user', 'user/a[b]*', '/a\\[b\\]\\*/');
check('a folder elsewhere needs no pattern', 'user/project', 'user/.local', undefined);
check('a name that begins alike is another folder', 'user/project', 'user/project-home', undefined);
check('the root itself is not left out', 'user', 'user', undefined);

function checkPattern(name: string, path: string, expected: string | undefined): void {
  test(name, () => assert.equal(patternBelow('/user/project', path), expected));
}

checkPattern('a file below the root is named from the root on', '/user/project/a/pack.xml', '/a/pack.xml');
checkPattern('a name that begins with two dots lies below the root', '/user/project/..pack', '/..pack');
checkPattern('what a pattern cannot hold is any letter', '/user/project/a\nb ', '/a?b?');
checkPattern('a file beside the root needs no pattern', '/user/pack.xml', undefined);
