import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { type Fault, rateLimited } from '../support/model-server/fault.ts';
import type { ReceivedRequest } from '../support/model-server/received-request.ts';
import { failFirst, type ScriptedReply } from '../support/model-server/scripted-reply.ts';
import { type ModelServer, startModelServer } from '../support/model-server/start-model-server.ts';
import {
  moduleWith,
  nonce,
  type TemporaryRepository,
  temporaryRepository,
} from '../support/nonce-repository.ts';
import {
  type CliResult,
  ensureBuilt,
  markedPlaces,
  reportOf,
  runCli,
} from '../support/nonce-repository-cli.ts';
import { models, respond, userText } from '../support/review-responder.ts';

before(ensureBuilt);

interface FaultRow {
  readonly name: string;
  readonly fault: Fault;
  /** What must be said, over either protocol. */
  readonly message: RegExp;
  /** A question is answered all the same, for any text is an answer. */
  readonly isAnswer?: boolean;
  /** Tried with each verb over each protocol; the others with each verb or protocol once. */
  readonly isTelling?: boolean;
}

/** Faults that do not go away. */
const lasting: readonly FaultRow[] = [
  { name: '429', fault: rateLimited(0), message: /429/ },
  {
    name: '500',
    fault: { kind: 'status', status: 500, message: 'out of memory' },
    message: /500.*out of memory/,
    isTelling: true,
  },
  { name: '401', fault: { kind: 'status', status: 401, message: 'no key' }, message: /401/ },
  {
    name: '400',
    fault: { kind: 'status', status: 400, message: 'unknown field' },
    message: /400.*unknown field|unknown field/,
  },
  { name: 'a page of a proxy', fault: { kind: 'html-error-page' }, message: /502/ },
  {
    name: 'a reset before the reply',
    fault: { kind: 'reset-before-headers' },
    message: /does not answer|failed/,
  },
  {
    name: 'a reset in the reply',
    fault: { kind: 'reset-mid-stream' },
    message: /broke off|failed: .*\(/,
    isTelling: true,
  },
  {
    name: 'silence before the reply',
    fault: { kind: 'stall-before-headers' },
    message: /no sign of life for 1 seconds/,
  },
  {
    name: 'silence in the reply',
    fault: { kind: 'stall-mid-stream' },
    message: /no sign of life for 1 seconds/,
    isTelling: true,
  },
  {
    name: 'an early end',
    fault: { kind: 'ends-early' },
    message: /ended before it was complete|ended early|broke off|failed/,
  },
  {
    name: 'an error in the reply',
    fault: { kind: 'error-in-stream', message: 'ran out of luck' },
    message: /ran out of luck|broke off/,
    isTelling: true,
  },
  { name: 'garbage', fault: { kind: 'garbage' }, message: /cannot be read|failed|broke off/ },
  {
    name: 'JSON of another kind',
    fault: { kind: 'wrong-json' },
    message: /cannot be read|failed|broke off/,
    isTelling: true,
  },
  {
    name: 'no byte at all',
    fault: { kind: 'empty-body' },
    message: /ended before it was complete|ended early|failed|broke off/,
  },
  {
    name: 'an empty reply',
    fault: { kind: 'empty-reply' },
    message: /empty answer|could not be read|no plan/,
    isTelling: true,
  },
  {
    name: 'a reply cut by its length',
    fault: { kind: 'cut-by-length' },
    message: /could not be read|no plan/,
    isAnswer: true,
  },
  {
    name: 'a huge reply',
    fault: { kind: 'huge-reply', characters: 400_000 },
    message: /could not be read|no plan/,
    isAnswer: true,
  },
];

const providers = ['ollama', 'compatible'] as const;

/** Flags for a server, with short patience. */
function flagsFor(
  repository: TemporaryRepository,
  server: ModelServer,
  provider: (typeof providers)[number],
): string[] {
  const config = join(repository.home, 'config.json');
  const { host } = new URL(server.url);
  writeFileSync(
    config,
    JSON.stringify({ callTimeoutSeconds: 1, allowedHosts: [host], 'review.strategy': 'retrieval' }),
  );
  const address = provider === 'ollama' ? server.ollamaUrl : server.openAiBaseUrl;
  return ['--config', config, '--model', `${provider}:qwen3-coder-next`, '--base-url', address];
}

/** Files of which `src/b` is the one whose requests go wrong. */
const filesWith = (good: string) => ({
  'src/a/index.ts': moduleWith('a', good),
  'src/b/index.ts': moduleWith('b', nonce('DEFECT')),
});

const isAboutB = (request: ReceivedRequest) => /only to understand it:\nsrc\/b\//.test(userText(request));

function assertClear({ stderr }: CliResult): void {
  assert.doesNotMatch(stderr, /\n\s+at .*:\d+:\d+/, 'a stack trace');
  assert.doesNotMatch(stderr, /UnhandledPromiseRejection|undefined|\[object/);
}

describe('a review whose model fails for one region', { concurrency: 8 }, () => {
  for (const provider of providers) {
    const rows = lasting.filter((row) => provider === 'ollama' || row.isTelling);
    for (const { name, fault, message } of rows) {
      test(`${provider}, ${name}: exit 3, the reason is said, what was found is kept`, async () => {
        const good = nonce('DEFECT');
        using repository = temporaryRepository(filesWith(good));
        await using server = await startModelServer({
          models,
          respond: (request) => (isAboutB(request) ? { fault } : respond(request)),
        });
        const done = await runCli(repository, [
          'review',
          '--json',
          ...flagsFor(repository, server, provider),
        ]);
        assert.equal(done.code, 3);
        assertClear(done);
        const report = reportOf(done);
        assert.equal(report.end, 'failed');
        assert.match(
          `${report.endReason} ${report.diagnostics.map((one) => one.message).join('\n')}`,
          message,
        );
        // A server that is gone ends the run at once; what is found depends on which lane was first.
        const ends = /reset before|401/.test(name);
        if (!ends) assert.deepEqual(markedPlaces(report), [`src/a/index.ts:4 ${good}`]);
      });
    }
  }
});

for (const [verb, provider] of [
  ['ask', 'compatible'],
  ['plan', 'ollama'],
] as const) {
  describe(`${verb} over ${provider} with a model that fails`, { concurrency: 8 }, () => {
    const rows = lasting.filter((row) => verb === 'ask' || row.isTelling);
    for (const { name, fault, message, isAnswer = false } of rows) {
      const answers = isAnswer && verb === 'ask';
      test(`${name}: ${answers ? 'what there is of the answer is given' : 'exit 3, and the reason is said'}`, async () => {
        using repository = temporaryRepository({
          'a.ts': `// ${nonce('FACT')}\nexport const old_name = 1;\n`,
        });
        await using server = await startModelServer({
          models,
          respond: async (request) => ({ ...(await respond(request)), fault }),
        });
        const wish =
          verb === 'ask' ? ['--question', 'What is a?'] : ['--request', 'rename old_name to new_name'];
        const done = await runCli(repository, [verb, ...wish, ...flagsFor(repository, server, provider)]);
        assertClear(done);
        assert.equal(done.code, answers ? 0 : 3, done.stderr);
        if (answers) assert.match(done.stdout, /cut off/);
        else assert.match(done.stderr, message);
      });
    }
  });
}

describe('faults that pass', { concurrency: 6 }, () => {
  const passing: readonly (readonly [string, Fault, number])[] = [
    ['429 with Retry-After', rateLimited(1), 2],
    ['500', { kind: 'status', status: 500 }, 2],
    ['a reset in the reply', { kind: 'reset-mid-stream' }, 2],
    ['silence', { kind: 'stall-mid-stream' }, 1],
    ['garbage', { kind: 'garbage' }, 2],
    ['an unusable reply', { kind: 'empty-reply' }, 1],
  ];
  for (const provider of providers) {
    for (const [name, fault, times] of passing.slice(0, provider === 'ollama' ? undefined : 3)) {
      test(`${provider}, ${name}, ${times} times: the review is complete`, async () => {
        const good = nonce('DEFECT');
        using repository = temporaryRepository({ 'src/a/index.ts': moduleWith('a', good) });
        await using server = await startModelServer({ models, respond: failFirst(times, fault, respond) });
        const done = await runCli(repository, [
          'review',
          '--json',
          '--passes',
          'correctness',
          ...flagsFor(repository, server, provider),
        ]);
        const report = reportOf(done);
        assert.deepEqual([done.code, report.end], [0, 'complete']);
        assert.deepEqual(markedPlaces(report), [`src/a/index.ts:4 ${good}`]);
        assert.equal(server.requests.length, times + 2);
      });
    }
    for (const fault of [
      { kind: 'usage-missing' },
      { kind: 'slow-drip', charactersPerChunk: 40, delayMs: 50 },
    ] as const) {
      test(`${provider}, ${fault.kind}: the review is complete, and its tokens are counted`, async () => {
        const good = nonce('DEFECT');
        using repository = temporaryRepository({ 'src/a/index.ts': moduleWith('a', good) });
        await using server = await startModelServer({
          models,
          respond: async (request) => ({ ...(await respond(request)), fault }),
        });
        const report = reportOf(
          await runCli(repository, ['review', '--json', ...flagsFor(repository, server, provider)]),
        );
        assert.equal(report.end, 'complete');
        assert.deepEqual(markedPlaces(report), [`src/a/index.ts:4 ${good}`]);
        assert.ok(report.usage.inputTokens >= server.totalPromptTokens);
      });
    }
  }
});

describe('a model that fails for good', { concurrency: 4 }, () => {
  test('three regions in a row end the run: the others are not asked about', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `src/p${index}/index.ts`,
        moduleWith(`p${index}`, 'nothing'),
      ]),
    );
    using repository = temporaryRepository(files);
    await using server = await startModelServer({
      models,
      respond: () => ({ fault: { kind: 'status', status: 400 } }),
    });
    const done = await runCli(repository, ['review', '--json', ...flagsFor(repository, server, 'ollama')]);
    const report = reportOf(done);
    assert.deepEqual([done.code, report.end], [3, 'failed']);
    assert.match(report.endReason ?? '', /3 calls in a row failed/);
    assert.ok(server.requests.length <= 4, `${server.requests.length} requests`);
  });

  test('a model that cannot write JSON is given up as well, and is asked anew the next time', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `src/p${index}/index.ts`,
        moduleWith(`p${index}`, 'nothing'),
      ]),
    );
    using repository = temporaryRepository(files);
    let isFluent = false;
    const babble = (request: ReceivedRequest): ScriptedReply | Promise<ScriptedReply> =>
      isFluent ? respond(request) : { text: 'I would rather talk about it.' };
    await using server = await startModelServer({ models, respond: babble });
    const flags = ['review', '--json', ...flagsFor(repository, server, 'ollama')];
    assert.equal((await runCli(repository, flags)).code, 3);
    assert.ok(server.requests.length <= 8, `${server.requests.length} requests`);
    isFluent = true;
    const report = reportOf(await runCli(repository, flags));
    assert.equal(report.end, 'complete');
  });

  test('an empty answer is not kept in the ledger: the question can be asked again', async () => {
    using repository = temporaryRepository({ 'a.ts': `// ${nonce('FACT')}\nexport const a = 1;\n` });
    await using server = await startModelServer({
      models,
      respond: failFirst(1, { kind: 'empty-reply' }, respond),
    });
    const flags = ['ask', '--question', 'What is a?', ...flagsFor(repository, server, 'ollama')];
    assert.equal((await runCli(repository, flags)).code, 3);
    const second = await runCli(repository, flags);
    assert.equal(second.code, 0);
    assert.match(second.stdout, /FACT-/);
  });

  test('the next review asks about the failed region alone', async () => {
    const [good, bad] = [nonce('DEFECT'), nonce('DEFECT')];
    using repository = temporaryRepository({
      'src/a/index.ts': moduleWith('a', good),
      'src/b/index.ts': moduleWith('b', bad),
    });
    let works = false;
    await using server = await startModelServer({
      models,
      respond: (request) =>
        isAboutB(request) && !works ? { fault: { kind: 'status', status: 400 } } : respond(request),
    });
    const flags = ['review', '--json', ...flagsFor(repository, server, 'ollama')];
    assert.equal((await runCli(repository, flags)).code, 3);
    const asked = server.requests.length;
    works = true;
    const report = reportOf(await runCli(repository, flags));
    assert.equal(report.end, 'complete');
    assert.deepEqual(markedPlaces(report), [`src/a/index.ts:4 ${good}`, `src/b/index.ts:4 ${bad}`]);
    assert.ok(
      server.requests
        .slice(asked)
        .every((request) => !/only to understand it:\nsrc\/a\//.test(userText(request))),
    );
  });

  for (const verb of ['review', 'ask', 'plan'] as const) {
    test(`${verb}: a prompt that Ollama cut without a word is a loud error, and its reply is not used`, async () => {
      using repository = temporaryRepository({
        'src/a/index.ts': `${moduleWith('a', nonce('DEFECT'))}// ${nonce('FACT')} old_name\n`,
      });
      await using server = await startModelServer({
        models,
        respond: async (request) => ({ ...(await respond(request)), usage: { promptTokens: 40 } }),
      });
      const wish = {
        review: [],
        ask: ['--question', 'What is a?'],
        plan: ['--request', 'rename old_name to b'],
      }[verb];
      const done = await runCli(repository, [
        verb,
        ...wish,
        '--json',
        ...flagsFor(repository, server, 'ollama'),
      ]);
      assert.equal(done.code, 3);
      assert.match(
        `${done.stdout}${done.stderr}`,
        /read 40 tokens of a prompt of about \d+: the rest was cut off/,
      );
      assert.doesNotMatch(done.stdout, /"title": "The fault|FACT-/);
    });

    test(`${verb}: a server that is not there is said with its address, exit 3`, async () => {
      using repository = temporaryRepository({ 'a.ts': 'export const a = 1;\n' });
      const wish = { review: [], ask: ['--question', 'x'], plan: ['--request', 'x'] }[verb];
      const done = await runCli(repository, [
        verb,
        ...wish,
        '--model',
        'ollama:m',
        '--base-url',
        'http://127.0.0.1:9',
      ]);
      assert.equal(done.code, 3);
      assert.match(done.stderr, /127\.0\.0\.1:9/);
      assertClear(done);
    });
  }
});
