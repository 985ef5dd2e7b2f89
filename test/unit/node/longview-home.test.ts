import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { after, test } from 'node:test';
import { longviewHome } from '../../../src/node/longview-home.ts';

const skip = process.platform === 'win32';
const { HOME } = process.env;
after(() => {
  if (HOME === undefined) delete process.env['HOME'];
  else process.env['HOME'] = HOME;
});

function check(name: string, environment: NodeJS.ProcessEnv, start: string): void {
  test(name, { skip }, () => {
    process.env['HOME'] = environment['HOME'];
    assert.ok(longviewHome(environment).startsWith(start), longviewHome(environment));
  });
}

check('LONGVIEW_HOME is the folder itself', { HOME: '/h', LONGVIEW_HOME: '/l' }, '/l');
check('empty variables are none', { HOME: '/h', LONGVIEW_HOME: '', XDG_DATA_HOME: '' }, '/h/');
check(
  'without a HOME the system knows the user’s folder',
  { HOME: '', XDG_DATA_HOME: '' },
  userInfo().homedir,
);
