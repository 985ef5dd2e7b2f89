import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { jsonLines, postJson } from './post-json.ts';

const main = fileURLToPath(new URL('../../../support/model-server/main.ts', import.meta.url));

async function run(args: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout!), 'line');
  return { child, url: JSON.parse(String(line)).url };
}

test('the command line server answers, records, and stops when told to', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'model-server-'));
  const file = join(directory, 'requests.ndjson');
  const { child, url } = await run(['--record', file, '--model', 'm']);
  try {
    const messages = [{ role: 'user', content: 'what is this?' }];
    const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] };
    const format = { response_format: { type: 'json_schema', json_schema: { name: 'x', schema } } };
    const chat = `${url}/v1/chat/completions`;
    const plain = await (await postJson(chat, { model: 'm', messages })).json();
    assert.match(plain.choices[0].message.content, /1 messages with 13 characters and 0 images/);
    const json = await (await postJson(chat, { model: 'm', messages, ...format })).json();
    assert.deepEqual(JSON.parse(json.choices[0].message.content), { ok: false });
  } finally {
    child.kill('SIGTERM');
  }
  assert.deepEqual(await once(child, 'exit'), [0, null]);
  const lines = jsonLines(readFileSync(file, 'utf8'));
  rmSync(directory, { recursive: true });
  assert.deepEqual(
    lines.map((line) => [line.event, line.index]),
    [
      ['received', 0],
      ['completed', 0],
      ['received', 1],
      ['completed', 1],
    ],
  );
  assert.equal(lines[0].messages[0].text, 'what is this?');
  assert.equal(lines[1].completed, true);
});

test('a responder module brings its own models and its own answers', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'model-server-'));
  const responder = join(directory, 'responder.ts');
  writeFileSync(
    responder,
    `export const models = [{ name: 'mine' }];
     export const respond = (request: { model: string }) => ({ text: 'I am ' + request.model });`,
  );
  const { child, url } = await run(['--responder', responder]);
  try {
    const body = { model: 'mine', stream: false, messages: [{ role: 'user', content: 'hi' }] };
    const reply = await (await postJson(`${url}/api/chat`, body)).json();
    assert.equal(reply.message.content, 'I am mine');
    assert.equal((await postJson(`${url}/api/chat`, { ...body, model: 'other' })).status, 404);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(directory, { recursive: true });
  }
  assert.equal(existsSync(directory), false);
});
