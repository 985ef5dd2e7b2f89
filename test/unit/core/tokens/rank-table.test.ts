import assert from 'node:assert/strict';
import { test } from 'node:test';
import o200kTokens from 'gpt-tokenizer/bpeRanks/o200k_base';
import { noRank, RankTable, writeRankTable } from '../../../../src/core/tokens/rank-table.ts';
import { randomFrom } from '../../../support/random-from.ts';

function tableOf(tokens: Parameters<typeof writeRankTable>[0]): RankTable {
  const table = RankTable.open(writeRankTable(tokens));
  assert.ok(table);
  return table;
}

const bytesOf = (token: string | readonly number[]) =>
  typeof token === 'string' ? new TextEncoder().encode(token) : Uint8Array.from(token);
const rankIn = (table: RankTable, token: string | readonly number[]) => {
  const bytes = bytesOf(token);
  return table.rankOf(bytes, 0, bytes.length);
};

test('every token of o200k_base has its rank, and threads can share the table', () => {
  const written = new Uint8Array(writeRankTable(o200kTokens));
  const shared = new SharedArrayBuffer(written.length);
  new Uint8Array(shared).set(written);
  const table = RankTable.open(shared);
  assert.ok(table);
  assert.equal(table.longest, 128);
  let rank = 0;
  for (const token of o200kTokens) if (token !== undefined) assert.equal(rankIn(table, token), rank++);
  assert.equal(rank, 199_998);
});

test('random bytes have a rank where they are a token, and else none', () => {
  const random = randomFrom(3);
  const tokens = Array.from({ length: 3000 }, () =>
    Array.from({ length: 1 + Math.floor(random() * 6) }, () => Math.floor(random() * 6) * 51),
  );
  const ranks = new Map(tokens.map((token, rank) => [token.join(), rank]));
  const table = tableOf(tokens);
  for (let round = 0; round < 20_000; round++) {
    const bytes = Array.from({ length: 1 + Math.floor(random() * 7) }, () => Math.floor(random() * 6) * 51);
    assert.equal(rankIn(table, bytes), ranks.get(bytes.join()) ?? noRank, bytes.join());
  }
});

test('bytes are looked up within a text', () => {
  const table = tableOf(['a', 'bc', 'bcd']);
  const text = bytesOf('abcde');
  assert.deepEqual(
    [table.rankOf(text, 0, 1), table.rankOf(text, 1, 3), table.rankOf(text, 1, 4), table.rankOf(text, 1, 5)],
    [0, 1, 2, noRank],
  );
});

test('ranks that nothing uses are left out, and the order stays', () => {
  const table = tableOf(['a', undefined, 'bcd', 'ef']);
  assert.deepEqual([rankIn(table, 'a'), rankIn(table, 'bcd'), rankIn(table, 'ef')], [0, 1, 2]);
});

test('a table without tokens knows none', () => {
  const table = tableOf([]);
  assert.deepEqual([rankIn(table, 'a'), rankIn(table, 'ab'), rankIn(table, 'abc')], [noRank, noRank, noRank]);
});

for (const [what, change] of [
  ['nothing', () => new ArrayBuffer(0)],
  ['half a table', (whole: ArrayBuffer) => whole.slice(0, whole.byteLength / 2)],
  ['a table of another version', (whole: ArrayBuffer) => changed(whole, 1)],
  ['another file', (whole: ArrayBuffer) => changed(whole, 0)],
  ['sizes that are not those of the file', (whole: ArrayBuffer) => changed(whole, 4)],
] as const) {
  test(`is not opened: ${what}`, () => {
    assert.equal(RankTable.open(change(writeRankTable(['a', 'bc', 'def']))), undefined);
  });
}

function changed(buffer: ArrayBuffer, index: number): ArrayBuffer {
  const numbers = new Int32Array(buffer, 0, 8);
  numbers[index] = (numbers[index] as number) + 1;
  return buffer;
}

test('a table of which a single byte is another one is not opened', () => {
  const whole = writeRankTable(['a', 'b', 'ab', 'abc', 'bcde']);
  assert.ok(RankTable.open(whole));
  for (let at = 0; at + 4 < whole.byteLength; at += 997) {
    const damaged = whole.slice(0);
    const bytes = new Uint8Array(damaged);
    bytes[at] = (bytes[at] as number) ^ 0x40;
    assert.equal(RankTable.open(damaged), undefined, `byte ${at}`);
  }
});
