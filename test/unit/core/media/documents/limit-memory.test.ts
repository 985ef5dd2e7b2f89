import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitMemory } from '../../../../../src/core/media/documents/pdf/limit-memory.ts';

/** A module that exports a memory of one page, with a limit (in LEB128) or without. */
function moduleOf(...limit: readonly number[]): Uint8Array<ArrayBuffer> {
  const memory = limit.length > 0 ? [1, 1, 1, ...limit] : [1, 0, 1];
  const name = [3, ...new TextEncoder().encode('mem')];
  return Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[5, memory.length, ...memory],
    ...[7, name.length + 3, 1, ...name, 2, 0],
  );
}

async function pagesOf(wasm: Uint8Array): Promise<number> {
  const { instance } = await WebAssembly.instantiate(wasm.slice());
  const memory = instance.exports['mem'] as WebAssembly.Memory;
  let pages = 1;
  while (pages < 64) {
    try {
      memory.grow(1);
    } catch {
      return pages;
    }
    pages++;
  }
  return pages;
}

function check(name: string, wasm: Uint8Array, maxBytes: number, expected: number): void {
  test(name, async () => assert.equal(await pagesOf(limitMemory(wasm, maxBytes)), expected));
}

check('a memory of 2 GB gets less', moduleOf(0x80, 0x80, 0x02), 5 * 65_536, 5);
check('a limit that is lower already stays', moduleOf(3), 5 * 65_536, 3);
check('what the module needs at least stays', moduleOf(0x80, 0x80, 0x02), 10, 1);
check('a memory without limit stays', moduleOf(), 5 * 65_536, 64);
