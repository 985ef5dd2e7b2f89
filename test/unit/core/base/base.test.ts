import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { AppError, isAppError, messageOf } from '../../../../src/core/base/app-error.ts';
import { contentHash, shortHash } from '../../../../src/core/base/content-hash.ts';
import { DisposableStore } from '../../../../src/core/base/disposable.ts';

test('a hash is the SHA-256 that Node.js gives', () => {
  for (const text of ['', 'abc', 'ä€😀\n'.repeat(1000)]) {
    assert.equal(contentHash(text), createHash('sha256').update(text).digest('hex'));
    assert.equal(contentHash(new TextEncoder().encode(text)), contentHash(text));
  }
});

test('parts of a short hash do not run into each other', () => {
  assert.notEqual(shortHash('ab', 'c'), shortHash('a', 'bc'));
  assert.notEqual(shortHash('a', ''), shortHash('', 'a'));
  assert.match(shortHash('a'), /^[0-9a-f]{16}$/);
});

test('an error is told apart by its code, also behind a worker boundary', () => {
  const crossed = structuredClone({ name: 'AppError', code: 'usage', message: 'no' });
  assert.ok(isAppError(crossed, 'usage'));
  assert.equal(isAppError(crossed, 'internal'), false);
  assert.equal(isAppError(new TypeError('no')), false);
  assert.equal(isAppError(null), false);
});

test('an error keeps its cause and says whether a retry makes sense', () => {
  const cause = new Error('deep');
  const error = new AppError('model-failed', 'no', { cause, retryable: true, retryAfterMs: 5 });
  assert.deepEqual([error.cause, error.retryable, error.retryAfterMs], [cause, true, 5]);
  assert.equal(new AppError('usage', 'no').retryable, false);
});

test('anything thrown has a message', () => {
  assert.deepEqual(
    [messageOf(new Error('a')), messageOf('b'), messageOf(undefined)],
    ['a', 'b', 'undefined'],
  );
});

test('a store disposes what it owns once, and what comes late at once', () => {
  const disposed: string[] = [];
  const item = (name: string) => ({ dispose: () => void disposed.push(name) });
  const store = new DisposableStore();
  store.add(item('early'));
  store.dispose();
  store.dispose();
  store.add(item('late'));
  assert.deepEqual(disposed, ['early', 'late']);
});
