import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isAbort } from '../../../../../src/core/base/abort.ts';
import { AppError, isAppError } from '../../../../../src/core/base/app-error.ts';
import { createModelDoor, type ModelRequest } from '../../../../../src/core/models/call/model-door.ts';
import type { ResolvedModel } from '../../../../../src/core/ports/model-directory.ts';
import { defaultSettings, type Settings } from '../../../../../src/core/settings/settings-table.ts';
import { SqliteJournal } from '../../../../../src/node/sqlite-journal.ts';
import { type RecordedReply, recordingModel } from '../../../../support/recording-model.ts';

const request: ModelRequest = {
  purpose: 'test',
  prompt: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }] }],
  maxOutputTokens: 100,
};

interface OpenOptions {
  readonly settings?: Partial<Settings>;
  readonly journal?: SqliteJournal;
  readonly key?: string;
}

function open(
  model: ResolvedModel,
  { settings = {}, journal = new SqliteJournal(':memory:'), key = 'k' }: OpenOptions = {},
) {
  const run = journal.resumeRun(key) ?? journal.startRun({ kind: 'review', key, model: model.id });
  const door = createModelDoor({
    model,
    journal,
    run,
    settings: { ...defaultSettings, ...settings },
    allowedHosts: [],
    now: () => 0,
  });
  return { door, journal, run };
}

const statusError = (statusCode: number, isRetryable: boolean, headers = {}) =>
  Object.assign(new Error(`status ${statusCode}`), { statusCode, isRetryable, responseHeaders: headers });

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => assert.fail('it succeeded'),
    (error: unknown) => error,
  );

test('a reply is in the ledger before it is used, and comes out of it the next time', async () => {
  const model = recordingModel(() => ({ text: 'an answer', usage: { input: 10, output: 3 } }));
  const { door, journal, run } = open(model);
  const reply = await door.call(request, {});
  assert.equal(reply.text, 'an answer');
  assert.deepEqual(
    journal.calls(run.id).map(({ state, usage }) => [state, usage.inputTokens, usage.outputTokens]),
    [['complete', 10, 3]],
  );
  const other = open(model, { journal, key: 'another run' });
  assert.deepEqual(await other.door.call(request, {}), reply);
  assert.equal(model.calls.length, 1);
  assert.equal(other.door.usage().callsFromLedger, 1);
  assert.equal(other.door.usage().inputTokens, 0);
});

const differences: readonly (readonly [string, Partial<ModelRequest>])[] = [
  ['the prompt', { prompt: [{ role: 'user', content: [{ type: 'text', text: 'Something else' }] }] }],
  ['the reply’s limit', { maxOutputTokens: 101 }],
  ['the tools', { tools: [{ type: 'function', name: 't', inputSchema: { type: 'object' } }] }],
  ['the wanted format', { replySchema: { type: 'json' } }],
];
for (const [what, difference] of differences) {
  test(`a request that differs in ${what} is another one`, async () => {
    const model = recordingModel(() => ({ text: 'x' }));
    const { door } = open(model);
    await door.call(request, {});
    await door.call({ ...request, ...difference }, {});
    assert.equal(model.calls.length, 2);
  });
}

test('pictures count by their bytes', async () => {
  const model = recordingModel(() => ({ text: 'x' }));
  const { door } = open(model);
  const withPicture = (byte: number): ModelRequest => ({
    ...request,
    prompt: [
      {
        role: 'user',
        content: [
          { type: 'file', mediaType: 'image/png', data: { type: 'data', data: new Uint8Array([byte]) } },
        ],
      },
    ],
  });
  for (const byte of [1, 2, 1]) await door.call(withPicture(byte), {});
  assert.equal(model.calls.length, 2);
});

const marked: ModelRequest = {
  ...request,
  prompt: [
    {
      role: 'user',
      content: [
        {
          ...{ type: 'text', text: 'What is this?' },
          providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } },
        },
      ],
    },
  ],
  caching: { providerOptions: { openai: { promptCacheKey: 'key' } }, writeFactor: 1.25 },
};

test('how a prompt is cached is sent, and makes no other request of it', async () => {
  const model = recordingModel(() => ({ text: 'x' }));
  const { door } = open(model);
  await door.call(marked, {});
  await door.call(request, {});
  assert.deepEqual(
    model.calls.map(({ providerOptions }) => providerOptions),
    [{ openai: { promptCacheKey: 'key' } }],
  );
});

