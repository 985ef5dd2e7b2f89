import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { renderPreflight } from '../../src/cli/render/preflight.ts';
import { analyzeFile } from '../../src/core/analysis/analyze-file.ts';
import { createEngine } from '../../src/core/engine.ts';
import type { Engine } from '../../src/core/engine-api.ts';
import type { EnginePorts } from '../../src/core/engine-ports.ts';
import { defaultSettings, type Settings } from '../../src/core/settings/settings-table.ts';
import { type HostedProvider, openHostedModel } from '../../src/node/models/open-hosted-model.ts';
import { SqliteIndexStore } from '../../src/node/sqlite-index-store.ts';
import { SqliteJournal } from '../../src/node/sqlite-journal.ts';
import { describePreflight } from '../../src/vscode/review/describe-preflight.ts';
import { fakeGit } from '../support/fake-git.ts';
import { type HostedBody, type HostedReply, hostedProvider } from '../support/hosted-provider.ts';
import { MemoryFileSystem } from '../support/memory-file-system.ts';
import { parsers } from '../support/repository-of.ts';

/** Two files of about 9,000 tokens each. */
const tree = Object.fromEntries(
  ['a', 'b'].map((name) => [
    `${name}.ts`,
    Array.from({ length: 1200 }, (_, row) => `export const ${name}${row} = ${row};\n`).join(''),
  ]),
);
const start = 1_700_000_000_000;
const claude = 'anthropic:claude-opus-5-5';

interface World {
  readonly id: string;
  readonly settings?: Partial<Settings>;
  readonly respond?: (body: HostedBody, index: number) => HostedReply | Promise<HostedReply>;
  /** Opened before, over the same folder. */
  readonly after?: Opened;
}

interface Opened {
  readonly engine: Engine;
  readonly fileSystem: MemoryFileSystem;
  /** What the provider was sent, in order. */
  readonly bodies: readonly HostedBody[];
  readonly index: SqliteIndexStore;
  readonly journal: SqliteJournal;
  readonly wait: (minutes: number) => void;
}

const findNothing = (body: HostedBody): HostedReply => ({
  text: JSON.stringify(body).includes('You review source code') ? '{"findings":[]}' : 'It counts.',
});

/** An engine over the files with a hosted model, whose provider is in this process. */
function open({ id, settings, respond = findNothing, after }: World): Opened {
  const [provider, model] = id.split(':') as [HostedProvider, string];
  const { fetch, bodies } = hostedProvider(respond);
  const fileSystem = new MemoryFileSystem(tree);
  let now = start;
  const index = after?.index ?? new SqliteIndexStore(':memory:');
  const journal = after?.journal ?? new SqliteJournal(':memory:', () => now);
  const environment = { OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k' };
  const ports: EnginePorts = {
    fileSystem,
    git: fakeGit(),
    analyze: (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 }),
    ...{ index, journal },
    models: {
      resolve: () => openHostedModel({ provider, model, keys: { environment }, fetch }),
      list: async () => [],
    },
    ocr: { recognize: () => assert.fail('there are no pictures') },
    now: () => now,
  };
  const hosts = ['api.openai.com', 'api.anthropic.com'];
  const engine = createEngine(ports, { ...defaultSettings, model: id, allowedHosts: hosts, ...settings });
  return { engine, fileSystem, bodies, index, journal, wait: (minutes) => (now += minutes * 60_000) };
}

type Part = Readonly<Record<string, unknown>>;

/** The parts of the user's first message. */
function partsOf(body: HostedBody | undefined): readonly Part[] {
  const messages = (body?.['input'] ?? body?.['messages']) as readonly Part[];
  const content = messages.find(({ role }) => role === 'user')?.['content'];
  assert.ok(Array.isArray(content));
  return content as readonly Part[];
}

/** Of each part of the user's first message its mark, or nothing. */
const marksOf = (body: HostedBody | undefined) =>
  partsOf(body).map((part) => part['prompt_cache_breakpoint'] ?? part['cache_control']);

const ask = (engine: Engine, text = 'What is counted?') =>
  engine.ask({ text, images: [], useModel: true }, {});
const changeFile = ({ fileSystem }: Opened) =>
  fileSystem.write('a.ts', new TextEncoder().encode(`${tree['a.ts']}// more\n`));

const breakpoint = { mode: 'explicit' };

