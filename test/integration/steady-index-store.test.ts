import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { FileAnalysis } from '../../src/core/analysis/analyze-file.ts';
import { SqliteIndexStore } from '../../src/node/sqlite-index-store.ts';
import { SteadyIndexStore } from '../../src/node/steady-index-store.ts';
import { newFolder } from './run-cli.ts';

function steadyIndex() {
  const path = join(newFolder(), 'index.sqlite');
  const disk = new SqliteIndexStore(path);
  const told: string[] = [];
  const index = new SteadyIndexStore({
    disk,
    openMemory: () => new SqliteIndexStore(':memory:'),
    removeDisk: () => rmSync(path),
    onFailure: (what, reason) => told.push(`${what}: ${reason}`),
  });
  return { index, disk, path, told };
}

test('what is written after the end is not written, and the index stays for the next process', () => {
  const { index, path, told } = steadyIndex();
  index.putFact('kind', 'key', 'kept');
  index.dispose();
  index.putFact('kind', 'key', 'late');
  index.putAnalyses([['key', {} as FileAnalysis]]);
  assert.equal(index.getFact('kind', 'key'), undefined);
  assert.deepEqual(told, []);
  const next = new SqliteIndexStore(path);
  assert.equal(next.getFact('kind', 'key'), 'kept');
  next.dispose();
});

test('a fault of the program does not cost the index', () => {
  const { index, path } = steadyIndex();
  index.putFact('kind', 'key', 'kept');
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  assert.throws(() => index.putAnalyses([['key', circular as unknown as FileAnalysis]]), TypeError);
  assert.equal(index.getFact('kind', 'key'), 'kept');
  assert.ok(existsSync(path));
  index.dispose();
});

test('an index whose disk fails goes on in memory, is told of once and stays where it is', () => {
  const { index, disk, path, told } = steadyIndex();
  index.putFact('kind', 'key', 'before');
  disk.putFact = () => {
    throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
  };
  index.putFact('kind', 'key', 'after');
  index.putFact('other', 'key', 'after');
  assert.deepEqual([index.getFact('kind', 'key'), index.getFact('other', 'key')], ['after', 'after']);
  assert.deepEqual(told, ['written: database or disk is full']);
  assert.ok(existsSync(path));
  index.dispose();
});

test('a damaged index is removed, so that the next process makes it again', () => {
  const { index, disk, path, told } = steadyIndex();
  disk.getFact = () => {
    throw Object.assign(new Error('database disk image is malformed'), { errcode: 11 });
  };
  assert.equal(index.getFact('kind', 'key'), undefined);
  assert.equal(existsSync(path), false);
  index.putFact('kind', 'key', 'again');
  assert.equal(index.getFact('kind', 'key'), 'again');
  assert.deepEqual(told, ['read: database disk image is malformed']);
  index.dispose();
});