test('a reply is told of when it came from the model, not when it came out of the ledger', async () => {
  const { door } = open(recordingModel(() => ({ text: 'x' })));
  let replies = 0;
  const onReply = () => replies++;
  await door.call(request, { onReply });
  await door.call(request, { onReply });
  assert.equal(replies, 1);
});

test('a failure of whoever is told of a reply does not lose it', async () => {
  const model = recordingModel(() => ({ text: 'paid', usage: { input: 10, output: 3 } }));
  const { door, journal, run } = open(model);
  const onReply = () => {
    throw new Error('the disk is full');
  };
  assert.equal((await door.call(request, { onReply })).text, 'paid');
  assert.equal(model.calls.length, 1);
  const { calls, inputTokens, outputTokens } = door.usage();
  assert.deepEqual([calls, inputTokens, outputTokens], [1, 10, 3]);
  assert.deepEqual(
    journal.calls(run.id).map(({ state }) => state),
    ['complete'],
  );
});

test('who is told of a reply finds it counted', async () => {
  const { door } = open(recordingModel(() => ({ text: 'x', usage: { input: 10, output: 3 } })));
  let counted = 0;
  await door.call(request, { onReply: () => (counted = door.usage().inputTokens) });
  assert.equal(counted, 10);
});

test('a request waits before it is sent, a reply out of the ledger does not', async () => {
  const model = recordingModel(() => ({ text: 'x' }));
  const { door } = open(model);
  const sentBefore: number[] = [];
  const beforeSend = async () => {
    await Promise.resolve();
    sentBefore.push(model.calls.length);
  };
  await door.call(request, { beforeSend });
  await door.call(request, { beforeSend });
  assert.deepEqual(sentBefore, [0]);
});

test('what is thrown before a request is sent ends the call, and nothing is reserved', async () => {
  const model = recordingModel(() => ({ text: 'x' }));
  const { door, journal, run } = open(model);
  const error = new Error('the run is over');
  assert.equal(await failureOf(door.call(request, { beforeSend: () => Promise.reject(error) })), error);
  assert.equal(model.calls.length, 0);
  assert.deepEqual(journal.calls(run.id), []);
});

const kept = (writeFactor: number): ModelRequest => ({
  ...marked,
  caching: { providerOptions: {}, writeFactor },
});
for (const [name, writeFactor, maxCostUsd, isExplained] of [
  ['that five minutes would let through says so', 2, 1.5, true],
  ['that five minutes would not let through does not speak of them', 2, 1.1, false],
  ['for five minutes does not speak of the hour', 1.25, 1.1, false],
] as const)
  test(`the refusal of a request ${name}`, async () => {
    const model = recordingModel(() => ({ text: 'x' }), {
      ...{ id: 'anthropic:claude-opus-5-5', price: { input: 20_000, cachedInput: 0, output: 0 } },
    });
    const { door } = open({ ...model, tokenizer: 'anthropic' }, { settings: { maxCostUsd } });
    const dollars = door.countPrompt(marked.prompt) * 0.02;
    assert.ok(dollars * 2 > 1.5 && dollars * 1.25 < 1.5 && dollars * 1.25 > 1.1, String(dollars));
    const error = await failureOf(door.call(kept(writeFactor), {}));
    assert.ok(isAppError(error, 'budget-exhausted'));
    assert.match(error.message, /could bring the run to \$/);
    assert.equal(/hour.*cacheLife to 5m/.test(error.message), isExplained, error.message);
    assert.equal(model.calls.length, 0);
  });

for (const [maxCostUsd, isSent] of [
  [0.71, true],
  [0.65, false],
] as const)
  test(`a request that may be written to the cache is ${isSent ? '' : 'not '}sent for $${maxCostUsd}`, async () => {
    const model = recordingModel(() => ({ text: 'x' }), {
      price: { input: 20_000, cachedInput: 0, output: 0 },
    });
    const { door } = open(model, { settings: { maxCostUsd } });
    const tokens = door.countPrompt(marked.prompt);
    assert.ok(tokens * 0.02 < 0.65 && tokens * 0.025 > 0.65 && tokens * 0.025 < 0.71, String(tokens));
    const called = door.call(marked, {});
    if (isSent) assert.equal((await called).text, 'x');
    else assert.ok(isAppError(await failureOf(called), 'budget-exhausted'));
  });

test('a discarded reply is asked for again, and stays paid', async () => {
  const model = recordingModel((_, index) => ({ text: `reply ${index}`, usage: { input: 10, output: 5 } }));
  const { door, journal, run } = open(model);
  door.discard(await door.call(request, {}));
  assert.equal((await door.call(request, {})).text, 'reply 1');
  assert.equal(
    journal.calls(run.id).reduce((sum, { usage }) => sum + usage.inputTokens, 0),
    20,
  );
});