for (const id of ['openai:gpt-5.6', 'openai:gpt-6.2-sol', 'openai:gpt-6.1-terra-2026-09-01'])
  test(`${id} is told where a question's pack is to be kept, and keeps the conversation by itself`, async () => {
    const lookup = { name: 'definition', input: '{"name":"a1"}' };
    const opened = open({
      id,
      respond: (_, index) => (index === 0 ? { toolCall: lookup } : { text: 'It is.' }),
    });
    await ask(opened.engine);
    const [first, second] = opened.bodies;
    assert.equal(opened.bodies.length, 2);
    assert.deepEqual(first?.['prompt_cache_options'], { mode: 'implicit', ttl: '30m' });
    const marks = marksOf(first);
    assert.ok(marks.filter(Boolean).length <= 3, 'the automatic mark is the fourth');
    assert.deepEqual(marks.slice(-3), [breakpoint, undefined, undefined], 'pack, its end, the question');
    assert.match(String(partsOf(first).at(-3)?.['text']), /<\/file>\s+$/);
    assert.match(String(partsOf(first).at(-2)?.['text']), /^\s*<\/pack>\s+$/);
    assert.match(String(partsOf(first).at(-1)?.['text']), /Question: What is counted\?$/);
    assert.deepEqual(partsOf(second), partsOf(first));
    assert.equal(second?.['prompt_cache_key'], first?.['prompt_cache_key']);
    assert.equal(first?.['store'], false);
  });

test('questions over one pack have one key, which names nothing, also after a file changed', async () => {
  const opened = open({ id: 'openai:gpt-6.2-sol' });
  await ask(opened.engine);
  await ask(opened.engine, 'What is a?');
  await changeFile(opened);
  await ask(opened.engine, 'What is b?');
  assert.equal(opened.bodies.length, 3);
  const keys = new Set(opened.bodies.map((body) => body['prompt_cache_key']));
  assert.equal(keys.size, 1);
  assert.match(String([...keys][0]), /^longview-[0-9a-f]{16}$/);
  // Where the last request was marked last, the next one is marked, too.
  const textTo = (body: HostedBody | undefined, end: number) =>
    partsOf(body)
      .slice(0, end)
      .map(({ text }) => text)
      .join('');
  const [, before, after] = opened.bodies;
  const ends = marksOf(after).flatMap((mark, index) =>
    mark === undefined ? [] : [textTo(after, index + 1)],
  );
  assert.ok(ends.includes(textTo(before, marksOf(before).findLastIndex(Boolean) + 1)));
});

for (const id of ['openai:gpt-5.1', 'openai:gpt-5-2025-08-07', 'openai:gpt-4o', 'openai:o3'])
  test(`${id} is sent a key and no marks`, async () => {
    const { engine, bodies } = open({ id });
    await ask(engine);
    assert.deepEqual(marksOf(bodies[0]), [undefined, undefined]);
    assert.match(String(bodies[0]?.['prompt_cache_key']), /^longview-/);
    assert.equal(bodies[0]?.['prompt_cache_options'], undefined);
  });

test('the calls of a review keep the pack alone, and the first one is alone until it is kept', async () => {
  let sentMeanwhile = 0;
  const { engine, bodies } = open({
    id: 'openai:gpt-6.2-sol',
    settings: { 'review.strategy': 'pack', 'review.concurrency': 4 },
    respond: async (body, index) => {
      if (index === 0) {
        await setTimeout(50);
        sentMeanwhile = bodies.length - 1;
      }
      return findNothing(body);
    },
  });
  const report = await engine.review({ useModel: true }, {});
  assert.equal(report.strategy, 'pack');
  assert.ok(bodies.length >= 4, String(bodies.length));
  assert.equal(sentMeanwhile, 0);
  for (const body of bodies) {
    assert.deepEqual(body['prompt_cache_options'], { mode: 'explicit', ttl: '30m' });
    const marks = marksOf(body);
    assert.ok(marks.filter(Boolean).length <= 4);
    assert.equal(marks.at(-1), undefined, 'the task is of no use to the next call');
    assert.deepEqual(marks.at(-3), breakpoint);
  }
  assert.equal(new Set(bodies.map((body) => body['prompt_cache_key'])).size, 1);
});

/** A finding in a.ts, for a second look to be had. */
const finding = JSON.stringify({
  findings: [
    {
      ...{ title: 'It is one too many', explanation: 'It should be one less.', confidence: 0.9 },
      ...{ severity: 'warning', evidence: [{ path: 'a.ts', line: 8, quote: 'export const a7 = 7;' }] },
    },
  ],
});
const isReview = (body: HostedBody) => JSON.stringify(body).includes('You review source code');

