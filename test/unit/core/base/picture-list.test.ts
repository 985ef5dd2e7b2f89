import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPictureList, pictureListOf, readPictureList } from '../../../../src/core/base/picture-list.ts';

test('a list names pictures and videos, each once, as they were written', () => {
  const names = ['001-demo.mp4', '002-tour.webm', '003-clip.mov', '004-login.png'];
  const list = pictureListOf([...names, '001-demo.mp4']);
  assert.equal(isPictureList(list), true);
  assert.deepEqual(readPictureList(list), names);
});

test('whatever a list says, no name leads out of its folder or to what is no attachment', () => {
  const hostile = ['../001-a.png', '001-a/../../b.mp4', '001-a\\b.mov', '001-a.sh', 'a.mp4', '001-a.mp4.exe'];
  assert.deepEqual(readPictureList(hostile.join('\n')), []);
});
