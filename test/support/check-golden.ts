import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Compares `actual` with the file at `expectedPath`. With `UPDATE=1` in the environment the file is rewritten instead;
 * a failure leaves what was got in a file of the same name with `.actual` behind it.
 */
export function checkGolden(expectedPath: string, actual: string): void {
  const actualPath = `${expectedPath}.actual`;
  if (process.env['UPDATE'] === '1') {
    mkdirSync(dirname(expectedPath), { recursive: true });
    writeFileSync(expectedPath, actual);
  }
  const expected = existsSync(expectedPath) ? readFileSync(expectedPath, 'utf8') : undefined;
  if (actual === expected) {
    rmSync(actualPath, { force: true });
    return;
  }
  writeFileSync(actualPath, actual);
  assert.equal(
    actual,
    expected,
    `${expectedPath} is not what was made; see ${actualPath}, or run with UPDATE=1.`,
  );
}
