import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ancestorsOf,
  extensionOf,
  fileNameOf,
  folderOf,
  joinPath,
} from '../../../../src/core/base/path-text.ts';

function check(name: string, actual: unknown, expected: unknown): void {
  test(name, () => assert.deepEqual(actual, expected));
}

check('a file in the root lies in the folder with the empty name', folderOf('a.ts'), '');
check('a folder is everything before the last slash', folderOf('a/b/c.ts'), 'a/b');
check('a file name is everything behind the last slash', fileNameOf('a/b/c.ts'), 'c.ts');
check('an extension has its dot and is lower case', extensionOf('a/B.TSX'), '.tsx');
check('a name that begins with its only dot has no extension', extensionOf('a/.gitignore'), '');
check('a dot in a folder gives no extension', extensionOf('a.b/c'), '');
check('a relative path is joined', joinPath('a/b', '../c/./d'), 'a/c/d');
check('the root is joined to nothing', joinPath('', './a'), 'a');
check('a path may lead back to the root', joinPath('a', '..'), '');
check('a path that leads out of the root is none', joinPath('a', '../../b'), undefined);
check('double slashes count once', joinPath('a', 'b//c/'), 'a/b/c');
check('folders above a file come innermost first', ancestorsOf('a/b/c.ts'), ['a/b', 'a', '']);
check('the root lies above a file in it', ancestorsOf('c.ts'), ['']);
