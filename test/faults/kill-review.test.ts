import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { ModelServerEvent } from '../support/model-server/recorded-request.ts';
import { startModelServer } from '../support/model-server/start-model-server.ts';
import { nonceRepository, temporaryRepository } from '../support/nonce-repository.ts';
import {
  type CliResult,
  ensureBuilt,
  markedPlaces,
  ollamaFlags,
  reportOf,
  runCli,
} from '../support/nonce-repository-cli.ts';
import { randomFrom } from '../support/random-from.ts';
import { hashOfRequest, models, respond } from '../support/review-responder.ts';
import {
  callsInJournal,
  findingsInJournal,
  findingsOfLastReport,
  repliesInJournal,
  runStatesInJournal,
} from './read-journal.ts';

before(ensureBuilt);

/** A server whose events a process can be killed after. */
async function startWatchedServer() {
  let onEvent: (event: ModelServerEvent) => void = () => undefined;
  const server = await startModelServer({
    models,
    respond,
    latencyMs: 15,
    observe: (event) => onEvent(event),
  });
  return {
    server,
    watch: (watcher: (event: ModelServerEvent) => void) => {
      onEvent = watcher;
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}

type WatchedServer = Awaited<ReturnType<typeof startWatchedServer>>;

/**
 * Runs a review that is killed `waitMs` after the `events`-th thing that the server sees of it (a request that arrives,
 * a reply whose last byte is out); with 0 events, `waitMs` after its start. Returns what it came to, and what it was killed by, if it was.
 */
async function killedReview(
  repository: ReturnType<typeof temporaryRepository>,
  { server, watch }: WatchedServer,
  {
    events,
    waitMs,
    flags,
  }: { readonly events: number; readonly waitMs: number; readonly flags: readonly string[] },
): Promise<{ readonly done: CliResult; readonly signal: NodeJS.Signals | null | undefined }> {
  let child: ChildProcess | undefined;
  let seen = 0;
  const kill = () => delay(waitMs).then(() => child?.kill('SIGKILL'));
  watch(() => {
    if (++seen === events) void kill();
  });
  const running = runCli(repository, ['review', '--json', ...ollamaFlags(server.url), ...flags], {
    onStart: (started) => {
      child = started;
      if (events === 0) void kill();
    },
  });
  const done = await running;
  watch(() => undefined);
  await server.settled();
  return { done, signal: child?.signalCode };
}

const tokensOf = (
  calls: readonly { readonly usage: { readonly inputTokens: number; readonly outputTokens: number } }[],
) => calls.reduce((sum, { usage }) => sum + usage.inputTokens + usage.outputTokens, 0);

test('a review killed at 20 random moments and resumed finds what an uninterrupted one finds, and pays nothing twice', async (t) => {
  const kills = 20;
  const maxTokens = 1_500_000;
  const { files, places } = nonceRepository({ folders: 36, marked: 24 });
  const flags = ['--max-tokens', String(maxTokens), '--all'];

  using untouched = temporaryRepository(files);
  await using calm = await startWatchedServer();
  const reference = reportOf(
    await runCli(untouched, ['review', '--json', ...ollamaFlags(calm.server.url), ...flags]),
  );
  assert.equal(reference.end, 'complete');
  assert.deepEqual(markedPlaces(reference), [...places].sort());
  const wanted = new Set(reference.findings.map((finding) => `${finding.fingerprint} ${finding.level}`));
  assert.ok(calm.server.requests.length >= 30 && wanted.size >= 10);

  using repository = temporaryRepository(files);
  await using watched = await startWatchedServer();
  const { server } = watched;
  const random = randomFrom(20_260_107);
  const sentAgain: string[] = [];
  const found = new Set<string>();
  let known = repliesInJournal(repository.home);
  let checkedTo = 0;
  /** What arrived since the last look, against what was complete on disk before that process began. */
  const check = () => {
    for (const request of server.requests.slice(checkedTo)) {
      const hash = hashOfRequest(request);
      if (known.has(hash)) sentAgain.push(hash);
    }
    checkedTo = server.requests.length;
    for (const hash of known)
      assert.ok(repliesInJournal(repository.home).has(hash), 'the ledger forgot a reply');
    known = repliesInJournal(repository.home);
    for (const fingerprint of findingsInJournal(repository.home)) found.add(fingerprint);
  };
  for (let round = 0; round < kills; round++) {
    const events = round % 7 === 3 ? 0 : 1 + Math.floor(random() * 10);
    const waitMs = events === 0 ? 50 + random() * 300 : random() * 50;
    const { signal } = await killedReview(repository, watched, { events, waitMs, flags });
    assert.equal(signal, 'SIGKILL', `round ${round} ended before it was killed`);
    check();
  }
  const interrupted = callsInJournal(repository.home).filter((call) => call.state === 'pending').length;
  const beforeLast = known.size;
  const last = reportOf(await runCli(repository, ['review', '--json', ...ollamaFlags(server.url), ...flags]));
  check();

  assert.equal(last.end, 'complete');
  assert.deepEqual(
    new Set(last.findings.map((finding) => `${finding.fingerprint} ${finding.level}`)),
    wanted,
  );
  assert.deepEqual([...found].sort(), last.findings.map((finding) => finding.fingerprint).sort());
  assert.deepEqual(sentAgain, []);
  assert.equal(known.size, calm.server.requests.length);

  // The ledger never counts less than the server, and never more than was allowed.
  const paid = server.totalPromptTokens + server.totalCompletionTokens;
  const counted = tokensOf(callsInJournal(repository.home));
  assert.ok(paid <= counted, `${paid} paid, ${counted} counted`);
  assert.ok(counted <= maxTokens);

  // What the server completed and a killed process could not write down any more was asked for once more: the race.
  const completed = server.requests.filter((request) => request.completed).map(hashOfRequest);
  const races = completed.length - new Set(completed).size;
  assert.ok(races <= interrupted);
  t.diagnostic(
    `${kills} kills; ${calm.server.requests.length} calls and ${wanted.size} findings uninterrupted; ` +
      `${server.requests.length} requests over ${kills + 1} processes, ${beforeLast} replies on disk before the last; ` +
      `0 of ${known.size} recorded replies sent again, ${interrupted} calls cut, ${races} of them completed by the server unseen; ` +
      `${calm.server.totalPromptTokens + calm.server.totalCompletionTokens} tokens uninterrupted, ${paid} paid, ${counted} counted, ${maxTokens} allowed`,
  );
});

test('a tight budget holds over all killed processes together', async () => {
  const maxTokens = 60_000;
  const { files } = nonceRepository({ folders: 16, marked: 16 });
  using repository = temporaryRepository(files);
  await using watched = await startWatchedServer();
  const { server } = watched;
  const random = randomFrom(42);
  const flags = ['--max-tokens', String(maxTokens)];
  let kills = 0;
  // Each kill leaves calls behind that count at their worst, until a process writes down that the budget is used up. The
  // next review would be another run, of what this one left: a kill that comes too late to cut it off ends the test, too.
  while (runStatesInJournal(repository.home).at(-1) !== 'stopped' && kills < 20) {
    const moment = { events: 2 + Math.floor(random() * 3), waitMs: random() * 20, flags };
    const { signal } = await killedReview(repository, watched, moment);
    if (signal === 'SIGKILL') kills++;
  }
  assert.ok(kills >= 2);
  assert.deepEqual(runStatesInJournal(repository.home), ['stopped']);
  assert.ok(server.totalPromptTokens + server.totalCompletionTokens <= maxTokens);
  assert.ok(tokensOf(callsInJournal(repository.home)) <= maxTokens);
  const reported = findingsOfLastReport(repository.home);
  assert.ok(reported.size > 0);
  assert.deepEqual([...reported].sort(), [...findingsInJournal(repository.home)].sort());
});