/** A review of which one reply is in the ledger, half an hour later. */
async function interruptedReview(): Promise<Opened> {
  const stop = new AbortController();
  const opened = open({
    id: claude,
    settings: { 'review.strategy': 'pack', 'review.concurrency': 1 },
    respond: (body, index) => {
      if (index > 0) stop.abort();
      return isReview(body) ? { text: finding } : { text: '{' };
    },
  });
  const { end } = await opened.engine.review({ useModel: true }, { signal: stop.signal });
  assert.equal(end, 'cancelled');
  assert.equal(
    opened.journal.calls(opened.journal.runs(1)[0]?.id ?? '').filter(({ state }) => state === 'complete')
      .length,
    1,
  );
  opened.wait(30);
  return opened;
}

/** How many requests with the pack went out before each reply to such a request. */
async function sentBeforeReplies(after: Opened, respond: World['respond'] = findNothing) {
  const sent: number[] = [];
  let count = 0;
  const settings = { 'review.strategy': 'pack', 'review.concurrency': 4 } as const;
  const { engine } = open({
    ...{ id: claude, after, settings },
    respond: async (body, index) => {
      if (!isReview(body)) return respond(body, index);
      count++;
      await setTimeout(30);
      sent.push(count);
      return respond(body, index);
    },
  });
  const report = await engine.review({ useModel: true }, {});
  return { sent, report };
}

test('a review that is taken up again has its pack written once', async () => {
  const { sent, report } = await sentBeforeReplies(await interruptedReview());
  assert.equal(report.end, 'complete');
  assert.equal(report.usage.callsFromLedger, 1);
  assert.equal(sent[0], 1);
  assert.ok((sent[1] ?? 0) >= 3, 'the others do not wait for each other');
});

test('a review that is taken up again does not wait for the second look at what the ledger gave', async () => {
  const allReviewed = Promise.withResolvers<void>();
  let reviewed = 0;
  let reviewedBeforeLook = 0;
  const { report } = await sentBeforeReplies(await interruptedReview(), async (body) => {
    if (isReview(body)) {
      if (++reviewed === 3) allReviewed.resolve();
      return findNothing(body);
    }
    // If they wait for this, so that it does not wait for them for ever.
    await Promise.race([allReviewed.promise, setTimeout(5000)]);
    reviewedBeforeLook = reviewed;
    return { text: '{"verdict":"stands","reason":"It is."}' };
  });
  assert.equal(report.end, 'complete');
  assert.equal(report.findings.filter(({ level }) => level === 're-checked').length, 1);
  assert.ok(reviewedBeforeLook >= 3, String(reviewedBeforeLook));
});

test('where the first call of a review fails, the next one is alone until it is replied to', async () => {
  const fresh = open({ id: claude });
  let failed = false;
  const { sent, report } = await sentBeforeReplies(fresh, (body) => {
    if (failed) return findNothing(body);
    failed = true;
    throw Object.assign(new Error('refused'), { statusCode: 400, isRetryable: false });
  });
  assert.equal(report.end, 'failed');
  assert.deepEqual(sent.slice(0, 2), [1, 2]);
  assert.ok((sent[2] ?? 0) >= 4, sent.join());
});

test('a review whose first call ends it sends no other', async () => {
  let sent = 0;
  const { engine } = open({
    ...{ id: claude, settings: { 'review.strategy': 'pack', 'review.concurrency': 4 } },
    respond: () => {
      sent++;
      throw Object.assign(new Error('who are you?'), { statusCode: 401, isRetryable: false });
    },
  });
  const { end, diagnostics } = await engine.review({ useModel: true }, {});
  assert.equal(end, 'failed');
  assert.equal(sent, 1);
  assert.deepEqual(
    diagnostics.map(({ message }) => message),
    ['Claude Opus 5.5 refused the key (HTTP 401).'],
  );
});

