import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { get_encoding } from 'tiktoken';
import { type ModelServer, startModelServer } from '../../support/model-server/start-model-server.ts';
import type { CountingOptions } from '../../support/model-server/token-count-endpoints.ts';
import { longview, newFolder } from '../run-cli.ts';
import { repositoryWith, sample } from '../sample-repository.ts';

const o200k = get_encoding('o200k_base');

/** A server on this machine that runs its model itself and counts by o200k_base, times a ratio. */
const startCounter = (counting: CountingOptions, owner = 'vllm') =>
  startModelServer({ respond: () => ({ text: '' }), owner, counting });
const counts = ({ hits }: ModelServer) => hits.filter(({ path }) => path === '/tokenize').length;

/** Enough that a small budget has to choose. */
const repository = () =>
  repositoryWith({
    ...sample,
    ...Object.fromEntries(
      Array.from({ length: 30 }, (_, file) => [
        `lib/part-${file}.ts`,
        `export function part${file}(left: number) {\n${`  left += ${file};\n`.repeat(4 + file)}  return left;\n}\n`,
      ]),
    ),
  });

async function pack(folder: string, server: ModelServer, flags: readonly string[], env = {}) {
  const model = ['--model', 'compatible:test-model', '--base-url', server.openAiBaseUrl];
  const ran = await longview(['pack', folder, ...model, '--budget', '3k', ...flags], { env });
  assert.equal(ran.code, 0, ran.stderr);
  return ran;
}

test('a server on this machine counts the pack, which fills its budget; what it counted is not sent again', async () => {
  const folder = await repository();
  await using server = await startCounter({ ratio: 1.2 });
  const out = newFolder();
  const files = ['--out', join(out, 'p.xml'), '--stats', join(out, 's.json'), '--map', join(out, 'm.html')];
  const { stderr } = await pack(folder, server, files);
  const text = readFileSync(join(out, 'p.xml'), 'utf8');
  const stats = JSON.parse(readFileSync(join(out, 's.json'), 'utf8'));
  assert.equal(stats.tokenCount, Math.round(o200k.encode_ordinary(text).length * 1.2));
  assert.ok(stats.tokenCount <= 3000 && stats.tokenCount > 2900, `${stats.tokenCount}`);
  assert.deepEqual([stats.counting.source, stats.counting.exact], ['provider', true]);
  assert.ok(stats.counting.factor > 1.19 && stats.counting.factor < 1.21);
  assert.match(stderr, /^\d+ of 3000 tokens \(counted by the provider\); /m);
  assert.match(readFileSync(join(out, 'm.html'), 'utf8'), /"counted":"counted by the provider"/);
  const times = counts(server);
  assert.ok(times > 1 && times <= 3);
  await pack(folder, server, ['--dry-run', '--stats', join(out, 'again.json')]);
  const again = JSON.parse(readFileSync(join(out, 'again.json'), 'utf8'));
  assert.deepEqual([again.tokenCount, again.counting], [stats.tokenCount, stats.counting]);
  assert.equal((await pack(folder, server, [])).stdout, text);
  assert.equal(counts(server), times);
});

test('a counter that fails is told of, and the pack is estimated', async () => {
  const folder = await repository();
  await using server = await startCounter({ status: 503 });
  const { stdout, stderr } = await pack(folder, server, ['--dry-run', '--json']);
  const { counting, warnings, tokenCount } = JSON.parse(stdout);
  assert.deepEqual([counting.source, counting.exact, counting.factor], ['estimate', false, 1.35]);
  assert.ok(tokenCount <= 3000);
  assert.match(stderr, /^\d+ of 3000 tokens \(estimated\); /m);
  assert.match(warnings.join('\n'), /test-model did not count the text \(.*HTTP 503\.?\)/);
});

test('a server that does not answer is told of, and the pack is estimated', async () => {
  const folder = await repository();
  const server = await startCounter({});
  await server.close();
  const { stderr } = await pack(folder, server, ['--dry-run']);
  assert.match(stderr, /^\d+ of 3000 tokens \(estimated\); /m);
  assert.match(stderr, /^compatible:test-model was not asked to count .*cannot be reached/m);
});

test('a server that may hand texts on is sent none', async () => {
  const folder = await repository();
  await using server = await startCounter({}, 'somebody');
  const { stderr } = await pack(folder, server, ['--dry-run']);
  assert.match(stderr, /^\d+ of 3000 tokens \(estimated\); /m);
  assert.equal(counts(server), 0);
});

test("with the network off by the repository's own settings nothing is asked", async () => {
  const folder = await repositoryWith({ ...sample, '.longview.json': '{ "network": "off" }' });
  await using server = await startCounter({});
  const { stderr } = await pack(folder, server, ['--dry-run']);
  assert.match(stderr, /\(estimated\); /);
  assert.equal(server.connections, 0);
});

test('without consent for its host no hosted counter is asked, whatever key there is', async () => {
  const folder = await repository();
  await using server = await startCounter({});
  const flags = ['--model', 'anthropic:claude-opus-5-5', '--dry-run'];
  const { stderr } = await pack(folder, server, flags, { ANTHROPIC_API_KEY: 'test-key' });
  assert.match(stderr, /^\d+ of 3000 tokens \(estimated\); /m);
  assert.doesNotMatch(stderr, /did not count|was not asked/);
  assert.equal(server.connections, 0);
});
