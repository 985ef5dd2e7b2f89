import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { readItems, readObject } from '../../../../../src/core/models/call/structured-reply.ts';

const item = z.object({ id: z.string(), note: z.string().optional() });

interface ItemsRow {
  readonly name: string;
  readonly text: string;
  readonly ids: readonly string[];
  /** Whether something is complained of. */
  readonly problem?: RegExp;
}

const itemRows: readonly ItemsRow[] = [
  { name: 'an array as it is', text: '[{"id":"a"},{"id":"b"}]', ids: ['a', 'b'] },
  { name: 'an array under a key', text: '{"findings":[{"id":"a"}]}', ids: ['a'] },
  { name: 'an array in a fence', text: '```json\n{"findings":[{"id":"a"}]}\n```', ids: ['a'] },
  {
    name: 'prose around it',
    text: 'Here you are:\n{"findings":[{"id":"a"}]}\nI hope that helps.',
    ids: ['a'],
  },
  { name: 'an empty array', text: '{"findings":[]}', ids: [] },
  {
    name: 'white space in it',
    text: '{\n "findings" : [\n\n {"id":"a"} ,\n {"id":"b"}\n ]\n}',
    ids: ['a', 'b'],
  },
  {
    name: 'braces and brackets in strings',
    text: '[{"id":"a","note":"}]{[ \\" }]"},{"id":"b"}]',
    ids: ['a', 'b'],
  },
  {
    name: 'escaped backslashes before a quote',
    text: '[{"id":"a","note":"\\\\"},{"id":"b"}]',
    ids: ['a', 'b'],
  },
  { name: 'nested arrays', text: '{"findings":[{"id":"a","evidence":[{"id":"inner"}]}]}', ids: ['a'] },
  {
    name: 'empty brackets in prose before it',
    text: 'The list items[] is wrong. {"findings":[{"id":"a"}]}',
    ids: ['a'],
  },
  { name: 'code in prose before it', text: 'In values[{i}] there is one: [{"id":"a"}]', ids: ['a'] },
  { name: 'an index in prose before it', text: 'values[0] is wrong: [{"id":"a"}]', ids: ['a'] },
  {
    name: 'an unfinished object in prose before it',
    text: 'Like f([{x: "1) and so on. {"findings":[{"id":"a"}]}',
    ids: ['a'],
  },
  { name: 'a trailing comma', text: '[{"id":"a"},]', ids: ['a'] },
  {
    name: 'a reply cut off in an item',
    text: '{"findings":[{"id":"a"},{"id":"b","note":"cut',
    ids: ['a'],
    problem: /does not end/,
  },
  {
    name: 'a reply cut off between items',
    text: '{"findings":[{"id":"a"},',
    ids: ['a'],
    problem: /does not end/,
  },
  {
    name: 'a reply cut off in its first item',
    text: '{"findings":[{"id":"a',
    ids: [],
    problem: /does not end/,
  },
  { name: 'an item that does not fit', text: '[{"id":1},{"id":"b"}]', ids: ['b'], problem: /Item 1/ },
  { name: 'an item without its key', text: '[{"id":"a"},{"name":"b"}]', ids: ['a'], problem: /Item 2/ },
  {
    name: 'an item that is no JSON behind good ones',
    text: '[{"id":"a"},{id: b}]',
    ids: ['a'],
    problem: /does not end/,
  },
  { name: 'no array', text: 'Everything is fine.', ids: [], problem: /no JSON array/ },
  { name: 'nothing', text: '', ids: [], problem: /no JSON array/ },
  { name: 'an array of words', text: '["a","b"]', ids: [], problem: /no JSON array/ },
  { name: 'keys of the prototype', text: '[{"id":"a","__proto__":{"polluted":true}}]', ids: ['a'] },
];

for (const { name, text, ids, problem } of itemRows) {
  test(`items out of ${name}`, () => {
    const { items, problems } = readItems(text, item);
    assert.deepEqual(
      items.map((one) => one.id),
      ids,
    );
    if (problem === undefined) assert.deepEqual(problems, []);
    else assert.match(problems.join('\n'), problem);
  });
}

test('no reply pollutes the prototype of objects', () => {
  readItems('[{"id":"a","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}]', item);
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
});

const verdict = z.object({ verdict: z.enum(['stands', 'refuted']) });

const objectRows = [
  { name: 'an object as it is', text: '{"verdict":"stands"}', value: 'stands' },
  { name: 'an object in a fence', text: '```\n{"verdict":"refuted"}\n```', value: 'refuted' },
  { name: 'another object before it', text: '{"thought":{"a":1}} {"verdict":"stands"}', value: 'stands' },
  {
    name: 'the object inside another',
    text: '{"a":1} then {"verdict":"stands","more":{"b":"}"}}',
    value: 'stands',
  },
  {
    name: 'a brace in prose before it',
    text: 'It opens with { and so on. {"verdict":"stands"}',
    value: 'stands',
  },
  { name: 'code in prose before it', text: 'if (x) { return; } {"verdict":"refuted"}', value: 'refuted' },
  { name: 'a quote in prose before it', text: 'The "guard" holds: {"verdict":"refuted"}', value: 'refuted' },
];
for (const { name, text, value } of objectRows) {
  test(`an object out of ${name}`, () =>
    assert.deepEqual(readObject(text, verdict), { value: { verdict: value } }));
}

const problemRows = [
  { name: 'no object', text: 'It stands.', problem: /no JSON object/ },
  { name: 'an object that does not end', text: '{"verdict":"stands"', problem: /does not end/ },
  { name: 'a word that is not allowed', text: '{"verdict":"maybe"}', problem: /verdict/ },
];
for (const { name, text, problem } of problemRows) {
  test(`${name} is a problem in words`, () => {
    const read = readObject(text, verdict);
    assert.match('problem' in read ? read.problem : '', problem);
  });
}

const hostile = [
  ['opening braces', '{'.repeat(200_000)],
  ['nested braces', '{'.repeat(50_000) + '}'.repeat(50_000)],
  ['opening brackets', '['.repeat(200_000)],
  ['brackets with braces', '[{'.repeat(60_000)],
  ['empty arrays', '[]'.repeat(100_000)],
  ['braces and quotes', '{"'.repeat(60_000)],
] as const;
for (const [name, text] of hostile) {
  test(`100,000 ${name} come to an end`, { timeout: 20_000 }, () => {
    assert.deepEqual(readItems(text, item).items, []);
    assert.ok('problem' in readObject(text, verdict));
  });
}