for (const strategy of ['retrieval', 'pack'] as const)
  test(`after a review by ${strategy} the next one expects ${strategy === 'pack' ? 'its pack' : 'nothing'} in the cache`, async () => {
    const id = 'openai:gpt-6.2-sol';
    const first = open({ id, settings: { 'review.strategy': strategy } });
    await first.engine.review({ useModel: true }, {});
    assert.ok(first.bodies.length > 0);
    if (strategy === 'retrieval')
      for (const body of first.bodies) {
        assert.deepEqual(body['prompt_cache_options'], { mode: 'explicit', ttl: '30m' });
        assert.deepEqual(marksOf(body), [undefined]);
      }
    const second = open({ id, settings: { 'review.strategy': 'pack' }, after: first });
    const { cacheRead, packTokens } = await second.engine.reviewPreflight({ all: true, useModel: true });
    const share = (cacheRead?.tokens ?? 0) / packTokens;
    assert.ok(strategy === 'pack' ? share > 0.9 : share === 0, cacheRead?.reason);
  });

test('a forecast counts the first call as a write of the pack and the others as reads', async () => {
  const { engine } = open({ id: 'openai:gpt-6.2-sol', settings: { 'review.strategy': 'pack' } });
  const {
    expectedCostUsd = 0,
    expectedCalls,
    expectedInputTokens,
    expectedOutputTokens,
    packTokens,
  } = await engine.reviewPreflight({ useModel: true });
  const fresh = expectedInputTokens - expectedCalls * packTokens;
  const tokens =
    fresh * 2 + packTokens * 2.5 + (expectedCalls - 1) * packTokens * 0.1 + expectedOutputTokens * 10;
  assert.ok(expectedCalls > 1);
  assert.ok(Math.abs(expectedCostUsd - tokens / 1e6) < 1e-9, `${expectedCostUsd} ${tokens / 1e6}`);
});

for (const strategy of ['pack', 'retrieval'] as const)
  test(`the preflight shows the cached share: ${strategy}`, async () => {
    const { engine } = open({ id: 'openai:gpt-6.2-sol', settings: { 'review.strategy': strategy } });
    const before = await engine.reviewPreflight({ useModel: true });
    await engine.review({ useModel: true }, {});
    const after = await engine.reviewPreflight({ all: true, useModel: true });
    const { expectedCalls, expectedCachedTokens, packTokens, cacheRead } = after;
    const prefix = strategy === 'pack' ? packTokens : 0;
    assert.equal(before.expectedCachedTokens, (before.expectedCalls - 1) * prefix);
    assert.equal(expectedCachedTokens, (expectedCalls - 1) * prefix + (cacheRead?.tokens ?? 0));
    const percent = Math.floor((100 * expectedCachedTokens) / after.expectedInputTokens);
    const terminal = renderPreflight(after, { maxTokens: 0, network: 'all', wantsModel: true });
    const dialog = describePreflight(after);
    if (strategy === 'pack') {
      assert.ok(percent > 50, String(percent));
      assert.ok(terminal.includes(`(${percent} % of them from the cache)`), terminal);
      assert.ok(dialog.includes(`(${percent} % from the cache)`), dialog);
      assert.match(
        dialog,
        /^From the cache: .* tokens of the first call \(it continues the last pack, sent 0 min ago\)$/m,
      );
    } else assert.doesNotMatch(terminal + dialog, /from the cache/i);
  });

const counted = { fresh: 1000, read: 20_000, written: 4000, output: 100 };
for (const [id, dollars] of [
  ['openai:gpt-6.2-sol', (1000 * 2 + 20_000 * 0.1 + 4000 * 2.5 + 100 * 10) / 1e6],
  ['anthropic:claude-sonnet-5-5', (1000 * 2 + 20_000 * 0.2 + 4000 * 2.5 + 100 * 10) / 1e6],
] as const)
  test(`what ${id} wrote to its cache costs 1.25 times as much`, async () => {
    const { engine } = open({ id, respond: () => ({ text: 'It counts.', usage: counted }) });
    const { usage } = await ask(engine);
    assert.equal(usage.inputTokens, 25_000);
    assert.equal(usage.cachedInputTokens, 20_000);
    assert.ok(Math.abs((usage.costUsd ?? 0) - dollars) < 1e-12, String(usage.costUsd));
  });

const minutes = { type: 'ephemeral' };
const hour = { type: 'ephemeral', ttl: '1h' };
for (const [cacheLife, mark] of [
  ['auto', minutes],
  ['5m', minutes],
  ['1h', hour],
] as const)
  test(`Anthropic keeps a question's pack for the life of the setting ${cacheLife}, and its end for minutes`, async () => {
    const { engine, bodies } = open({ id: claude, settings: { cacheLife } });
    await ask(engine);
    const marks = marksOf(bodies[0]).filter(Boolean);
    assert.ok(marks.length > 0 && marks.length <= 3, 'the automatic mark is the fourth');
    for (const one of marks) assert.deepEqual(one, mark);
    assert.deepEqual(bodies[0]?.['cache_control'], minutes);
  });

