import { mkdir, writeFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import cl100k from 'gpt-tokenizer/bpeRanks/cl100k_base';
import o200k from 'gpt-tokenizer/bpeRanks/o200k_base';
import { writeRankTable } from '../src/core/tokens/rank-table.ts';
import type { VocabularyName } from '../src/core/tokens/vocabulary-tables.ts';
import { vocabularyFile } from '../src/node/vocabulary-asset.ts';

const vocabularies = { o200k_base: o200k, cl100k_base: cl100k } satisfies Record<VocabularyName, unknown>;

/** Writes the tables that tokens are counted by, out of the package that publishes the vocabularies. */
export async function buildVocabularies(assetDirectory: string): Promise<void> {
  await mkdir(`${assetDirectory}/tokens`, { recursive: true });
  for (const [name, tokens] of Object.entries(vocabularies)) {
    const file = vocabularyFile(name as VocabularyName);
    await writeFile(`${assetDirectory}/${file}`, new Uint8Array(writeRankTable(tokens)));
  }
}

/** In the bundle the vocabularies are empty lists: there they come as assets, which are read in a thousandth of a second. */
export const vocabulariesAreAssets: Plugin = {
  name: 'vocabularies-are-assets',
  setup: ({ onResolve, onLoad }) => {
    const namespace = 'empty-vocabulary';
    onResolve({ filter: /^gpt-tokenizer\/bpeRanks\// }, ({ path }) => ({ path, namespace }));
    onLoad({ filter: /./, namespace }, () => ({ contents: 'export default [];' }));
  },
};
