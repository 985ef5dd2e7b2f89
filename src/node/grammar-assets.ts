import { setFlagsFromString } from 'node:v8';
import type { AssetSource, GrammarAssets } from '../core/parsing.ts';

/** Grammars and queries out of the shipped assets. */
export function grammarAssets(assets: AssetSource): GrammarAssets {
  return {
    runtime: () => assets.read('grammars/web-tree-sitter.wasm'),
    grammar: (name) => assets.read(`grammars/${name}.wasm`),
    query: async (folder, file) =>
      new TextDecoder().decode(await assets.read(`grammars/${folder}/${file}.scm`)),
    beforeLargeLexer: stopOptimizing,
  };
}

/**
 * V8 takes 0.7 GB (Kotlin), 1.8 GB (Bash) or 3 GB (Swift) of memory and seconds of another core to optimise their lexers,
 * which hardly parse slower without. From now on no module is optimised further; what is so far stays.
 */
function stopOptimizing(): void {
  for (const flag of ['wasm-tier-up', 'wasm-dynamic-tiering']) setFlagsFromString(`--no-${flag}`);
}