test('a reply out of the ledger can be discarded too', async () => {
  const model = recordingModel((_, index) => ({ text: `reply ${index}` }));
  const { door, journal } = open(model);
  await door.call(request, {});
  const { door: next } = open(model, { journal });
  next.discard(await next.call(request, {}));
  assert.equal((await next.call(request, {})).text, 'reply 1');
});

const usageRows: readonly (readonly [string, RecordedReply['usage'], readonly [number, number]])[] = [
  ['as reported', { input: 12, output: 7 }, [12, 7]],
  ['at its worst where nothing is reported', undefined, [40, 100]],
  ['at its worst where the report is negative', { input: -5, output: 7 }, [40, 100]],
  ['at its worst where the report is no number', { input: Number.NaN, output: 7 }, [40, 100]],
];
for (const [name, usage, [input, output]] of usageRows) {
  test(`the usage of a call counts ${name}`, async () => {
    const { door } = open(recordingModel(() => ({ text: 'x', ...(usage && { usage }) })));
    await door.call(request, {});
    const { inputTokens, outputTokens } = door.usage();
    if (name.includes('worst')) assert.ok(inputTokens > 12 && inputTokens <= input, String(inputTokens));
    else assert.equal(inputTokens, input);
    assert.equal(outputTokens, output);
  });
}

test('tools are part of what a request takes at most', async () => {
  const tools = [
    {
      type: 'function' as const,
      name: 'search',
      description: 'Finds. '.repeat(300),
      inputSchema: { type: 'object' as const },
    },
  ];
  const model = recordingModel(() => ({ text: 'x' }));
  const { door, journal, run } = open(model, { settings: { maxTokens: 500 } });
  assert.ok(isAppError(await failureOf(door.call({ ...request, tools }, {})), 'budget-exhausted'));
  assert.equal(model.calls.length, 0);
  assert.deepEqual(journal.calls(run.id), []);
  await door.call(request, {});
});

test('a request that is longer than the window is not sent', async () => {
  const model = recordingModel(() => ({ text: 'x' }), { maxInputTokens: 10 });
  assert.ok(isAppError(await failureOf(open(model).door.call(request, {})), 'context-overflow'));
  assert.equal(model.calls.length, 0);
});

test('nothing is sent to a remote model without consent, and nothing is written down', async () => {
  const model = recordingModel(() => ({ text: 'x' }), {
    location: { kind: 'remote', host: 'api.example.com' },
  });
  const { door, journal, run } = open(model);
  assert.ok(isAppError(await failureOf(door.call(request, {})), 'consent-required'));
  assert.equal(model.calls.length, 0);
  assert.deepEqual(journal.calls(run.id), []);
});

test('a pending call of a killed process counts with its worst case', async () => {
  const journal = new SqliteJournal(':memory:');
  const model = recordingModel(() => ({ text: 'x' }));
  const { run } = open(model, { journal });
  const usage = { inputTokens: 900, cachedInputTokens: 0, outputTokens: 0, costUsd: 0, reported: false };
  journal.reserveCall({ runId: run.id, requestHash: 'other', purpose: 'p', usage });
  journal.endRun(run.id, 'failed', '{}'); // a run whose process lives is not taken up
  const { door } = open(model, { journal, settings: { maxTokens: 1000 } });
  assert.ok(isAppError(await failureOf(door.call(request, {})), 'budget-exhausted'));
});

