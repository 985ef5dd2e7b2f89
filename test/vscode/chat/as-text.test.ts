import assert from 'node:assert/strict';
import { asText } from '../../../src/vscode/chat/as-text.ts';

describe('text in Markdown', () => {
  it('cannot become a link, an image, HTML or emphasis', () =>
    assert.equal(asText('![a](b) <c> *d* `e`'), '\\!\\[a\\]\\(b\\) \\<c\\> \\*d\\* \\`e\\`'));

  it('stays on one line, so that it can be a list item', () => assert.equal(asText('a\n\n# b'), 'a \\# b'));

  it('keeps its spaces breakable', () => assert.equal(asText('a b'), 'a b'));
});
