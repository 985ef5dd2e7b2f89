import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryWords, splitWords } from '../../../../src/core/search/split-words.ts';

function check(text: string, expected: string): void {
  test(`words of ${JSON.stringify(text)}`, () => assert.equal(splitWords(text).join(' '), expected));
}

check('', '');
check('parseHTTPBody', 'parsehttpbody parse http body');
check('snake_case_name', 'snakecasename snake case name');
check('SCREAMING_CASE', 'screamingcase screaming case');
check('kebab-case', 'kebab case');
check('word', 'word');
check('XMLHttpRequest2', 'xmlhttprequest2 xml http request');
check('utf8Decode', 'utf8decode utf decode');
check('$scope.__proto__', 'scope proto');
check('a.b(c)', '');
check('größeÄndern', 'größeändern größe ändern');
check('変数名', '変数名');
check('src/core/path-text.ts', 'src core path text ts');
check('f('.repeat(3), '');
check('x'.repeat(81), '');

test('a question keeps each word once, without those that name nothing', () => {
  assert.deepEqual(queryWords('How does the parser parse the body? Where is parseBody'), [
    'parser',
    'parse',
    'body',
    'parsebody',
  ]);
});
test('a question keeps at most so many words', () => {
  assert.deepEqual(queryWords('alpha beta gamma', 2), ['alpha', 'beta']);
});
test('a question of stop words alone is empty', () =>
  assert.deepEqual(queryWords('what is this and why'), []));