describe('failures', { concurrency: true }, () => {
  const retried: readonly (readonly [string, RecordedReply])[] = [
    ['a broken stream', { text: 'half', breakOff: new Error('reset') }],
    ['a stream that ends early', { text: 'half', endsEarly: true }],
    ['a stream that ends with an error', { finishReason: 'error' }],
    ['status 500', { refuse: statusError(500, true) }],
    ['status 429 with Retry-After', { refuse: statusError(429, true, { 'retry-after': '0.01' }) }],
    ['a server that is away', { refuse: new AppError('model-unavailable', 'away', { retryable: true }) }],
  ];
  for (const [name, reply] of retried) {
    test(`${name} is tried again`, async () => {
      const model = recordingModel((_, index) =>
        index < 1 ? reply : { text: 'whole', usage: { input: 1, output: 1 } },
      );
      const { door } = open(model);
      assert.equal((await door.call(request, {})).text, 'whole');
      assert.equal(model.calls.length, 2);
    });
  }

  const final: readonly (readonly [string, unknown, string])[] = [
    ['status 400', statusError(400, false), 'model-failed'],
    ['status 401', statusError(401, false), 'model-unavailable'],
    ['status 403', statusError(403, true), 'model-unavailable'],
    ['a prompt that was cut', new AppError('context-overflow', 'cut'), 'context-overflow'],
  ];
  for (const [name, refuse, code] of final) {
    test(`${name} is final: ${code}`, async () => {
      const model = recordingModel(() => ({ refuse }));
      assert.ok(isAppError(await failureOf(open(model).door.call(request, {})), code as 'model-failed'));
      assert.equal(model.calls.length, 1);
    });
  }

  test('after four attempts it is given up', async () => {
    const model = recordingModel(() => ({ refuse: statusError(500, true, { 'retry-after': '0.01' }) }));
    const error = await failureOf(open(model).door.call(request, {}));
    assert.match((error as Error).message, /Recording model failed \(HTTP 500\): status 500/);
    assert.equal(model.calls.length, 4);
  });

  const spentRows: readonly (readonly [string, RecordedReply, boolean])[] = [
    ['a refused request costs nothing', { refuse: statusError(400, false) }, false],
    [
      'a refusal in our own words costs nothing',
      { refuse: new AppError('model-failed', 'answered 400') },
      false,
    ],
    [
      'a reply that broke off counts at its worst',
      { text: 'half', breakOff: new AppError('model-failed', 'broke') },
      true,
    ],
  ];
  for (const [name, reply, isSpent] of spentRows) {
    test(name, async () => {
      const { door, journal, run } = open(recordingModel(() => reply));
      await failureOf(door.call(request, {}));
      const [call] = journal.calls(run.id);
      assert.equal(call?.state, 'failed');
      assert.equal((call?.usage.outputTokens ?? 0) > 0, isSpent);
    });
  }

  for (const hangs of ['call', 'stream'] as const) {
    test(`a model whose ${hangs} hangs and does not listen is left behind when cancelled`, async () => {
      const stop = new AbortController();
      const { door, journal, run } = open(recordingModel(() => ({ text: 'begun', hangs })));
      const failed = failureOf(door.call(request, { signal: stop.signal }));
      setTimeout(() => stop.abort(), 20);
      assert.ok(isAbort(await failed));
      assert.equal(journal.calls(run.id)[0]?.state, 'failed');
    });

    test(`a model whose ${hangs} hangs is given up after its time`, async () => {
      const model = recordingModel((_, index) =>
        index === 0 ? { text: 'begun', hangs } : { text: 'whole' },
      );
      const { door } = open(model, { settings: { callTimeoutSeconds: 0.05 } });
      assert.equal((await door.call(request, {})).text, 'whole');
    });
  }

  test('a stream that nobody reads to its end is closed', async () => {
    const model = recordingModel(() => ({ text: 'half', breakOff: new AppError('model-failed', 'broke') }));
    await failureOf(open(model).door.call(request, {}));
    // An `error` part does not close a stream by itself.
    assert.equal(model.cancelled(), 1);
  });

  test('text of an attempt that broke off is taken back before the next one speaks', async () => {
    const heard: string[] = [];
    const model = recordingModel((_, index) =>
      index === 0 ? { text: 'half', breakOff: new Error('reset') } : { text: 'whole' },
    );
    await open(model).door.call(request, {
      onText: (delta) => heard.push(delta),
      onRestart: () => heard.splice(0),
    });
    assert.equal(heard.join(''), 'whole');
  });

  test('an aborted signal sends nothing', async () => {
    const model = recordingModel(() => ({ text: 'x' }));
    assert.ok(isAbort(await failureOf(open(model).door.call(request, { signal: AbortSignal.abort() }))));
    assert.equal(model.calls.length, 0);
  });

  const key = 'sk-proj-Qz8vN2mK5xR7tY1wB4cD6fG9hJ3lP0sA8uE2iO5n';
  const messageRows: readonly (readonly [string, unknown, RegExp])[] = [
    ['an object of the server', { message: 'out of luck' }, /out of luck/],
    ['an object inside an object', { error: { message: 'out of luck' } }, /out of luck/],
    [
      'an error with a cause',
      new Error('fetch failed', { cause: new Error('ECONNRESET') }),
      /fetch failed \(ECONNRESET\)/,
    ],
    [
      'a report of validation',
      Object.assign(new Error('Type validation failed: Value: {"secret":1}'), {
        name: 'AI_TypeValidationError',
      }),
      /the reply cannot be read/,
    ],
    ['a text with line ends', new Error('first\nsecond'), /first second/],
    ['a message with a key', new Error(`Incorrect API key: ${key}`), /Incorrect API key: \[REDACTED/],
    [
      'an AppError with a key',
      new AppError('model-failed', `Incorrect API key: ${key}`),
      /Incorrect API key: \[REDACTED/,
    ],
  ];
  for (const [name, breakOff, expected] of messageRows) {
    test(`the message of a failure out of ${name}`, async () => {
      const { door } = open(
        recordingModel((_, index) => (index < 4 ? { breakOff } : {})),
        { settings: { maxMinutes: 0.001 } },
      );
      const { message } = (await failureOf(door.call(request, {}))) as Error;
      assert.match(message, expected);
      assert.doesNotMatch(message, /\n|\[object|"secret"|Qz8vN2/);
    });
  }
});

const longRequest: ModelRequest = {
  ...request,
  prompt: [{ role: 'user', content: [{ type: 'text', text: 'const a = 1;\n'.repeat(1000) }] }],
};

test('what a provider reports for a long request calibrates its model, and the next run counts by it', async () => {
  const reported = 7800;
  const model = {
    ...recordingModel(() => ({ text: 'fine', usage: { input: reported, output: 3 } })),
    tokenizer: 'anthropic' as const,
  };
  const { door, journal, run } = open(model);
  const before = door.countPrompt(longRequest.prompt);
  await door.call(longRequest, {});
  journal.endRun(run.id, 'finished', '{}');
  const after = open(model, { journal, key: 'next' }).door.countPrompt(longRequest.prompt);
  assert.ok(before > after && after > reported, `${before} ${after}`);
  assert.equal(journal.usageSamples(model.id).length, 1);
});

test('a short request, an unreported usage and a reply out of the ledger calibrate nothing', async () => {
  const replies: RecordedReply[] = [
    { text: 'a', usage: { input: 20, output: 3 } },
    { text: 'b' },
    { text: 'c', usage: { input: 6000, output: 3 } },
  ];
  const model = recordingModel(() => replies.shift() ?? assert.fail('one call too many'));
  const { door, journal, run } = open(model);
  await door.call(request, {});
  await door.call({ ...longRequest, maxOutputTokens: 99 }, {});
  await door.call(longRequest, {});
  await door.call(longRequest, {});
  journal.endRun(run.id, 'finished', '{}');
  assert.deepEqual(
    journal.usageSamples(model.id).map(({ reportedTokens }) => reportedTokens),
    [6000],
  );
});

for (const [size, sampled] of [
  ['small', [7800 - 280]],
  ['large', []],
] as const)
  test(`${size} pictures beside a long text ${sampled.length > 0 ? 'are taken off what is reported' : 'calibrate nothing'}`, async () => {
    const reported = 7800;
    const model = recordingModel(() => ({ text: 'fine', usage: { input: reported, output: 3 } }), {
      id: 'anthropic:claude-opus-5-5',
    });
    const { door, journal, run } = open(model);
    // The beginning of a PNG of 280 × 784 or 1400 × 784 pixels: 280 or 1400 tokens.
    const png = new Uint8Array(40);
    png.set(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    new DataView(png.buffer).setUint32(16, size === 'small' ? 280 : 1400);
    new DataView(png.buffer).setUint32(20, 784);
    const file = { type: 'file', mediaType: 'image/png', data: { type: 'data', data: png } } as const;
    const [message] = longRequest.prompt;
    assert.ok(message?.role === 'user');
    await door.call({ ...longRequest, prompt: [{ ...message, content: [...message.content, file] }] }, {});
    journal.endRun(run.id, 'finished', '{}');
    assert.deepEqual(
      journal.usageSamples(model.id).map(({ reportedTokens }) => reportedTokens),
      sampled,
    );
  });

for (const [status, prompt, expected] of [
  [400, 'picture', /HTTP 400\): status 400 \(It was sent a picture; .*--images off/],
  [400, 'text', /HTTP 400\): status 400$/],
  [404, 'picture', /HTTP 404\): status 404$/],
] as const)
  test(`a request with a ${prompt} that is refused with ${status} says what may help`, async () => {
    const { door } = open(recordingModel(() => ({ refuse: statusError(status, false) })));
    const file = {
      type: 'file',
      mediaType: 'image/png',
      data: { type: 'data', data: Uint8Array.of(1) },
    } as const;
    const content = prompt === 'picture' ? [file] : [{ type: 'text', text: 'What?' } as const];
    const error = await failureOf(door.call({ ...request, prompt: [{ role: 'user', content }] }, {}));
    assert.match((error as Error).message, expected);
  });
