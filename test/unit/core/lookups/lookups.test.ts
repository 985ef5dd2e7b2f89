import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { AppError, isAppError } from '../../../../src/core/base/app-error.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { callWithLookups } from '../../../../src/core/lookups/call-with-lookups.ts';
import {
  type RepositoryLookups,
  repositoryLookups,
} from '../../../../src/core/lookups/repository-lookups.ts';
import type { ModelDoor, ModelRequest } from '../../../../src/core/models/call/model-door.ts';
import type { ModelReply } from '../../../../src/core/models/call/read-model-stream.ts';
import { updateIndex } from '../../../../src/core/search/update-index.ts';
import { SqliteIndexStore } from '../../../../src/node/sqlite-index-store.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

let lookups: RepositoryLookups;

before(async () => {
  const repository = await repositoryOf({
    'src/tax.ts':
      "import { rate } from './rate.ts';\nexport function computeTax(net: number) {\n  return net * rate;\n}\n",
    'src/rate.ts': 'export const rate = 0.19;\nexport class computeTotal {}\n',
    'docs/tax.md': '# Tax\n\ncomputeTax takes net money.\n',
    'src/long.ts': Array.from(
      { length: 1000 },
      (_, row) => `export const v${row} = '${'x'.repeat(80)}';`,
    ).join('\n'),
    'src/$dollar.ts': 'export const $price = 1;\nexport const price = 2;\nconst y = $price;\n',
  });
  const index = new SqliteIndexStore(':memory:');
  await updateIndex(repository, index, {});
  lookups = repositoryLookups({ repository, graph: await buildDependencyGraph(repository), index });
});

const answers: readonly (readonly [string, string, unknown, RegExp])[] = [
  ['search finds places by words', 'search', { query: 'compute tax' }, /^src\/tax\.ts:\d+-\d+ computeTax\n/],
  ['search says when there is nothing', 'search', { query: 'zzzqqq' }, /^Nothing was found\.$/],
  [
    'lines are shown with their numbers',
    'lines',
    { path: 'src/tax.ts', startLine: 2, endLine: 3 },
    /^2\texport function computeTax.*\n3\t {2}return net \* rate;$/,
  ],
  [
    'a path with ./ is understood',
    'lines',
    { path: './src/rate.ts', startLine: 1, endLine: 1 },
    /^1\texport const rate/,
  ],
  [
    'lines of a file that is not there',
    'lines',
    { path: 'src/none.ts', startLine: 1, endLine: 1 },
    /no text file src\/none\.ts/,
  ],
  ['lines outside the folder', 'lines', { path: '../secret.txt', startLine: 1, endLine: 1 }, /no text file/],
  [
    'lines behind the end of a file',
    'lines',
    { path: 'src/rate.ts', startLine: 9, endLine: 12 },
    /has lines 1 to 2/,
  ],
  [
    'lines the wrong way round',
    'lines',
    { path: 'src/rate.ts', startLine: 2, endLine: 1 },
    /has lines 1 to 2/,
  ],
  ['lines at 0', 'lines', { path: 'src/rate.ts', startLine: 0, endLine: 1 }, /^Unusable input/],
  ['lines at a fraction', 'lines', { path: 'src/rate.ts', startLine: 1.5, endLine: 2 }, /^Unusable input/],
  [
    'a definition is shown with its text',
    'definition',
    { name: 'computeTax' },
    /^src\/tax\.ts:2-4\nexport function computeTax/,
  ],
  ['a name that is not defined', 'definition', { name: 'nothing' }, /Nothing named nothing/],
  [
    'callers are shown in all files',
    'callers',
    { name: 'computeTax' },
    /docs\/tax\.md:3\tcomputeTax takes[\s\S]*src\/tax\.ts:2/,
  ],
  [
    'callers of a name with a dollar',
    'callers',
    { name: '$price' },
    /^src\/\$dollar\.ts:1\t.*\nsrc\/\$dollar\.ts:3\tconst y = \$price;$/,
  ],
  ['callers of a pattern', 'callers', { name: '.*' }, /^Unusable input/],
  ['callers of nothing', 'callers', { name: 'unused' }, /Nothing uses unused/],
  ['a tool that is not there', 'remove', {}, /There is no tool remove/],
  ['a tool of the prototype', 'constructor', {}, /There is no tool constructor/],
  ['input of the wrong shape', 'search', { words: 1 }, /^Unusable input/],
  ['input that is no object', 'search', 'tax', /^Unusable input/],
];
for (const [name, tool, input, expected] of answers)
  test(name, () => assert.match(lookups.run(tool, JSON.stringify(input)), expected));

for (const input of ['', '{', 'null', '[]', '{"query":', '{"query":""}', `{"query":"${'x'.repeat(501)}"}`])
  test(`input ${JSON.stringify(input.slice(0, 20))} is answered, not thrown`, () =>
    assert.match(lookups.run('search', input), /^Unusable input/));

test('an answer has at most 12,000 characters, and lines at most 300', () => {
  const lines = lookups.run('lines', JSON.stringify({ path: 'src/long.ts', startLine: 1, endLine: 1000 }));
  assert.equal(lines.length, 12_000);
});

