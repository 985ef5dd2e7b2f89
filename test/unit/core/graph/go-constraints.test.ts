import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goConstraintOf } from '../../../../src/core/graph/resolve-import/go-constraints.ts';
import { sourceFileOf } from '../../../support/repository-of.ts';

function check(path: string, text: string, expected: string | undefined): void {
  test(`${path} is built ${expected === undefined ? 'always' : `if ${expected}`}`, async () =>
    assert.equal(goConstraintOf(await sourceFileOf(path, text)), expected));
}

check('a/disk.go', 'package a\n', undefined);
check('a/linux.go', 'package a\n', undefined);
check('a/disk_linux.go', 'package a\n', 'linux');
check('a/disk_arm64.go', 'package a\n', 'arm64');
check('a/disk_linux_arm64_test.go', 'package a\n', 'linux && arm64');
check('a/disk_other.go', '// About it.\n\n//go:build !linux\n\npackage a\n', '!linux');
check('a/poll_unix.go', '//go:build linux || darwin\npackage a\n', 'linux || darwin');
check('a/poll_arm64.go', '//go:build linux || darwin\npackage a\n', 'arm64 && (linux || darwin)');
check('a/late.go', 'package a\n\n//go:build linux\n', undefined);
