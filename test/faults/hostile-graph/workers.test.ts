import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { NodeAssetSource } from '../../../src/node/node-asset-source.ts';
import { replaceFunctions } from './broken-grammar.ts';
import { type GraphOptions, hostileFolder, importsOf, told } from './hostile-folder.ts';

const temporary = mkdtempSync(join(tmpdir(), 'longview-broken-'));
after(() => rmSync(temporary, { recursive: true, force: true }));

/** An installation in which one grammar does something else than to parse. */
async function assetsWith(grammar: string, body: 'trap' | 'loop'): Promise<string> {
  const sound = new NodeAssetSource();
  const directory = join(temporary, `${grammar}-${body}`);
  cpSync(join(sound.directory, 'grammars'), join(directory, 'grammars'), { recursive: true });
  const name = `grammars/${grammar}.wasm`;
  writeFileSync(join(directory, name), replaceFunctions(await sound.read(name), body));
  return directory;
}

/** A worker that ends its process, as one that is killed, when it comes to a file of this name. */
function killedBy(name: string): URL {
  const path = join(temporary, `killed-by-${name}.ts`);
  const source = (file: string) => JSON.stringify(new URL(`../../../src/${file}`, import.meta.url).href);
  writeFileSync(
    path,
    `import { workerData } from 'node:worker_threads';
import { analyzeFile, ParserPool } from ${source('core/parsing.ts')};
import { analysisText } from ${source('node/analysis-text.ts')};
import { grammarAssets } from ${source('node/grammar-assets.ts')};
import { NodeAssetSource } from ${source('node/node-asset-source.ts')};
import { serveParses } from ${source('workers/serve-parses.ts')};
const parsers = new ParserPool(grammarAssets(new NodeAssetSource(workerData.assetDirectory)));
serveParses({
  analyze: async (input, limits) => {
    if (input.path.endsWith(${JSON.stringify(name)})) process.exit(9);
    return analysisText(await analyzeFile(input, parsers, limits));
  },
  isSpent: () => parsers.isSpent,
});
`,
  );
  return pathToFileURL(path);
}

const sound: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 12 }, (_, at) => [
    `m${at}.ts`,
    at === 0 ? 'export {};\n' : `import './m${at - 1}';\n`,
  ]),
);

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly options: () => GraphOptions | Promise<GraphOptions>;
  readonly says: readonly string[];
}

const cases: readonly Case[] = [
  {
    what: 'a grammar that traps',
    files: { 'a.lua': 'local a = 1\n', 'n.lua': 'local b = 2\n' },
    options: async () => ({ assetDirectory: await assetsWith('lua', 'trap') }),
    says: ['parse-failed a.lua', 'parse-failed n.lua'],
  },
  {
    what: 'a grammar that never comes back',
    files: { 'a.lua': 'local a = 1\n' },
    options: async () => ({ assetDirectory: await assetsWith('lua', 'loop'), stuckMs: 6_000 }),
    says: ['analysis-failed a.lua'],
  },
  {
    what: 'a worker that is killed, in its first file too',
    files: { 'a-kills.ts': 'export {};\n', 'z-kills.ts': 'export {};\n' },
    options: () => ({ workerUrl: killedBy('kills.ts'), size: 1 }),
    says: ['analysis-failed a-kills.ts', 'analysis-failed z-kills.ts'],
  },
  {
    what: 'a parse that takes too long',
    files: { 'a.ts': `x = ${'[a, {'.repeat(80_000)}` },
    options: () => ({ parseTimeoutMs: 200 }),
    says: ['parse-timeout a.ts'],
  },
];

for (const { what, files, options, says } of cases) {
  test(`${what} costs its own file alone, is told of, and is not remembered`, async () => {
    using folder = hostileFolder({ ...sound, ...files });
    const taken = await folder.graph(await options());
    assert.deepEqual(told(taken), says);
    assert.ok(taken.diagnostics.every(({ message }) => message.length > 20));
    assert.equal(importsOf(taken).length, 11);
    const known = new Set(taken.graph.order);
    assert.equal(known.size, 12 + Object.keys(files).length);
    // With workers that are sound the same files are read.
    const again = await folder.graph({ parseTimeoutMs: 60_000 });
    assert.deepEqual(told(again), []);
  });
}

test('a worker that does not start is a fault of the installation', async () => {
  using folder = hostileFolder(sound);
  const path = join(temporary, 'does-not-start.ts');
  writeFileSync(path, "throw new Error('no');\n");
  await assert.rejects(folder.graph({ workerUrl: pathToFileURL(path) }), {
    name: 'AppError',
    code: 'internal',
  });
});
