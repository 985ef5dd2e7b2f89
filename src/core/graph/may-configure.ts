import type { SourceFile } from '../analysis/repository.ts';
import { isParsedLanguage } from '../workspace/language-registry.ts';
import { isBundlerConfig } from './resolve-import/bundler-aliases.ts';

/** Manifests that are written in a programming language. */
const manifestsInCode =
  /(?:^|\/)(?:setup\.py|build\.zig|Package\.swift|mix\.exs|extconf\.rb|[^/]+\.gemspec)$/;

/** Whether resolvers may read a file: a manifest, a configuration, a list of sources. */
export function mayConfigure({ path, language, syntax, role }: SourceFile): boolean {
  if (syntax === undefined || isBundlerConfig(path) || manifestsInCode.test(path)) return true;
  return !isParsedLanguage(language) && role !== 'docs';
}
