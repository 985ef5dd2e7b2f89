import type { AssetSource, GrammarAssets } from '../core/parsing.ts';

/** Grammars and queries out of the shipped assets. */
export function grammarAssets(assets: AssetSource): GrammarAssets {
  return {
    runtime: () => assets.read('grammars/web-tree-sitter.wasm'),
    grammar: (name) => assets.read(`grammars/${name}.wasm`),
    query: async (folder, file) =>
      new TextDecoder().decode(await assets.read(`grammars/${folder}/${file}.scm`)),
  };
}
