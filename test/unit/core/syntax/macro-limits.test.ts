import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbort } from '../../../../src/core/base/abort.ts';
import { extractSyntax } from '../../../../src/core/syntax/extract-syntax.ts';
import { parsers } from '../../../support/repository-of.ts';

const macros = 400;
const file = { path: 'a.rs', language: 'rust', text: 'a! { fn f() {} }\n'.repeat(macros) };

/** How often the parse of `file` asks whether it is cancelled; `after` so many times it is. */
async function asked(after = Number.POSITIVE_INFINITY): Promise<number> {
  let calls = 0;
  const isCancelled = () => ++calls > after;
  await extractSyntax(file, parsers, { timeoutMs: 60_000, isCancelled });
  return calls;
}

test('what macros are given is read within the limits of the file, however small each is', async () => {
  assert.ok((await asked()) >= macros);
  await assert.rejects(asked(macros / 2), isAbort);
});