test('the tools are described by schemas that need no other document', () => {
  assert.deepEqual(
    lookups.tools.map((tool) => tool.name),
    ['search', 'lines', 'definition', 'callers'],
  );
  for (const { inputSchema } of lookups.tools) {
    assert.equal(inputSchema.type, 'object');
    assert.doesNotMatch(JSON.stringify(inputSchema), /\$schema|\$ref/);
  }
});

const request: ModelRequest = {
  purpose: 'test',
  prompt: [{ role: 'user', content: [{ type: 'text', text: 'Question' }] }],
  maxOutputTokens: 10,
};

function replyOf(text: string, inputs: readonly string[] = []): ModelReply {
  const toolCalls = inputs.map((input, index) => ({ id: `c${index}`, name: 'search', input }));
  return {
    text,
    toolCalls,
    finishReason: inputs.length > 0 ? 'tool-calls' : 'stop',
    reportedUsage: undefined,
  };
}

/** A door whose replies are given; errors are thrown. */
function doorOf(replies: readonly (ModelReply | Error)[]): {
  readonly door: ModelDoor;
  readonly requests: ModelRequest[];
} {
  const requests: ModelRequest[] = [];
  const call: ModelDoor['call'] = async (asked) => {
    requests.push(asked);
    const reply = replies[requests.length - 1] ?? replies.at(-1);
    if (reply === undefined || reply instanceof Error) throw reply ?? new Error('no reply');
    return reply;
  };
  const usage = () => assert.fail('not asked');
  return { door: { call, usage, discard: () => undefined, countPrompt: () => 0 }, requests };
}

const wanted = JSON.stringify({ query: 'tax' });

test('a reply without lookups is the answer', async () => {
  const { door, requests } = doorOf([replyOf('done')]);
  assert.equal((await callWithLookups(door, request, lookups, {})).text, 'done');
  assert.equal(requests.length, 1);
});

test('what is looked up is answered under its id', async () => {
  const { door, requests } = doorOf([replyOf('hm', [wanted, '{bad']), replyOf('done')]);
  await callWithLookups(door, request, lookups, {});
  const [, assistant, tool] = requests[1]?.prompt ?? [];
  assert.deepEqual(assistant?.role === 'assistant' && assistant.content.map((part) => part.type), [
    'text',
    'tool-call',
    'tool-call',
  ]);
  const results = tool?.role === 'tool' ? tool.content : [];
  assert.deepEqual(
    results.map((part) => part.type === 'tool-result' && part.toolCallId),
    ['c0', 'c1'],
  );
  assert.match(JSON.stringify(results[1]), /Unusable input/);
});

test('of many lookups in one reply four are answered', async () => {
  const { door, requests } = doorOf([
    replyOf(
      '',
      Array.from({ length: 9 }, () => wanted),
    ),
    replyOf('done'),
  ]);
  await callWithLookups(door, request, lookups, {});
  const tool = requests[1]?.prompt.at(-1);
  assert.equal(tool?.role === 'tool' && tool.content.length, 4);
});

test('after four rounds it is told to answer, and may still have the tools', async () => {
  const { door, requests } = doorOf([
    ...Array.from({ length: 4 }, () => replyOf('', [wanted])),
    replyOf('done'),
  ]);
  assert.equal((await callWithLookups(door, request, lookups, {})).text, 'done');
  assert.deepEqual(
    requests.map(({ tools, prompt }) => [tools !== undefined, /last lookup/.test(JSON.stringify(prompt))]),
    [...Array.from({ length: 4 }, () => [true, false]), [true, true]],
  );
});

test('if it looks things up all the same the tools are taken away', async () => {
  const { door, requests } = doorOf([replyOf('again', [wanted])]);
  await callWithLookups(door, request, lookups, {});
  assert.deepEqual(
    requests.map((one) => one.tools !== undefined),
    [true, true, true, true, true, false],
  );
  assert.deepEqual(requests[5]?.prompt, requests[4]?.prompt);
});

test('a server that refuses tools is asked without them', async () => {
  const { door, requests } = doorOf([new AppError('model-failed', 'no tools'), replyOf('done')]);
  assert.equal((await callWithLookups(door, request, lookups, {})).text, 'done');
  assert.deepEqual(
    requests.map((one) => one.tools !== undefined),
    [true, false],
  );
});

test('a failure that may pass is not taken for a refusal of tools', async () => {
  const { door, requests } = doorOf([new AppError('model-failed', 'busy', { retryable: true })]);
  await assert.rejects(callWithLookups(door, request, lookups, {}), /busy/);
  assert.equal(requests.length, 1);
});

test('answers that do not fit are taken back, and the model answers with what it knows', async () => {
  const { door, requests } = doorOf([
    replyOf('', [wanted]),
    new AppError('context-overflow', 'long'),
    replyOf('done'),
  ]);
  assert.equal((await callWithLookups(door, request, lookups, {})).text, 'done');
  assert.equal(requests[2]?.tools, undefined);
  assert.match(JSON.stringify(requests[2]?.prompt.at(-1)), /no room/);
  assert.equal(requests[2]?.prompt.length, 3);
});

test('a first request that does not fit is an error', async () => {
  const { door } = doorOf([new AppError('context-overflow', 'long')]);
  await assert.rejects(callWithLookups(door, request, lookups, {}), (error) =>
    isAppError(error, 'context-overflow'),
  );
});
