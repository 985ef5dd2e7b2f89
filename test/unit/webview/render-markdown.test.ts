import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderMarkdown } from '../../../src/webview/render-markdown.ts';

const citations = [{ text: 'src/a.ts:1' }, { text: 'src/a.ts:12-20' }, { text: 'pkg/__init__.py:3' }];

const link = (index: number, text = citations[index]?.text) =>
  `<button type="button" class="citation" data-citation="${index}">${text}</button>`;

function check(markdown: string, expected: string): void {
  assert.equal(renderMarkdown(markdown, citations).trim(), expected);
}

describe('renderMarkdown', () => {
  it('links citations in text', () => check('At src/a.ts:12-20.', `<p>At ${link(1)}.</p>`));

  it('links citations in inline code', () => check('`x src/a.ts:1`', `<p><code>x ${link(0)}</code></p>`));

  it('links a citation behind a character that Markdown takes as text', () =>
    check('see—src/a.ts:1—here', `<p>see—${link(0)}—here</p>`));

  it('does not take underscores in a citation for emphasis', () =>
    check('In pkg/__init__.py:3, and __bold__', `<p>In ${link(2)}, and <strong>bold</strong></p>`));

  it('links citations in emphasis, brackets and tables', () => {
    check('**src/a.ts:1**', `<p><strong>${link(0)}</strong></p>`);
    check('[src/a.ts:1]', `<p>[${link(0)}]</p>`);
    assert.match(renderMarkdown('| a |\n|---|\n| src/a.ts:1 |', citations), /<td><button/);
  });

  it('leaves code blocks as they are', () =>
    check('```\nsrc/a.ts:1\n```', '<pre><code>src/a.ts:1\n</code></pre>'));

  it('makes a Markdown link to a citation one button', () =>
    check('[the `src/a.ts:1` label](src/a.ts:1)', `<p>${link(0, 'the <code>src/a.ts:1</code> label')}</p>`));

  it('does not follow links that lead elsewhere', () => {
    check(
      '[x](https://evil.example/?a=1)',
      '<p><span class="dead-link" title="https://evil.example/?a=1">x</span></p>',
    );
    check('<https://evil.example>', '<p>&lt;https://evil.example&gt;</p>');
    check('https://evil.example', '<p>https://evil.example</p>');
  });

  it('loads no pictures', () =>
    assert.doesNotMatch(renderMarkdown('![x](https://evil.example/x.png)'), /<img/));

  it('shows HTML as text', () =>
    check(
      '<img src=x onerror=alert(1)> <script>x</script>',
      '<p>&lt;img src=x onerror=alert(1)&gt; &lt;script&gt;x&lt;/script&gt;</p>',
    ));

  it('shows no attribute that a link or a citation could break out of', () => {
    assert.doesNotMatch(renderMarkdown('[x](<a" onclick="b>)'), /" onclick/);
    assert.doesNotMatch(renderMarkdown('a"><b>:1', [{ text: 'a"><b>:1' }]), /<b>/);
  });

  it('copes with Markdown that is cut off while it streams', () => {
    for (const cut of ['**bold', '```ts\nconst a', '| a | b', '[x](src/a', '`src/a.ts:1'])
      assert.notEqual(renderMarkdown(cut, citations), '');
  });
});
