import type { Repository } from '../../analysis/repository.ts';
import { buildRules } from './files/build-files.ts';
import { elixirModulesIn, elixirRules } from './files/elixir-files.ts';
import type { FileRules } from './files/file-rule.ts';
import { manifestRules } from './files/manifest-files.ts';
import { moduleRules } from './files/module-files.ts';
import { pageRules } from './files/page-files.ts';
import { styleRules } from './files/style-files.ts';
import type { ImportResolver } from './import-resolver.ts';

/**
 * Resolves the references of languages that name files rather than symbols: documents, pages, style sheets, manifests,
 * builds, and languages of which only imports are followed. Addresses on the network give nothing; `unresolved` is only
 * what the language's own tool would fail on.
 */
export function fileReferenceResolver(repository: Repository): ImportResolver {
  const rules: FileRules = {
    ...pageRules(repository),
    ...styleRules(repository),
    ...moduleRules(repository),
    ...elixirRules(repository),
    ...buildRules(repository),
    ...manifestRules(repository),
  };
  return {
    languages: Object.keys(rules),
    readOfSyntax: (file) => (file.syntax?.language === 'elixir' ? elixirModulesIn(file).sort().join() : ''),
    resolve: (file, statement) => {
      const found = rules[file.syntax?.language ?? '']?.(file, statement) ?? [];
      const { names } = statement;
      return names.length === 0
        ? found
        : found.map((resolved) => (resolved.kind === 'file' ? { ...resolved, names } : resolved));
    },
  };
}
