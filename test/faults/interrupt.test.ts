import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { startModelServer } from '../support/model-server/start-model-server.ts';
import { nonceRepository, temporaryRepository } from '../support/nonce-repository.ts';
import { ensureBuilt, markedPlaces, ollamaFlags, reportOf, runCli } from '../support/nonce-repository-cli.ts';
import { hashOfRequest, models, respond } from '../support/review-responder.ts';
import { repliesInJournal } from './read-journal.ts';

before(ensureBuilt);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} during a review exits 130 and keeps what was found; the next one goes on from there`, async () => {
    const { files, places } = nonceRepository({ folders: 10, marked: 10 });
    using repository = temporaryRepository(files);
    let child: ChildProcess | undefined;
    let told = 0;
    await using server = await startModelServer({
      models,
      // The eighth request is never answered: the process waits for it when the signal comes.
      respond: async (request) => {
        if (++told === 8) {
          child?.kill(signal);
          await delay(30_000, undefined, { ref: false });
        }
        return respond(request);
      },
    });
    const flags = ['review', '--json', ...ollamaFlags(server.url)];
    const done = await runCli(repository, flags, {
      onStart: (started) => {
        child = started;
      },
    });
    assert.equal(done.code, 130);
    const report = reportOf(done);
    assert.equal(report.end, 'cancelled');
    const found = markedPlaces(report);
    assert.ok(found.length > 0);
    assert.ok(found.every((place) => places.includes(place)));
    const known = repliesInJournal(repository.home);
    assert.ok(known.size > 0);
    const sent = server.requests.length;
    const rest = reportOf(await runCli(repository, flags));
    assert.equal(rest.end, 'complete');
    assert.deepEqual(markedPlaces(rest), [...places].sort());
    const again = server.requests
      .slice(sent)
      .map(hashOfRequest)
      .filter((hash) => known.has(hash));
    assert.deepEqual(again, []);
  });
}

for (const verb of ['ask', 'plan'] as const) {
  test(`SIGINT during '${verb}' exits 130 without an answer`, async () => {
    using repository = temporaryRepository({ 'a.ts': 'export const a = 1;\n' });
    let child: ChildProcess | undefined;
    await using server = await startModelServer({
      models,
      respond: async () => {
        child?.kill('SIGINT');
        await delay(30_000, undefined, { ref: false });
        return { text: 'too late' };
      },
    });
    const wish = verb === 'ask' ? ['--question', 'What is a?'] : ['--request', 'change a'];
    const done = await runCli(repository, [verb, ...wish, ...ollamaFlags(server.url)], {
      onStart: (started) => {
        child = started;
      },
    });
    assert.equal(done.code, 130);
    assert.equal(done.stdout, '');
    assert.match(done.stderr, /Cancelled\.\n$/);
  });
}