test('Anthropic is asked for an hour once that had been cheaper, and then keeps for an hour', async () => {
  const { engine, bodies, wait } = open({ id: claude });
  for (const pause of [0, 20, 4, 30]) {
    wait(pause);
    await ask(engine, `What is counted after ${pause} and ${bodies.length}?`);
  }
  const lives = bodies.map((body) => (marksOf(body).find(Boolean) as { ttl?: string }).ttl ?? '5m');
  assert.deepEqual(lives, ['5m', '1h', '1h', '1h']);
});

/** What is asked of Claude after each pause, in minutes: the lives that its packs were kept for, and what was refused. */
async function livesAfter(pauses: readonly number[], settings: Partial<Settings>) {
  const { engine, bodies, wait } = open({ id: claude, settings });
  const refusals: string[] = [];
  for (const [number, pause] of pauses.entries()) {
    wait(pause);
    await ask(engine, `What is counted in case ${number}?`).catch((error: Error) =>
      refusals.push(error.message),
    );
  }
  const lives = bodies.map((body) => (marksOf(body).find(Boolean) as { ttl?: string }).ttl ?? '5m');
  return { lives, refusals };
}

for (const cacheLife of ['auto', '5m'] as const)
  test(`questions that can be paid with five minutes are all answered: ${cacheLife}`, async () => {
    const { lives, refusals } = await livesAfter([0, 20, 4, 30], { cacheLife, maxCostUsd: 0.3 });
    assert.deepEqual(refusals, []);
    assert.deepEqual(lives, ['5m', '5m', '5m', '5m']);
  });

test('who asked for an hour himself hears that five minutes can be paid', async () => {
  const { lives, refusals } = await livesAfter([0], { cacheLife: '1h', maxCostUsd: 0.3 });
  assert.deepEqual(lives, []);
  assert.match(refusals.join(), /\$0\.30 are allowed\..*an hour.*cacheLife to 5m/);
});

test('questions that were refused before they were sent tell nothing of pauses', async () => {
  const before = open({ id: claude, settings: { maxCostUsd: 0.01 } });
  for (const pause of [0, 20, 20, 20]) {
    before.wait(pause);
    await assert.rejects(ask(before.engine, `What is counted after ${pause}?`), /allowed/);
  }
  assert.equal(before.bodies.length, 0);
  const after = open({ id: claude, after: before });
  after.wait(80);
  await ask(after.engine);
  assert.deepEqual(marksOf(after.bodies[0]).find(Boolean), minutes);
});

for (const [maxCostUsd, isKept] of [
  [0, true],
  [0.9, false],
] as const)
  test(`the pack of a review with $${maxCostUsd} ${isKept ? 'is' : 'is not'} kept for an hour, and expected for as long`, async () => {
    const settings = { 'review.strategy': 'pack', maxCostUsd } as const;
    const opened = open({ id: claude, settings });
    const { engine, bodies, wait } = opened;
    await engine.review({ useModel: true }, {});
    const ofFirst = bodies.length;
    await changeFile(opened);
    wait(20);
    const { end } = await engine.review({ all: true, useModel: true }, {});
    assert.equal(end, 'complete');
    assert.ok(bodies.length > ofFirst);
    for (const [index, body] of bodies.entries())
      assert.deepEqual(marksOf(body).find(Boolean), isKept && index >= ofFirst ? hour : minutes);
    wait(20);
    const { cacheRead } = await engine.reviewPreflight({ all: true, useModel: true });
    assert.equal((cacheRead?.tokens ?? 0) > 0, isKept, cacheRead?.reason);
  });

test('a review marks its pack for Anthropic, and the end of no call', async () => {
  const { engine, bodies } = open({ id: claude, settings: { 'review.strategy': 'pack' } });
  await engine.review({ useModel: true }, {});
  assert.ok(bodies.length > 0);
  for (const body of bodies) {
    const marks = marksOf(body).filter(Boolean);
    assert.ok(marks.length > 0 && marks.length <= 4);
    assert.equal(body['cache_control'], undefined);
  }
});
