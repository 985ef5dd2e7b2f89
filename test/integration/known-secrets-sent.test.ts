import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeFile } from '../../src/core/analysis/analyze-file.ts';
import { createEngine } from '../../src/core/engine.ts';
import type { EnginePorts } from '../../src/core/engine-ports.ts';
import { defaultSettings } from '../../src/core/settings/settings-table.ts';
import { openHostedModel } from '../../src/node/models/open-hosted-model.ts';
import { SqliteIndexStore } from '../../src/node/sqlite-index-store.ts';
import { SqliteJournal } from '../../src/node/sqlite-journal.ts';
import { fakeGit } from '../support/fake-git.ts';
import { hostedProvider } from '../support/hosted-provider.ts';
import { MemoryFileSystem } from '../support/memory-file-system.ts';
import { recognizedRows } from '../support/recognized-rows.ts';
import { parsers } from '../support/repository-of.ts';

const password = ['Zq31', 'rootPw'].join('');
const tree = {
  'compose.yaml': `services:\n  db:\n    environment:\n      MYSQL_ROOT_PASSWORD: ${password}\n`,
  'app.ts': 'export const connect = () => 1;\n',
};
const placeholder = /\[REDACTED password [0-9a-f]{2}\]/g;
/** Only its beginning is looked at: what it shows is what `ocr` says. */
const picture = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
);

/** An engine whose model answers everything with `text`, and what was sent to it. */
function open(text: string) {
  const { fetch, bodies } = hostedProvider(() => ({ text }));
  const keys = { environment: { ANTHROPIC_API_KEY: 'k' } };
  const ports: EnginePorts = {
    fileSystem: new MemoryFileSystem(tree),
    git: fakeGit(),
    analyze: (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 }),
    index: new SqliteIndexStore(':memory:'),
    journal: new SqliteJournal(':memory:', () => 0),
    models: {
      resolve: () => openHostedModel({ provider: 'anthropic', model: 'claude-haiku-5-5', keys, fetch }),
      list: async () => [],
    },
    ocr: { recognize: async () => recognizedRows([`Welcome root ${password} ok`]) },
    now: () => 0,
  };
  const settings = { model: 'anthropic:claude-haiku-5-5', allowedHosts: ['api.anthropic.com'] };
  return { engine: createEngine(ports, { ...defaultSettings, ...settings }), bodies };
}

test('a question, and the text in its pictures, are sent without what a file tells to be secret', async () => {
  const { engine, bodies } = open('It is so.');
  const images = [{ name: 'shot.png', mediaType: 'image/png', bytes: picture }] as const;
  await engine.ask({ text: `Why is ${password} refused by connect?`, images, useModel: true });
  const sent = JSON.stringify(bodies);
  assert.ok(bodies.length > 0);
  assert.equal(sent.includes(password), false);
  assert.match(sent, /Why is \[REDACTED password [0-9a-f]{2}\] refused/);
  assert.match(sent, /Welcome root \[REDACTED password [0-9a-f]{2}\] ok/);
});

test('a request, and what is attached to it, are sent without what a file tells to be secret', async () => {
  const { engine, bodies } = open('No plan.');
  const bytes = new TextEncoder().encode(`Log in with ${password} first.\n`);
  await engine
    .plan({
      request: `Connect with ${password}.`,
      attachments: [{ name: 'notes.txt', bytes }],
      useModel: true,
    })
    .catch(() => undefined);
  const sent = JSON.stringify(bodies);
  assert.equal(sent.includes(password), false);
  assert.match(sent, /Connect with \[REDACTED password/);
  assert.match(sent, /Log in with \[REDACTED password/);
  assert.ok((sent.match(placeholder)?.length ?? 0) > 2);
});
