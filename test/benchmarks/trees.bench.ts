// Whether WebAssembly gives the trees that native tree-sitter gives, file by file, for each grammar whose package brings
// both in one version; those without are named.
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ParserPool } from '../../src/core/syntax/parser.ts';
import { decodeText } from '../../src/core/workspace/decode-text.ts';
import { type Language, languageOfPath, languages } from '../../src/core/workspace/language-registry.ts';
import { grammarAssets } from '../../src/node/grammar-assets.ts';
import { NodeAssetSource } from '../../src/node/node-asset-source.ts';
import { nativeDigests, treeDigest, whyNotNative } from '../support/native-trees.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({ options: { repo: { type: 'string', multiple: true } } });
const repositories = (values.repo ?? [root]).map((path) => resolve(path));
const maxFileBytes = 2_000_000;
const shownDifferences = 10;

interface CodeFile {
  readonly path: string;
  readonly text: string;
  readonly language: Language;
}

function codeFilesOf(repository: string): CodeFile[] {
  const listed = execFileSync('git', ['-C', repository, 'ls-files', '-z'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  return listed.split('\0').flatMap((path) => {
    const language = path === '' ? undefined : languageOfPath(path);
    if (language?.grammar === undefined) return [];
    const entry = lstatSync(join(repository, path), { throwIfNoEntry: false });
    if (entry?.isFile() !== true || entry.size > maxFileBytes) return [];
    const decoded = decodeText(readFileSync(join(repository, path)));
    return decoded === 'binary' ? [] : [{ path, text: decoded.text, language }];
  });
}

const parsers = new ParserPool(grammarAssets(new NodeAssetSource()));
let isDifferent = false;
const differing: string[] = [];

console.log('| repository | grammar | files | MB | same trees | different | WebAssembly MB/s |');
console.log('|---|---|---|---|---|---|---|');
for (const repository of repositories) {
  const byGrammar = Map.groupBy(codeFilesOf(repository), ({ language }) => language.grammar?.name ?? '');
  for (const [grammar, files] of [...byGrammar].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const why = whyNotNative(grammar);
    const megabytes = files.reduce((sum, { text }) => sum + text.length, 0) / 1e6;
    if (why !== undefined) {
      console.log(
        `| ${basename(repository)} | ${grammar} | ${files.length} | ${megabytes.toFixed(2)} | ${why} | | |`,
      );
      continue;
    }
    const expected = await nativeDigests(
      grammar,
      files.map(({ text }) => text),
    );
    const startedAt = performance.now();
    const digests: string[] = [];
    for (const { text, language } of files) {
      const parser = await parsers.parserFor(language);
      const tree = parser?.withTree(text, (_, { rootNode }) => rootNode.toString(), { timeoutMs: 600_000 });
      digests.push(treeDigest(tree ?? ''));
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const others = files.filter((_, index) => digests[index] !== expected[index]);
    if (others.length > 0) isDifferent = true;
    for (const { path } of others.slice(0, shownDifferences))
      differing.push(`${basename(repository)}: ${path}`);
    const counts = `${files.length - others.length} | ${others.length}`;
    console.log(
      `| ${basename(repository)} | ${grammar} | ${files.length} | ${megabytes.toFixed(2)} | ${counts} | ${(megabytes / seconds).toFixed(1)} |`,
    );
  }
}
for (const path of differing) console.log(`- different: ${path}`);
const without = [...new Set(languages.flatMap(({ grammar }) => grammar?.name ?? []))].flatMap((grammar) => {
  const why = whyNotNative(grammar);
  return why === undefined ? [] : `${grammar} (${why})`;
});
console.log(`\nWithout native sources of the same version, so not compared: ${without.join(', ')}.`);
process.exit(isDifferent ? 1 : 0);
