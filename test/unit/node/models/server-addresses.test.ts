import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compatibleAddress, ollamaAddress } from '../../../../src/node/models/server-addresses.ts';

function check(ollamaHost: string | undefined, expected: string): void {
  test(`OLLAMA_HOST '${ollamaHost ?? ''}' is ${expected}`, () =>
    assert.equal(ollamaAddress('', ollamaHost), expected));
}

check(undefined, 'http://127.0.0.1:11434');
check('', 'http://127.0.0.1:11434');
check('0.0.0.0', 'http://127.0.0.1:11434');
check('0.0.0.0:9999', 'http://127.0.0.1:9999');
check(':9999', 'http://127.0.0.1:9999');
check('[::]:9999', 'http://[::1]:9999');
check('[::1]', 'http://[::1]:11434');
check('box.lan', 'http://box.lan:11434');
check('box.lan:80', 'http://box.lan');
check('https://ollama.example.com', 'https://ollama.example.com');
check('http://127.0.0.1:11434/', 'http://127.0.0.1:11434');

test("baseUrl stands in front of OLLAMA_HOST and may carry Ollama's own paths", () => {
  assert.equal(ollamaAddress('http://127.0.0.1:5000/v1/', 'box.lan'), 'http://127.0.0.1:5000');
  assert.equal(
    ollamaAddress('https://proxy.example.com/ollama', undefined),
    'https://proxy.example.com/ollama',
  );
});

test('a compatible address without a path gets /v1', () => {
  assert.equal(compatibleAddress('http://127.0.0.1:8080'), 'http://127.0.0.1:8080/v1');
  assert.equal(compatibleAddress('http://127.0.0.1:8080/v1/'), 'http://127.0.0.1:8080/v1');
  assert.equal(
    compatibleAddress('https://gateway.example.com/openai/v2'),
    'https://gateway.example.com/openai/v2',
  );
});

for (const baseUrl of [
  'http://me:sk-secret@127.0.0.1/v1',
  'http://127.0.0.1/v1?key=sk-secret',
  'sk-secret',
]) {
  test(`an address with a key in it is refused without being repeated: ${baseUrl}`, () => {
    for (const read of [compatibleAddress, (url: string) => ollamaAddress(url, undefined)]) {
      assert.throws(
        () => read(baseUrl),
        (error: Error & { code?: string }) => error.code === 'configuration' && !/secret/.test(error.message),
      );
    }
  });
}
