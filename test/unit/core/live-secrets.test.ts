import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveFolder } from '../../support/live-folder.ts';
import { randomFrom } from '../../support/random-from.ts';

const password = ['Zq31', 'rootPw'].join('');
const compose = `services:\n  db:\n    environment:\n      MYSQL_ROOT_PASSWORD: ${password}\n`;
const base = { 'a.ts': "import './b.ts';\n", 'b.ts': 'export const b = 1;\n', 'README.md': 'Text.\n' };

test('a secret comes into one file, stands in others, and goes', async () => {
  const folder = new LiveFolder(base);
  await folder.live.current();
  const steps: readonly (readonly [edit: Record<string, string | undefined>, analyzed: readonly string[]])[] =
    [
      [{ 'README.md': `Log in as ${password}.\n` }, ['README.md']],
      [{ 'compose.yaml': compose }, ['README.md', 'compose.yaml']],
      // Read as it is, then with the secret taken out.
      [{ 'b.ts': `log('${password}');\n` }, ['b.ts', 'b.ts']],
      [{ 'a.ts': "import './b.ts';\n// edited\n" }, ['a.ts']],
      // Nothing is kept of what is counted of texts that held it.
      [{ 'compose.yaml': undefined }, ['README.md', 'b.ts']],
    ];
  for (const [index, [edit, analyzed]] of steps.entries()) {
    folder.analyzed.length = 0;
    await folder.edit(edit);
    await folder.live.changed(Object.keys(edit));
    const state = await folder.live.current();
    await folder.assertFresh(state, `after step ${index}`);
    assert.deepEqual(folder.analyzed.toSorted(), analyzed, `after step ${index}`);
    const isHidden = index === 1 || index === 2 || index === 3;
    const readme = state.repository.byPath.get('README.md')?.text ?? '';
    assert.equal(readme.includes(password), !isHidden, `after step ${index}`);
  }
});

for (const seed of [1, 2, 3, 4])
  test(`secrets come and go with edits in bursts, seed ${seed}`, async () => {
    const random = randomFrom(seed);
    const pick = (limit: number) => Math.floor(random() * limit);
    const folder = new LiveFolder(base);
    await folder.live.current();
    let hidden = 0;
    for (let burst = 0; burst < 15; burst++) {
      const edits: Record<string, string | undefined> = {};
      for (let count = pick(3); count >= 0; count--) {
        const [path, text] = [
          ['compose.yaml', compose],
          ['ci/compose.yaml', compose.replace('MYSQL', 'OTHER')],
          ['README.md', `Log in as ${password}.\n`],
          ['b.ts', `export const b = '${password}';\n`],
        ][pick(4)] as [string, string];
        edits[path] = random() < 0.4 ? undefined : random() < 0.3 ? 'nothing: here\n' : text;
      }
      await folder.edit(edits);
      await folder.live.changed(Object.keys(edits));
      const state = await folder.live.current();
      await folder.assertFresh(state, `after burst ${burst}`);
      hidden += state.repository.secrets?.repeated.size ?? 0;
    }
    assert.ok(hidden > 0);
  });
