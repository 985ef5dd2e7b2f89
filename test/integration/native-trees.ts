import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type GrammarName = 'typescript' | 'tsx' | 'javascript' | 'python';

const packages = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const sources: Readonly<Record<GrammarName, string>> = {
  typescript: `${packages}tree-sitter-typescript/typescript/src`,
  tsx: `${packages}tree-sitter-typescript/tsx/src`,
  javascript: `${packages}tree-sitter-javascript/src`,
  python: `${packages}tree-sitter-python/src`,
};

/**
 * S-expressions of texts as native tree-sitter parses them: by the npm package, or, where its prebuilt binary does not
 * load (it needs a newer libstdc++ than some systems have), by the C sources of the same packages.
 */
export function nativeTrees(grammar: GrammarName, texts: readonly string[]): string[] {
  return packagedTrees(grammar, texts) ?? compiledTrees(grammar, texts);
}

function packagedTrees(grammar: GrammarName, texts: readonly string[]): string[] | undefined {
  const require = createRequire(import.meta.url);
  try {
    const Parser = require('tree-sitter');
    const family = grammar === 'tsx' ? 'typescript' : grammar;
    const loaded = require(`tree-sitter-${family}`);
    const parser = new Parser();
    parser.setLanguage(family === 'typescript' ? loaded[grammar] : loaded);
    return texts.map((text) =>
      parser.parse(text, undefined, { bufferSize: text.length * 2 + 1024 }).rootNode.toString(),
    );
  } catch (error) {
    if (/GLIBCXX|GLIBC_|No native build|dlopen|invalid ELF/.test(String(error))) return undefined;
    throw error;
  }
}

/** Texts go in as UTF-16, as both bindings hand them over: the cost of an error is counted in bytes. */
const program = `
#include <stdio.h>
#include <stdlib.h>
#include <tree_sitter/api.h>
const TSLanguage *LANGUAGE(void);
int main(int argc, char **argv) {
  TSParser *parser = ts_parser_new();
  if (!ts_parser_set_language(parser, LANGUAGE())) return 2;
  for (int i = 1; i < argc; i++) {
    FILE *file = fopen(argv[i], "rb");
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (fread(text, 1, size, file) != (size_t)size) return 3;
    fclose(file);
    TSTree *tree = ts_parser_parse_string_encoding(parser, NULL, text, size, TSInputEncodingUTF16LE);
    char *out = ts_node_string(ts_tree_root_node(tree));
    puts(out);
    free(out);
    ts_tree_delete(tree);
    free(text);
  }
  return 0;
}
`;

function compiledTrees(grammar: GrammarName, texts: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'longview-native-'));
  try {
    writeFileSync(join(folder, 'dump.c'), program);
    const library = `${packages}tree-sitter/vendor/tree-sitter/lib`;
    const source = sources[grammar];
    execFileSync('cc', [
      ...['-O1', '-w', '-std=gnu11', `-DLANGUAGE=tree_sitter_${grammar}`],
      ...[`-I${library}/include`, `-I${library}/src`, `-I${source}`],
      ...[join(folder, 'dump.c'), `${library}/src/lib.c`, `${source}/parser.c`, `${source}/scanner.c`],
      ...['-o', join(folder, 'dump')],
    ]);
    const paths = texts.map((text, index) => {
      const path = join(folder, String(index));
      writeFileSync(path, Buffer.from(text, 'utf16le'));
      return path;
    });
    const output = execFileSync(join(folder, 'dump'), paths, { encoding: 'utf8', maxBuffer: 2 ** 30 });
    return output.split('\n').slice(0, texts.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
