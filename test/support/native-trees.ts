import { execFileSync, spawn } from 'node:child_process';
import { createHash, type Hash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const manifestPath = fileURLToPath(new URL('../../grammars/manifest.json', import.meta.url));

interface PinnedGrammar {
  readonly package: string;
  readonly version: string;
  readonly file: string;
}

/** Where the C sources of a grammar lie, and the name of its language in them. */
interface NativeGrammar {
  readonly sources: string;
  readonly language: string;
}

/** Grammars by their names in `grammars/manifest.json`. */
export const pinnedGrammars: Readonly<Record<string, PinnedGrammar>> = JSON.parse(
  readFileSync(manifestPath, 'utf8'),
).grammars;

/** Why a grammar cannot be compared; undefined if the package of its WebAssembly brings the sources of the same version. */
export function whyNotNative(grammar: string): string | undefined {
  const pinned = pinnedGrammars[grammar];
  if (pinned === undefined) return 'no grammar is pinned';
  if (nativeGrammarOf(grammar) === undefined) return `${pinned.package} brings no sources`;
  const installed = JSON.parse(readFileSync(`${packages}${pinned.package}/package.json`, 'utf8')).version;
  return installed === pinned.version
    ? undefined
    : `${pinned.package} is ${installed}, not ${pinned.version}`;
}

function nativeGrammarOf(grammar: string): NativeGrammar | undefined {
  const pinned = pinnedGrammars[grammar];
  const name = /^tree-sitter-(\w+)\.wasm$/.exec(pinned?.file ?? '')?.[1];
  if (pinned === undefined || name === undefined) return undefined;
  const folder = `${packages}${pinned.package}`;
  const sources = [`${folder}/${name}/src`, `${folder}/src`].find((path) => existsSync(`${path}/parser.c`));
  return sources === undefined ? undefined : { sources, language: `tree_sitter_${name}` };
}

/** What stands for a tree: the first half of the SHA-256 of its S-expression. */
export function treeDigest(tree: string): string {
  return shortened(createHash('sha256').update(tree));
}

function shortened(hash: Hash): string {
  return hash.digest('hex').slice(0, 32);
}

/**
 * Digests of the trees of texts as native tree-sitter parses them: its own C sources and those of the grammar's package,
 * compiled here, because prebuilt bindings need a newer libstdc++ than some systems have. Texts go in as UTF-16, as the
 * bindings hand them over: the cost of an error is counted in bytes.
 */
export async function nativeDigests(grammar: string, texts: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'longview-native-'));
  try {
    const program = compile(grammar, folder);
    const paths = texts.map((text, index) => {
      const path = join(folder, `${index}.txt`);
      writeFileSync(path, Buffer.from(text, 'utf16le'));
      return path;
    });
    const listPath = join(folder, 'list');
    writeFileSync(listPath, paths.map((path) => `${path}\n`).join(''));
    const digests = await digestsOf(program, listPath);
    if (digests.length !== texts.length)
      throw new Error(`${grammar}: ${digests.length} trees for ${texts.length} texts.`);
    return digests;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Trees end in a zero byte, because a missing line end is written as one. */
const source = `
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>
const TSLanguage *LANGUAGE(void);
int main(int argc, char **argv) {
  TSParser *parser = ts_parser_new();
  if (!ts_parser_set_language(parser, LANGUAGE())) return 2;
  FILE *list = fopen(argv[1], "r");
  char path[4096];
  while (fgets(path, sizeof path, list)) {
    path[strcspn(path, "\\n")] = 0;
    FILE *file = fopen(path, "rb");
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (fread(text, 1, size, file) != (size_t)size) return 3;
    fclose(file);
    TSTree *tree = ts_parser_parse_string_encoding(parser, NULL, text, size, TSInputEncodingUTF16LE);
    char *out = ts_node_string(ts_tree_root_node(tree));
    fwrite(out, 1, strlen(out) + 1, stdout);
    free(out);
    ts_tree_delete(tree);
    free(text);
  }
  return 0;
}
`;

function compile(grammar: string, folder: string): string {
  const native = nativeGrammarOf(grammar);
  if (native === undefined) throw new Error(`${grammar}: ${whyNotNative(grammar)}.`);
  const { sources, language } = native;
  const library = `${packages}tree-sitter/vendor/tree-sitter/lib`;
  const scanner = `${sources}/scanner.c`;
  writeFileSync(join(folder, 'dump.c'), source);
  execFileSync('cc', [
    ...['-O1', '-w', '-std=gnu11', `-DLANGUAGE=${language}`],
    ...[`-I${library}/include`, `-I${library}/src`, `-I${sources}`],
    ...[join(folder, 'dump.c'), `${library}/src/lib.c`, `${sources}/parser.c`],
    ...(existsSync(scanner) ? [scanner] : []),
    ...['-o', join(folder, 'dump')],
  ]);
  return join(folder, 'dump');
}

async function digestsOf(program: string, listPath: string): Promise<string[]> {
  const child = spawn(program, [listPath], { stdio: ['ignore', 'pipe', 'inherit'] });
  const digests: string[] = [];
  let hash = createHash('sha256');
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      digests.push(shortened(hash.update(chunk.subarray(from, end))));
      hash = createHash('sha256');
      from = end + 1;
    }
    hash.update(chunk.subarray(from));
  }
  return digests;
}
