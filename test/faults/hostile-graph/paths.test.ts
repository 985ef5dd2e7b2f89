import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { hostileFolder, importsOf, told } from './hostile-folder.ts';

const exporting = 'export const a = 1;\n';

test('links in circles, out of the folder and to nowhere are left out by name; what they lead to is not read', async () => {
  using outside = hostileFolder({ 'secret.ts': exporting });
  using folder = hostileFolder({
    'a.ts': "import './loop/a';\nimport './out/secret';\n",
    'real/b.ts': exporting,
  });
  symlinkSync('.', join(folder.path, 'loop'));
  symlinkSync('..', join(folder.path, 'real', 'up'));
  symlinkSync(outside.path, join(folder.path, 'out'));
  symlinkSync('nowhere', join(folder.path, 'dangling.ts'));
  symlinkSync('self.ts', join(folder.path, 'self.ts'));
  const taken = await folder.graph();
  assert.deepEqual(taken.graph.files, ['a.ts', 'real/b.ts']);
  assert.deepEqual(importsOf(taken), []);
  assert.deepEqual(
    told(taken),
    ['dangling.ts', 'loop', 'out', 'real/up', 'self.ts'].map((path) => `not-a-file ${path}`),
  );
});

test('a file of a gigabyte is listed, not read, whatever its name promises', async () => {
  using folder = hostileFolder({
    'a.ts': exporting,
    'big.ts': '',
    '.gitignore': 'b.ts\n',
    'b.ts': exporting,
  });
  truncateSync(join(folder.path, 'big.ts'), 2 ** 30);
  truncateSync(join(folder.path, '.gitignore'), 2 ** 30);
  truncateSync(join(folder.path, '.gitignore'), 2 ** 30);
  const taken = await folder.graph();
  assert.deepEqual(told(taken), ['oversized .gitignore', 'oversized big.ts']);
  assert.deepEqual(taken.graph.files, ['.gitignore', 'a.ts', 'b.ts', 'big.ts']);
});

const oddNames: readonly string[] = [
  ...[
    'new\nline.ts',
    'quote".ts',
    "apostrophe'.ts",
    'back\\slash.ts',
    'tab\t.ts',
    '\u001b[31m.ts',
    '\u0001.ts',
  ],
  ...['__proto__.ts', 'constructor.ts', 'toString.ts', 'hasOwnProperty', ' space .ts', '-dash.ts', 'ü.ts'],
  ...['%2e%2e.ts', '$(x).ts', '`x`.ts', '*.ts', '[a].ts', '#.ts', '!.ts', '\u202egnp.ts', '...ts', '.ts'],
];

for (const inGit of [false, true]) {
  test(`files of odd names are files like others ${inGit ? 'in a git repository' : 'in a folder'}`, async () => {
    using folder = hostileFolder(Object.fromEntries(oddNames.map((name) => [name, exporting])));
    folder.write({
      'z/user.ts': "import { a } from '../new\\nline';\nimport { a as b } from '../__proto__';\na; b;\n",
    });
    if (inGit) execFileSync('git', ['init', '-q', folder.path]);
    const taken = await folder.graph();
    assert.deepEqual(told(taken), []);
    assert.deepEqual(taken.graph.files, [...oddNames, 'z/user.ts'].sort());
    assert.ok(importsOf(taken).includes('z/user.ts > __proto__.ts'));
  });

  test(`a name that is not UTF-8 is told of ${inGit ? 'in a git repository' : 'in a folder'}`, async () => {
    using folder = hostileFolder({ 'a.ts': exporting });
    if (inGit) execFileSync('git', ['init', '-q', folder.path]);
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder.path}/`), Buffer.of(0x62, 0xff, 0x2e, 0x74, 0x73)]),
      exporting,
    );
    const taken = await folder.graph();
    assert.deepEqual(taken.graph.files, ['a.ts']);
    assert.deepEqual(told(taken), ['unreadable b\u{fffd}.ts']);
  });
}

const source = "import { a } from './a';\n// größer\nexport const b = a;\n";
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const encodings: Readonly<Record<string, { bytes: Uint8Array; says: readonly string[]; imports: boolean }>> =
  {
    'UTF-16 LE with a mark': { bytes: utf16(`\u{feff}${source}`), says: [], imports: true },
    'UTF-16 BE with a mark': { bytes: utf16(`\u{feff}${source}`).swap16(), says: [], imports: true },
    'UTF-16 LE without a mark': { bytes: utf16(source), says: ['binary b.ts'], imports: false },
    'UTF-16 BE without a mark': { bytes: utf16(source).swap16(), says: ['binary b.ts'], imports: false },
    'UTF-16 that ends in half a character': {
      bytes: utf16(`\u{feff}${source}x`).subarray(0, -1),
      says: [],
      imports: true,
    },
    'UTF-8 with a mark': { bytes: Buffer.from(`\u{feff}${source}`), says: [], imports: true },
    'UTF-8 that ends in half a character': {
      bytes: Buffer.from(`${source}// ü`).subarray(0, -1),
      says: ['encoding b.ts'],
      imports: true,
    },
    'line ends of Windows': { bytes: Buffer.from(source.replaceAll('\n', '\r\n')), says: [], imports: true },
    'line ends of old Macs': { bytes: Buffer.from(source.replaceAll('\n', '\r')), says: [], imports: true },
    'a NUL at its begin': { bytes: Buffer.from(`\0${source}`), says: ['binary b.ts'], imports: false },
    'a NUL far behind': { bytes: Buffer.from(`${source}//${'x'.repeat(9000)}\0`), says: [], imports: true },
    'nothing but NUL': { bytes: new Uint8Array(5000), says: ['binary b.ts'], imports: false },
    'half a surrogate': { bytes: utf16(`\u{feff}${source}"\ud800"`), says: [], imports: true },
  };

for (const [what, { bytes, says, imports }] of Object.entries(encodings)) {
  test(`a source in ${what} ${imports ? 'is read' : 'is told of'}`, async () => {
    using folder = hostileFolder({ 'a.ts': exporting, 'b.ts': bytes });
    const taken = await folder.graph();
    assert.deepEqual(told(taken), says);
    assert.deepEqual(importsOf(taken), imports ? ['b.ts > a.ts'] : []);
  });
}
