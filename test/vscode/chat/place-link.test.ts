import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showPlaceLink } from '../../../src/vscode/chat/to-location.ts';

function shown(path: string): string {
  let text = '';
  const stream = {
    anchor: (value: vscode.Location) => {
      const name = value.uri.path.split('/').at(-1);
      text += `[${name}:${value.range.start.line + 1}]`;
    },
    markdown: (value: string) => {
      text += value;
    },
  };
  const place = { path, startLine: 24, endLine: 30 };
  showPlaceLink(stream as unknown as vscode.ChatResponseStream, vscode.Uri.file('/shop'), place);
  return text;
}

describe('a place in the chat', () => {
  it('says in which folder its file is, of which the chat shows the name', () => {
    assert.equal(shown('src/router.ts'), '[router.ts:24] in src');
    assert.equal(shown('src/a_b/router.ts'), '[router.ts:24] in src/a\\_b');
  });

  it('says nothing more of a file of the root', () => assert.equal(shown('router.ts'), '[router.ts:24]'));
});
